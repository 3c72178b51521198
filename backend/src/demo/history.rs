//! Two years of events of the demo firm, the newest of today.

use jiff::{ToSpan, civil};
use records::{
    AppError, Decimal, Json, Timestamp,
    events::{CancelEvent, ChangeEvent, Event, RegisterEvent, SettlementInput},
    users::User,
};
use tokio::task::JoinSet;

use super::{LOGINS, companies::Customer, notes, random::Random};
use crate::{
    Backend, Ctx, Door,
    events::{self, Extra, register_with},
    time_zone::now,
};

pub(super) const EVENTS: usize = 6000;
/// Of these, so many in the hours before now.
const TODAY: usize = 14;
/// How far the history reaches back.
const DAYS: usize = 730;
const MINUTE: i64 = 60_000_000;
/// Lanes of events that need not wait for each other.
const LANES: usize = 48;

/// Key of a type and its share in a hundred.
const KINDS: [(&str, usize); 12] = [
    ("called_client", 20),
    ("client_called", 20),
    ("email_received", 17),
    ("attempted_call", 6),
    ("invoice_sent", 10),
    ("visited_client", 4),
    ("client_visited", 3),
    ("visit_report", 8),
    ("service_call", 6),
    ("offer_sent", 3),
    ("training", 2),
    ("stand_lent", 1),
];

/// One registration: who enters it when, and what.
type Entry = (Ctx, RegisterEvent, Extra);

/// Registers the history, corrects and cancels a little of it; `told` hears how many events there are.
pub(super) async fn load(
    backend: &Backend,
    staff: &[User],
    customers: &[Customer],
    random: &mut Random,
    told: &dyn Fn(u64),
) -> Result<(), AppError> {
    let mut moments: Vec<Timestamp> = (TODAY..EVENTS).map(|_| moment(backend, random)).collect();
    moments.extend((0..TODAY).map(|_| Timestamp(now().0 - (5 + random.below(300) as i64) * MINUTE)));
    moments.sort();
    // Numbers follow the dates: the events of a numbered type wait for each other, the others go side by side.
    let mut lanes: Vec<Vec<Entry>> = (0..LANES + KINDS.len()).map(|_| Vec::new()).collect();
    for (n, at) in moments.into_iter().enumerate() {
        // Whoever tries the demo logins finds something of their own today.
        let own = staff.get(n % 4).filter(|_| n + TODAY >= EVENTS && n % 4 < LOGINS.len());
        let (kind, entry) = entry(staff, customers, random, at, own);
        let lane = if entry.1.values.is_null() { n % LANES } else { LANES + kind };
        lanes[lane].push(entry);
    }
    let mut running = JoinSet::new();
    let (registered, mut heard) = tokio::sync::mpsc::unbounded_channel();
    for lane in lanes {
        let (backend, registered) = (backend.clone(), registered.clone());
        running.spawn(async move {
            let mut newest = None;
            for (ctx, command, extra) in lane {
                let event = register_with(&backend, &ctx, command, extra).await?.0;
                let _ = registered.send(());
                newest = Some((ctx, event));
            }
            Ok::<_, AppError>(newest)
        });
    }
    drop(registered);
    let mut done = 0;
    while heard.recv().await.is_some() {
        done += 1;
        if done % 100 == 0 {
            told(done);
        }
    }
    let mut newest = Vec::new();
    while let Some(ended) = running.join_next().await {
        newest.extend(ended.map_err(|_| AppError::Internal)??);
    }
    for (n, (ctx, event)) in newest.into_iter().enumerate() {
        second_thoughts(backend, &ctx, event, n).await?;
    }
    Ok(())
}

/// Some of the newest events are corrected, some cancelled.
async fn second_thoughts(backend: &Backend, ctx: &Ctx, event: Event, n: usize) -> Result<(), AppError> {
    let (id, revision) = (event.head.id, event.revision);
    match n % 4 {
        1 => {
            let note = Some(format!("{} Sprawdzono.", event.head.note).trim().to_owned());
            events::change(backend, ctx, id, ChangeEvent { revision, note, ..ChangeEvent::default() })
                .await?;
        }
        3 if n % 8 == 3 => {
            let reason = "Wpisane dwa razy.".to_owned();
            events::cancel(backend, ctx, id, CancelEvent { revision, reason }).await?;
        }
        _ => {}
    }
    Ok(())
}

/// A moment in working hours of the last two years: little in summer and at Christmas, nothing at weekends.
fn moment(backend: &Backend, random: &mut Random) -> Timestamp {
    let zone = backend.time_zone();
    let today = zone.day(now());
    loop {
        let back = 1 + random.below(DAYS);
        let day = today.saturating_sub(i64::try_from(back).unwrap_or(1).days());
        let time = civil::time(7, 30, 0, 0)
            .saturating_add(i64::try_from(random.below(270) + random.below(270)).unwrap_or(0).minutes());
        let quiet = match (day.month(), day.day()) {
            (12, 23..) | (1, 1..=6) => 90,
            (7 | 8, _) => 45,
            _ => 0,
        };
        let weekend = matches!(day.weekday(), civil::Weekday::Saturday | civil::Weekday::Sunday);
        if !weekend
            && !random.percent(quiet)
            && let Some(at) = zone.moment_of(day.to_datetime(time))
        {
            return at;
        }
    }
}

/// An event of that moment; performed by `own`, where there is one and it is no repair.
fn entry(
    staff: &[User],
    customers: &[Customer],
    random: &mut Random,
    at: Timestamp,
    own: Option<&User>,
) -> (usize, Entry) {
    // A few customers make most of the work.
    let customer = &customers[random.below(customers.len()).min(random.below(customers.len()))];
    let contact = customer.contacts[random.below(customer.contacts.len())];
    let mut share = random.below(100);
    let kind = KINDS
        .iter()
        .position(|(_, part)| {
            let found = share < *part;
            share = share.saturating_sub(*part);
            found
        })
        .unwrap_or(0);
    let key = KINDS[kind].0;
    // Whoever looks after the customer does most of it; repairs are for the service.
    let performer = match (key, own) {
        ("service_call", _) => &staff[16 + random.below(14)],
        (_, Some(own)) => own,
        _ if random.percent(60) => &staff[customer.manager],
        _ => &staff[1 + random.below(staff.len() - 1)],
    };
    // The manager enters what others without an account, or who may only read, have done.
    let own = performer.login.is_some() && performer.role != records::users::Role::ReadOnly;
    let registrar = if own && !random.percent(3) { performer } else { &staff[1] };
    let mut command = RegisterEvent {
        id: Some(random.uuid()),
        r#type: key.to_owned(),
        occurred_at: Some(at),
        performed_by: Some(performer.id),
        company: Some(customer.id),
        contact: random.percent(70).then_some(contact),
        note: Some(notes::note(key, customer.foreign, random)),
        ..RegisterEvent::default()
    };
    fill(&mut command, random, at);
    // Most is entered at once, some the next day or later.
    let minutes = match random.below(100) {
        0..80 => 2 + random.below(90),
        80..95 => 14 * 60 + random.below(500),
        _ => (2 + random.below(5)) * 24 * 60 + random.below(300),
    };
    let entered = Timestamp((at.0 + minutes as i64 * MINUTE).min(now().0));
    let extra = Extra { number: None, registered_at: Some(entered) };
    (kind, (Ctx::of(registrar.clone(), Door::Client), command, extra))
}

/// Values and settlements of the types with a form.
fn fill(command: &mut RegisterEvent, random: &mut Random, at: Timestamp) {
    let day = |days: usize| {
        let at = jiff::Timestamp::from_microsecond(at.0 + days as i64 * 24 * 60 * MINUTE).unwrap_or_default();
        Json::String(at.to_string()[..10].to_owned())
    };
    let text = |text: &str| Json::String(text.to_owned());
    let number = |n: usize| Json::Number(n.to_string());
    let tenths = |n: usize| Json::String(format!("{}.{}", n / 10, n % 10));
    let (members, lines): (Vec<(&str, Json)>, Vec<SettlementInput>) = match command.r#type.as_str() {
        "visit_report" => {
            let km = 80 + random.below(2400);
            let mut members = vec![
                ("purpose", text(random.one_of(&["offer", "presentation", "delivery", "complaint"]))),
                ("km", tenths(km)),
                ("satisfied", Json::Bool(random.percent(75))),
            ];
            members.extend(random.percent(30).then(|| ("next_visit", day(14 + random.below(60)))));
            (members, vec![quantity("mileage", km)])
        }
        "training" => {
            let topic = random.one_of(&["basics", "scanning", "costs", "administration"]);
            let members = vec![("topic", text(topic)), ("participants", number(2 + random.below(14)))];
            (members, vec![quantity("hours", 20 + 5 * random.below(13))])
        }
        "service_call" => {
            let device = random.one_of(&["Drukarka A4", "Wielofunkcyjne A3", "Skaner", "Ploter"]);
            let done = random.one_of(&[
                "Wymieniono rolki.",
                "Wyczyszczono optykę.",
                "Wymieniono bęben.",
                "Ustawiono sieć.",
            ]);
            let members = vec![
                ("device", Json::String(format!("{device}, nr {:04}", random.below(10_000)))),
                ("fault", text(random.one_of(&["paper", "print", "network", "other"]))),
                ("counter", number(1000 + random.below(900_000))),
                ("repaired", Json::Bool(random.percent(85))),
                ("done", text(done)),
            ];
            (
                members,
                vec![quantity("work", 5 + 5 * random.below(8)), quantity("mileage", 50 + random.below(1500))],
            )
        }
        "stand_lent" => {
            let stand = random.one_of(&["small", "large", "counter"]);
            let occasion = random.one_of(&["Targi branżowe", "Dzień otwarty", "Konferencja"]);
            (
                vec![
                    ("stand", text(stand)),
                    ("back_on", day(3 + random.below(20))),
                    ("occasion", text(occasion)),
                ],
                vec![],
            )
        }
        "offer_sent" => {
            let subject = random.one_of(&[
                "Urządzenie wielofunkcyjne A3",
                "Umowa serwisowa",
                "Skanery do archiwum",
                "Tonery na kwartał",
            ]);
            let net = format!("{}.{:02}", 400 + random.below(38_000), random.below(100));
            (vec![("subject", text(subject)), ("net", Json::String(net)), ("valid_until", day(30))], vec![])
        }
        _ => return,
    };
    command.values = Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
    command.settlements = lines;
}

/// A quantity given in tenths.
fn quantity(key: &str, tenths: usize) -> SettlementInput {
    let quantity = Some(Decimal(rust_decimal::Decimal::new(tenths as i64, 1)));
    SettlementInput { key: key.into(), quantity, unit_price: None }
}
