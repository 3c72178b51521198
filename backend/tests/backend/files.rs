//! Files: uploaded piece by piece, whatever breaks off; taken over by events; seen only where the event is; swept.

use std::{fs, path::Path, time::Duration};

use crate::support::{
    Ground, LARGEST, each_engine, now, problems,
    samples::{call, company, json},
    status,
    uploads::{announce, send, upload},
};
use backend::{Backend, Ctx, directory::contacts, events, files};
use futures::{StreamExt, stream};
use records::{
    AppError, Json, Timestamp, Uuid,
    contacts::NewContact,
    event_types::NewEventType,
    events::{ChangeEvent, Event, RegisterEvent},
    files::File,
    users::Role,
};

/// What is in the folder of files, but for what is of its own.
fn contents(ground: &Ground) -> Vec<String> {
    fn walk(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.path().is_dir() {
                walk(&entry.path(), found);
            } else if name != ".lock" {
                found.push(name);
            }
        }
    }
    let mut found = Vec::new();
    walk(&ground.data.join("files"), &mut found);
    found.sort();
    found
}

fn current(answer: Result<File, AppError>) -> File {
    match answer {
        Err(error @ AppError::Conflict { .. }) => {
            let current = error.current().expect("the file as it is").to_string();
            serde_json::from_str(&current).expect("a file")
        }
        other => panic!("expected a conflict, got {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_goes_on_where_it_broke_off() {
    each_engine(|ground| async move {
        let backend = &ground.backend;
        let ewa = ground.acting("Ewa", Role::Employee).await;
        let bytes: Vec<u8> = (0..20 << 20).map(|n: u32| (n % 251) as u8).collect();
        let new = announce("film.mp4", "video/mp4", &bytes);
        let id = new.id;
        let (file, first) = files::create(backend, &ewa, new.clone()).await.unwrap();
        assert!(first && !file.complete && file.received == 0 && file.uploaded_by == ewa.user.id);

        // Cut off in the middle: an error ends the body.
        let cut = stream::iter([Ok(bytes[..3000].to_vec()), Ok(bytes[3000..7000].to_vec()), Err("reset")]);
        let file = files::append(backend, &ewa, id, 0, cut).await.unwrap();
        assert_eq!((file.received, file.complete), (7000, false));
        let (again, first) = files::create(backend, &ewa, new.clone()).await.unwrap();
        assert_eq!((again, first), (file.clone(), false), "the same again tells where to go on");
        assert_eq!(files::get(backend, &ewa, id).await.unwrap(), file);

        for wrong in [0, 6999, 7001, u64::MAX] {
            assert_eq!(current(send(backend, &ewa, id, wrong, &[b"x"]).await), file, "{wrong}");
        }
        // What came before a crash and was not noted is sent again.
        let part = ground.data.join("files/.uploads").join(id.to_string());
        let mut torn = fs::read(&part).unwrap();
        torn.extend_from_slice(b"torn off");
        fs::write(&part, torn).unwrap();
        let pieces: Vec<&[u8]> = bytes[7000..].chunks(64 << 10).collect();
        let file = send(backend, &ewa, id, 7000, &pieces[..200]).await.unwrap();
        assert_eq!(file.received, 7000 + 200 * (64 << 10));
        let whole = send(backend, &ewa, id, file.received, &pieces[200..]).await.unwrap();
        assert!(whole.complete && whole.received == bytes.len() as u64);
        let (_, path) = files::content(backend, &ewa, id).await.unwrap();
        assert!(fs::read(path).unwrap() == bytes);
        assert_eq!(contents(&ground), std::slice::from_ref(&whole.sha256));

        // The last piece again, whose answer was lost; and more than there is.
        assert_eq!(send(backend, &ewa, id, whole.size, &[]).await.unwrap(), whole);
        assert_eq!(problems(send(backend, &ewa, id, whole.size, &[b"x"]).await), ["size: limit"]);
        assert_eq!(current(send(backend, &ewa, id, 7000, &[b"x"]).await), whole);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_refused_and_can_begin_anew() {
    each_engine(|ground| async move {
        let backend = &ground.backend;
        let ewa = ground.acting("Ewa", Role::Employee).await;
        let jan = ground.acting("Jan", Role::Administrator).await;
        let reader = ground.acting("Rita", Role::ReadOnly).await;
        let new = announce("a.txt", "text/plain", b"0123456789");
        let id = new.id;
        assert_eq!(status(&files::create(backend, &reader, new.clone()).await), 403);
        let large = records::files::NewFile { size: LARGEST + 1, ..new.clone() };
        assert_eq!(problems(files::create(backend, &ewa, large).await), ["size: limit"]);
        files::create(backend, &ewa, new.clone()).await.unwrap();
        // Another content or sender under the same id.
        let other = records::files::NewFile { name: "b.txt".into(), ..new.clone() };
        for refused in
            [files::create(backend, &ewa, other).await, files::create(backend, &jan, new.clone()).await]
        {
            assert!(matches!(refused, Err(AppError::Conflict { current: None, .. })), "{refused:?}");
        }
        for nobodys in [
            files::get(backend, &jan, id).await,
            send(backend, &jan, id, 0, &[b"x"]).await,
            send(backend, &ewa, Uuid::now_v7(), 0, &[b"x"]).await,
            files::content(backend, &ewa, id).await.map(|(file, _)| file),
        ] {
            assert_eq!(nobodys, Err(AppError::NotFound));
        }

        assert_eq!(send(backend, &ewa, id, 0, &[b"0123"]).await.unwrap().received, 4);
        // Too much: nothing of that piece is kept.
        assert_eq!(problems(send(backend, &ewa, id, 4, &[b"456", b"789x"]).await), ["size: limit"]);
        assert_eq!(files::get(backend, &ewa, id).await.unwrap().received, 4);
        assert_eq!(problems(send(backend, &ewa, id, 4, &[b"45678x"]).await), ["sha256: format"]);
        assert_eq!(files::get(backend, &ewa, id).await.unwrap().received, 0);
        assert!(send(backend, &ewa, id, 0, &[b"0123456789"]).await.unwrap().complete);

        // The same content twice, and none at all.
        let twin = upload(backend, &jan, "c.txt", "", b"0123456789").await;
        assert_eq!(twin.media_type, "application/octet-stream");
        let empty = announce("empty", "text/plain", b"");
        assert!(files::create(backend, &ewa, empty.clone()).await.unwrap().0.complete);
        let false_sum =
            records::files::NewFile { id: Uuid::now_v7(), sha256: twin.sha256.clone(), ..empty.clone() };
        assert_eq!(problems(files::create(backend, &ewa, false_sum).await), ["sha256: format"]);
        let mut expected = [twin.sha256, empty.sha256];
        expected.sort();
        let left: Vec<String> = contents(&ground).into_iter().filter(|name| name.len() == 64).collect();
        assert_eq!(left, expected);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_at_once_do_no_harm() {
    each_engine(|ground| async move {
        let ewa = ground.acting("Ewa", Role::Employee).await;
        let bytes: Vec<u8> = (0..200_000_u32).map(|n| (n % 253) as u8).collect();
        let new = announce("x.bin", "", &bytes);
        let id = new.id;
        // Announced by many at once, once.
        let announced = (0..5).map(|_| files::create(&ground.backend, &ewa, new.clone()));
        let announced: Vec<_> = futures::future::join_all(announced).await;
        assert_eq!(announced.iter().filter(|answer| answer.as_ref().unwrap().1).count(), 1);

        let sending = |_| {
            let (backend, ewa, bytes) = (ground.backend.clone(), ewa.clone(), bytes.clone());
            tokio::spawn(async move {
                let mut offset = 0;
                loop {
                    let pieces: Vec<_> = bytes[offset as usize..].chunks(1000).map(<[u8]>::to_vec).collect();
                    // Each breaks off after a while.
                    let pieces = stream::iter(pieces.into_iter().take(37)).then(|piece| async {
                        tokio::task::yield_now().await;
                        Ok::<_, ()>(piece)
                    });
                    offset = match files::append(&backend, &ewa, id, offset, pieces).await {
                        Ok(file) if file.complete => return,
                        Ok(file) => file.received,
                        Err(AppError::Conflict { .. }) => {
                            files::get(&backend, &ewa, id).await.unwrap().received
                        }
                        Err(other) => panic!("{other}"),
                    };
                }
            })
        };
        for task in (0..4).map(sending).collect::<Vec<_>>() {
            tokio::time::timeout(Duration::from_secs(60), task).await.expect("in time").unwrap();
        }
        let (_, path) = files::content(&ground.backend, &ewa, id).await.unwrap();
        assert!(fs::read(path).unwrap() == bytes);
    })
    .await;
}

async fn inspection(backend: &Backend, admin: &Ctx) {
    let kind: NewEventType = serde_json::from_str(
        r#"{"key": "inspection", "kind": "form", "name": {"en": "Inspection"},
        "form": {"nodes": [
          {"node": "field", "key": "report", "type": "file", "label": {"en": "Report"}, "accept": [".pdf"]},
          {"node": "field", "key": "photos", "type": "photo", "label": {"en": "Photos"}, "accept": ["image/*"],
           "max_bytes": 8},
          {"node": "field", "key": "signed", "type": "signature", "label": {"en": "Signature"}},
          {"node": "field", "key": "buyer", "type": "company", "label": {"en": "Buyer"}},
          {"node": "field", "key": "order", "type": "order", "label": {"en": "Order"}},
          {"node": "table", "key": "faults", "label": {"en": "Faults"}, "nodes": [
            {"node": "field", "key": "what", "type": "text", "label": {"en": "What"}, "max_length": 5},
            {"node": "field", "key": "shots", "type": "photo", "label": {"en": "Shots"}},
            {"node": "field", "key": "by", "type": "user", "label": {"en": "By"}},
            {"node": "field", "key": "met", "type": "contact", "label": {"en": "Met"}},
            {"node": "field", "key": "deal", "type": "deal", "label": {"en": "Deal"}},
            {"node": "field", "key": "part", "type": "product", "label": {"en": "Part"}}]}]}}"#,
    )
    .unwrap();
    events::types::create(backend, admin, kind).await.unwrap();
}

fn inspected(values: &str) -> RegisterEvent {
    RegisterEvent {
        id: Some(Uuid::now_v7()),
        r#type: "inspection".into(),
        values: json(values),
        ..RegisterEvent::default()
    }
}

fn standing(event: &Event) -> Vec<(Uuid, Option<&str>)> {
    let mut files: Vec<_> = event.files.iter().map(|file| (file.id, file.field.as_deref())).collect();
    files.sort();
    files
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_takes_its_files_over() {
    each_engine(|ground| async move {
        let backend = &ground.backend;
        let ada = ground.administrator().await;
        let ewa = ground.acting("Ewa", Role::Employee).await;
        let jan = ground.acting("Jan", Role::Employee).await;
        inspection(backend, &ada).await;
        let file = async |name: &str| upload(backend, &ewa, name, "image/png", name.as_bytes()).await.id;
        let (photo, shot, extra) = (file("photo").await, file("shot").await, file("extra").await);
        let values =
            format!(r#"{{"photos": ["{photo}"], "faults": [{{"what": "a"}}, {{"shots": ["{shot}"]}}]}}"#);
        let command = RegisterEvent { files: vec![extra], ..inspected(&values) };
        assert_eq!(files::get(backend, &jan, photo).await, Err(AppError::NotFound));
        let (event, _) = events::register(backend, &ewa, command.clone()).await.unwrap();
        let mut expected = vec![(photo, Some("photos")), (shot, Some("shots")), (extra, None)];
        expected.sort();
        assert_eq!(standing(&event), expected);
        let read = events::get(backend, &jan, event.head.id).await.unwrap();
        assert_eq!(standing(&read), expected);
        let (again, new) = events::register(backend, &ewa, command.clone()).await.unwrap();
        assert_eq!((again, new), (read, false), "the same command with its files");
        let seen = files::get(backend, &jan, photo).await.unwrap();
        assert_eq!(seen.event, command.id, "whoever sees the event sees its files");
        assert!(files::content(backend, &jan, shot).await.is_ok());
        assert_eq!(send(backend, &jan, photo, 5, &[]).await, Err(AppError::NotFound), "but uploads none");

        // Taken already, whoever asks.
        let twice = inspected(&format!(r#"{{"photos": ["{photo}"]}}"#));
        assert_eq!(problems(events::register(backend, &ewa, twice).await), ["values.photos[0]: reference"]);

        // A change adds one and takes one out, which stays with the event's log.
        let later = file("later").await;
        let change = |revision: i64, values: String| ChangeEvent {
            revision,
            values: Some(json(&values)),
            ..ChangeEvent::default()
        };
        let id = event.head.id;
        let values = format!(r#"{{"photos": ["{later}"], "faults": [{{"shots": ["{shot}"]}}]}}"#);
        let changed = events::change(backend, &ewa, id, change(1, values)).await.unwrap();
        let mut expected = vec![(later, Some("photos")), (shot, Some("shots")), (extra, None)];
        expected.sort();
        assert_eq!(standing(&changed), expected);
        assert_eq!(standing(&events::get(backend, &jan, id).await.unwrap()), expected);
        assert!(files::content(backend, &jan, photo).await.is_ok(), "the log names it");
        // It may come back, in another field; what is another's may not.
        let back = format!(r#"{{"signed": ["{photo}"]}}"#);
        let changed = events::change(backend, &ada, id, change(2, back)).await.unwrap();
        let mut expected = vec![(photo, Some("signed")), (extra, None)];
        expected.sort();
        assert_eq!(standing(&changed), expected);
        assert_eq!(standing(&events::get(backend, &jan, id).await.unwrap()), expected);
        let foreign = file("foreign").await;
        let refused = events::change(backend, &ada, id, change(3, format!(r#"{{"signed": ["{foreign}"]}}"#)));
        assert_eq!(problems(refused.await), ["values.signed[0]: reference"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn references_are_judged_in_tables_too() {
    each_engine(|ground| async move {
        let backend = &ground.backend;
        let ada = ground.administrator().await;
        let ewa = ground.acting("Ewa", Role::Employee).await;
        inspection(backend, &ada).await;
        let firm = company(backend, &ada, "Firma").await;
        let new = NewContact { name: "Ola".into(), company: firm, ..contact() };
        let ola = contacts::create(backend, &ada, new).await.unwrap().0.id;
        let pdf = upload(backend, &ewa, "Umowa.PDF", "", b"%PDF").await.id;
        let text = upload(backend, &ewa, "a.txt", "text/plain", b"text").await.id;
        let large = upload(backend, &ewa, "large.png", "image/png", b"123456789").await.id;
        let foreign = upload(backend, &ada, "foreign.png", "image/png", b"1").await.id;
        let begun = announce("begun.png", "image/png", b"12");
        files::create(backend, &ewa, begun.clone()).await.unwrap();
        let (begun, ghost, ewas) = (begun.id, Uuid::now_v7(), ewa.user.id);
        let check = async |values: String, whole: Vec<Uuid>, expected: &[&str]| {
            let command = RegisterEvent { files: whole, ..inspected(&values) };
            assert_eq!(problems(events::register(backend, &ewa, command).await), expected, "{values}");
        };
        check(
            format!(r#"{{"photos": ["{text}", "{large}"], "report": ["{foreign}", "x"], "signed": ["{begun}"]}}"#),
            vec![ghost, text],
            &[
                "values.report[0]: reference",
                "values.report[1]: reference",
                "values.photos[0]: format",
                "values.photos[1]: limit",
                "values.signed[0]: reference",
                "files[0]: reference",
                "files[1]: duplicate",
            ],
        )
        .await;
        check(
            format!(
                r#"{{"buyer": "{ghost}", "order": "{ghost}", "faults": [{{"by": "{ewas}", "met": "{ola}"}},
                {{"by": "{ghost}", "met": "{ghost}", "deal": "{ghost}", "part": "{ghost}", "shots": ["{pdf}", "{pdf}"]}}]}}"#
            ),
            vec![],
            &[
                "values.buyer: reference",
                "values.order: reference",
                "values.faults[1].by: reference",
                "values.faults[1].met: reference",
                "values.faults[1].deal: reference",
                "values.faults[1].part: reference",
                "values.faults[1].shots[1]: duplicate",
            ],
        )
        .await;
        // Told beside what the form says, and last.
        check(
            format!(r#"{{"buyer": "{ghost}", "faults": [{{"what": "too long"}}], "x": 1}}"#),
            vec![],
            &["values.faults[0].what: max_length", "values.x: unknown_field", "values.buyer: reference"],
        )
        .await;
        let sound = format!(
            r#"{{"report": ["{pdf}"], "buyer": "{firm}", "faults": [{{"by": "{ewas}", "met": "{ola}", "shots": ["{text}"]}}]}}"#
        );
        events::register(backend, &ewa, inspected(&sound)).await.unwrap();
    })
    .await;
}

fn contact() -> NewContact {
    serde_json::from_str(&format!(r#"{{"name": "x", "company": "{}"}}"#, Uuid::nil())).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_event_takes_over_is_swept() {
    each_engine(|ground| async move {
        let backend = &ground.backend;
        let ewa = ground.acting("Ewa", Role::Employee).await;
        let firm = company(backend, &ewa, "Firma").await;
        let kept = upload(backend, &ewa, "kept.txt", "text/plain", b"kept").await;
        let event = RegisterEvent { files: vec![kept.id], ..call(firm) };
        events::register(backend, &ewa, event).await.unwrap();
        let twin = upload(backend, &ewa, "twin.txt", "text/plain", b"kept").await;
        let lonely = announce("lonely.txt", "text/plain", b"lonely");
        files::create(backend, &ewa, lonely.clone()).await.unwrap();
        send(backend, &ewa, lonely.id, 0, &[b"lonely"]).await.unwrap();
        let begun = announce("begun.txt", "text/plain", b"begun");
        files::create(backend, &ewa, begun.clone()).await.unwrap();
        send(backend, &ewa, begun.id, 0, &[b"beg"]).await.unwrap();
        let before = now();
        let fresh = upload(backend, &ewa, "fresh.txt", "text/plain", b"fresh").await;

        assert_eq!(files::sweep(backend, Timestamp(before.0 - 60_000_000)).await, Ok(0));
        assert_eq!(files::sweep(backend, before).await, Ok(3));
        for id in [twin.id, lonely.id, begun.id] {
            assert_eq!(files::get(backend, &ewa, id).await, Err(AppError::NotFound));
        }
        let mut expected = [kept.sha256.clone(), fresh.sha256];
        expected.sort();
        assert_eq!(contents(&ground), expected, "a content goes with the last file that has it");
        assert!(files::content(backend, &ewa, kept.id).await.is_ok());
        assert_eq!(files::sweep(backend, before).await, Ok(0));
        // A tablet that comes back late begins anew.
        let (anew, first) = files::create(backend, &ewa, lonely.clone()).await.unwrap();
        assert!(first && anew.received == 0);
        assert!(send(backend, &ewa, lonely.id, 0, &[b"lonely"]).await.unwrap().complete);
    })
    .await;
}

/// What is swept while an event is being registered refuses it, and nothing of it is there.
#[tokio::test(flavor = "multi_thread")]
async fn events_and_sweeping_at_once() {
    each_engine(|ground| async move {
        let ewa = ground.acting("Ewa", Role::Employee).await;
        let firm = company(&ground.backend, &ewa, "Firma").await;
        let mut ids = Vec::new();
        for n in 0..20 {
            ids.push(upload(&ground.backend, &ewa, "x", "", format!("content {n}").as_bytes()).await.id);
        }
        let registering: Vec<_> = ids
            .iter()
            .map(|id| {
                let (backend, ewa) = (ground.backend.clone(), ewa.clone());
                let command = RegisterEvent { files: vec![*id], ..call(firm) };
                tokio::spawn(async move { events::register(&backend, &ewa, command).await })
            })
            .collect();
        files::sweep(&ground.backend, Timestamp(now().0 + 60_000_000)).await.unwrap();
        let mut registered = 0;
        for (id, task) in ids.iter().zip(registering) {
            match task.await.unwrap() {
                Ok((event, _)) => {
                    registered += 1;
                    assert_eq!(event.files[0].id, *id);
                    let (_, path) = files::content(&ground.backend, &ewa, *id).await.unwrap();
                    assert!(path.is_file(), "its content is there");
                }
                refused => assert!(problems(refused)[0].ends_with("reference")),
            }
        }
        assert_eq!(ground.count("SELECT count(*) FROM events").await, registered);
        assert_eq!(ground.count("SELECT count(*) FROM files").await, registered);
        assert_eq!(contents(&ground).len() as i64, registered);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_filled_in_the_field_is_judged_as_of_then() {
    each_engine(|ground| async move {
        let backend = &ground.backend;
        let ewa = ground.acting("Ewa", Role::Employee).await;
        let firm = company(backend, &ewa, "Firma").await;
        let at = |seconds: i64| Some(Timestamp(now().0 + seconds * 1_000_000));
        let register = async |filled_at: Option<Timestamp>| {
            events::register(backend, &ewa, RegisterEvent { filled_at, ..call(firm) }).await
        };
        use records::events::{LogKind, Source};
        let day = 86_400;
        for (filled, source) in [
            (None, Source::Manual),
            (at(-5), Source::Manual),
            // A clock that runs ahead by a little.
            (at(20), Source::Manual),
            (at(-3600), Source::Offline),
            (at(-40 * day), Source::Offline),
        ] {
            let (event, _) = register(filled).await.unwrap();
            assert_eq!((event.head.source, event.filled_at), (source, filled));
            let moment = filled.unwrap_or(event.head.registered_at).min(event.head.registered_at);
            assert_eq!(event.head.occurred_at, moment, "it occurred when it was filled");
            let log = events::log(backend, &ewa, event.head.id).await.unwrap();
            assert_eq!(log.iter().map(|line| line.kind).collect::<Vec<_>>(), [LogKind::Registered]);
            assert_eq!(log[0].at, event.head.registered_at, "received");
            let told = log[0].details.get("filled_at").and_then(Json::as_str).map(str::to_owned);
            assert_eq!(told, filled.map(|at| at.to_rfc3339()), "as the device says");
        }
        assert_eq!(problems(register(at(3600)).await), ["filled_at: max"]);
        assert_eq!(problems(register(at(-400 * day)).await), ["filled_at: min"]);
    })
    .await;
}
