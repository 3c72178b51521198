//! A keep-alive HTTP/1.1 connection, as small as can be, so that the load costs little beside what it measures.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// One connection to the server, signed in by an API token.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    token: String,
}

/// An answer: status, headers in small letters, body.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Connection {
    pub(crate) fn open(address: SocketAddr, token: &str) -> Result<Self, String> {
        let stream = TcpStream::connect(address).map_err(|error| error.to_string())?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        stream.set_read_timeout(Some(Duration::from_secs(60))).map_err(|error| error.to_string())?;
        Ok(Self { stream: BufReader::new(stream), token: token.to_owned() })
    }

    pub(crate) fn get(&mut self, path: &str, extra: &str) -> Result<Answer, String> {
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n{extra}\r\n",
            self.token
        ))
    }

    pub(crate) fn post(&mut self, path: &str, body: &str) -> Result<Answer, String> {
        let (token, length) = (&self.token, body.len());
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
    }

    fn send(&mut self, request: &str) -> Result<Answer, String> {
        self.stream.get_mut().write_all(request.as_bytes()).map_err(|error| error.to_string())?;
        let mut line = String::new();
        let mut headers = Vec::new();
        let mut status = 0;
        loop {
            line.clear();
            if self.stream.read_line(&mut line).map_err(|error| error.to_string())? == 0 {
                return Err("the server closed the connection".into());
            }
            let text = line.trim_end();
            if status == 0 {
                status = text.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or("no HTTP answer")?;
            } else if text.is_empty() {
                break;
            } else if let Some((name, value)) = text.split_once(':') {
                headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        let mut answer = Answer { status, headers, body: Vec::new() };
        if answer.header("transfer-encoding") == Some("chunked") {
            self.read_chunks(&mut answer.body)?;
        } else {
            let length = answer.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            answer.body.resize(length, 0);
            self.stream.read_exact(&mut answer.body).map_err(|error| error.to_string())?;
        }
        Ok(answer)
    }

    fn read_chunks(&mut self, body: &mut Vec<u8>) -> Result<(), String> {
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).map_err(|error| error.to_string())?;
            let length = usize::from_str_radix(line.trim(), 16).map_err(|error| error.to_string())?;
            let start = body.len();
            body.resize(start + length, 0);
            self.stream.read_exact(&mut body[start..]).map_err(|error| error.to_string())?;
            self.stream.read_line(&mut line).map_err(|error| error.to_string())?;
            if length == 0 {
                return Ok(());
            }
        }
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON, if the status is as wanted.
    pub(crate) fn json(&self, status: u16) -> Result<serde_json::Value, String> {
        let text = String::from_utf8_lossy(&self.body);
        if self.status != status {
            return Err(format!("answered {} instead of {status}: {text}", self.status));
        }
        serde_json::from_str(&text).map_err(|error| error.to_string())
    }
}
