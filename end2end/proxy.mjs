// A proxy on loopback between browser and server that makes the faults of a bad network, one request at a time.
import http from "node:http";

/**
 * Starts it before a server. `proxy.fault` is asked for each request (`{method, path}`) and says what becomes of it:
 * nothing, `"refuse"` (the connection is cut before the server hears of it), `"portal"` (a page of the network's own answers), `"lose"` (the server answers, the browser never
 * hears it), `{delay: ms}` (the answer comes late), `{rate: bytes per second}` (the body goes slowly), `{cut: bytes}` (the
 * connection is cut once so much of the body has reached the server).
 *
 * With `proxy.client` set, the server seems to hold another client of that name: a newer one.
 */
export async function startProxy(target) {
  const { hostname, port } = new URL(target);
  const proxy = { fault: () => null, seen: [], client: null };
  const server = http.createServer((request, response) => {
    const about = { method: request.method, path: request.url };
    proxy.seen.push(about);
    const fault = proxy.fault(about);
    // What has been answered has no socket any more.
    const { socket } = request;
    if (fault === "refuse") return socket.destroy();
    if (fault === "portal") {
      request.resume();
      return response.writeHead(200, { "content-type": "text/html" }).end("<h1>Zaloguj się do sieci</h1>");
    }
    const { method, headers, url: path } = request;
    if (proxy.client) {
      delete headers["accept-encoding"];
      delete headers["if-none-match"];
    }
    const onward = http.request({ hostname, port, method, path, headers }, async (answer) => {
      if (fault === "lose") {
        // With a beginning, or the browser would ask once more by itself.
        response.writeHead(answer.statusCode, answer.headers);
        response.flushHeaders();
        answer.resume();
        return answer.on("end", () => setTimeout(() => socket.destroy(), 50));
      }
      if (fault?.delay) await new Promise((resolve) => setTimeout(resolve, fault.delay));
      const held = answer.headers["x-kronika-client"];
      if (proxy.client && held) answer.headers["x-kronika-client"] = proxy.client;
      if (proxy.client && (path === "/sw.js" || /html/.test(answer.headers["content-type"]))) {
        return renamed(answer, response, proxy.client);
      }
      response.writeHead(answer.statusCode, answer.headers);
      response.flushHeaders();
      answer.pipe(response);
    });
    onward.on("error", () => socket.destroy());
    response.on("close", () => onward.destroy());
    if (fault?.cut) cutOff(request, onward, fault.cut);
    else if (fault?.rate) slowly(request, onward, fault.rate);
    else request.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  proxy.url = `http://127.0.0.1:${server.address().port}`;
  proxy.stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return proxy;
}

/** The page and its service worker by another name. */
async function renamed(answer, response, client) {
  let text = "";
  for await (const chunk of answer.setEncoding("utf8")) text += chunk;
  text = text.replace(/(name="client" content="|BUILD = ")[^"]+/, `$1${client}`);
  const { etag, "content-length": length, ...headers } = answer.headers;
  response.writeHead(answer.statusCode, headers).end(text);
}

async function cutOff(from, to, bytes) {
  const { socket } = from;
  for await (const chunk of from) {
    to.write(chunk.subarray(0, bytes));
    bytes -= chunk.length;
    if (bytes > 0) continue;
    // The server has it by then.
    await new Promise((resolve) => setTimeout(resolve, 100));
    to.destroy();
    return socket.destroy();
  }
}

async function slowly(from, to, rate) {
  for await (const chunk of from) {
    for (let at = 0; at < chunk.length; at += rate / 10) {
      to.write(chunk.subarray(at, at + rate / 10));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  to.end();
}
