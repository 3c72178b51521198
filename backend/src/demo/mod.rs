//! Demo data: a small Polish firm with some months of contacts with its customers, for `cargo xtask serve` and for trying
//! things out. Always the same, and made through the same functions as everything else.

mod firm;

use records::{
    AppError, Json, Timestamp, Uuid,
    companies::NewCompany,
    contacts::NewContact,
    events::{RegisterEvent, SettlementInput},
    users::{NewUser, Role, User},
};
use sea_orm::ConnectionTrait;

use crate::{
    Backend, Ctx, Door,
    access::users,
    directory::{companies, contacts},
    error::db_error,
    events,
    time_zone::now,
};

/// The password of every demo login.
pub const PASSWORD: &str = "kronika-demo";
/// Demo logins with their roles.
pub const LOGINS: [(&str, Role); 3] =
    [("admin", Role::Administrator), ("manager", Role::Manager), ("employee", Role::Employee)];

const EVENTS: u64 = 420;
const HOUR: i64 = 3_600_000_000;

/// Fills an empty database. `false`: there are people or companies already, and nothing was touched.
pub async fn load(backend: &Backend) -> Result<bool, AppError> {
    let db = backend.db();
    let any =
        db.sql("SELECT 1 AS one WHERE EXISTS (SELECT 1 FROM users) OR EXISTS (SELECT 1 FROM companies)", []);
    if db.read().query_one_raw(any).await.map_err(db_error)?.is_some() {
        return Ok(false);
    }
    let people = people(backend).await?;
    let ctx = Ctx::of(people[0].clone(), Door::Cli);
    for kind in firm::types() {
        events::types::create(backend, &ctx, kind).await?;
    }
    let mut chance = Chance(2026);
    let mut firms = Vec::new();
    for (n, (name, nip, street, postal_code, town)) in firm::COMPANIES.into_iter().enumerate() {
        let company = NewCompany {
            name: name.into(),
            nip: Some(nip.into()),
            street: Some(street.into()),
            postal_code: Some(postal_code.into()),
            post_town: Some(town.into()),
            city: Some(town.into()),
            country: Some("PL".into()),
            account_manager: Some(people[2 + n % (people.len() - 2)].id),
            ..NewCompany::default()
        };
        let company = companies::create(backend, &ctx, company).await?.0.id;
        let mut persons = Vec::new();
        for position in ["prezes", "zaopatrzenie"].iter().take(1 + n % 2) {
            let name = format!("{} {}", chance.pick(&firm::FIRST_NAMES), chance.pick(&firm::LAST_NAMES));
            let position = Some((*position).into());
            let contact = NewContact { company, name, position, ..NewContact::default() };
            persons.push(contacts::create(backend, &ctx, contact).await?.0.id);
        }
        firms.push((company, persons));
    }
    for n in 0..EVENTS {
        let (company, persons) = chance.pick(&firms);
        let person = chance.pick(&people[1..]).clone();
        let contact = chance.pick(persons);
        // Oldest first; the last ones are of today.
        let hours = (EVENTS - n) as i64 * 8 + chance.below(6) as i64;
        let event = event(&mut chance, *company, *contact, Timestamp(now().0 - hours * HOUR));
        events::register(backend, &Ctx::of(person, Door::Cli), event).await?;
    }
    Ok(true)
}

async fn people(backend: &Backend) -> Result<Vec<User>, AppError> {
    let mut people = Vec::new();
    for (n, name) in firm::PEOPLE.into_iter().enumerate() {
        let account = LOGINS.get(n);
        let new = NewUser {
            id: None,
            name: name.into(),
            login: account.map(|(login, _)| (*login).into()),
            password: account.map(|_| PASSWORD.into()),
            role: account.map_or(Role::Employee, |(_, role)| *role),
            email: None,
        };
        people.push(users::create_unchecked(backend, new).await?);
    }
    Ok(people)
}

/// One event of some type, as somebody might have entered it.
fn event(chance: &mut Chance, company: Uuid, contact: Uuid, occurred_at: Timestamp) -> RegisterEvent {
    let plain = |key: &str, note: &str| RegisterEvent {
        r#type: key.into(),
        company: Some(company),
        contact: Some(contact),
        occurred_at: Some(occurred_at),
        note: Some(note.into()),
        ..RegisterEvent::default()
    };
    match chance.below(10) {
        0 | 1 => {
            let km = 20 + chance.below(240);
            let quantity = serde_json::from_str(&format!("\"{km}\"")).ok();
            RegisterEvent {
                values: values(&[
                    ("purpose", Json::String("offer".into())),
                    ("km", Json::String(km.to_string())),
                    ("satisfied", Json::Bool(chance.below(4) > 0)),
                ]),
                settlements: vec![SettlementInput { key: "mileage".into(), quantity, unit_price: None }],
                ..plain("visit_report", "Omówiono ofertę i termin dostawy.")
            }
        }
        2 => RegisterEvent {
            values: values(&[
                ("topic", Json::String("Obsługa programu magazynowego".into())),
                ("people", Json::Number((2 + chance.below(12)).to_string())),
            ]),
            ..plain("training", "Szkolenie u klienta.")
        },
        _ => {
            let (key, note) = chance.pick(&firm::NOTES);
            plain(key, note)
        }
    }
}

fn values(members: &[(&str, Json)]) -> Json {
    Json::Object(members.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
}

/// Numbers that look like chance and are always the same (xorshift64*, Vigna 2016).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }
}
