//! Three hundred invented companies with addresses, tax numbers that pass their check, and the people at them.

use records::{AppError, Uuid, companies::NewCompany, contacts::NewContact, users::User};
use tokio::task::JoinSet;

use super::{people, random::Random};
use crate::{
    Backend, Ctx,
    directory::{companies, contacts},
    folding::fold,
};

/// A customer, who looks after it, and the people at it.
pub(super) struct Customer {
    pub(super) id: Uuid,
    /// Position in the list of people.
    pub(super) manager: usize,
    pub(super) contacts: Vec<Uuid>,
    /// Abroad, English is spoken.
    pub(super) foreign: bool,
}

const COMPANIES: usize = 300;
/// Every so many companies, one is abroad.
const FOREIGN: usize = 25;

const TRADES: [&str; 25] = [
    "Piekarnia",
    "Stolarnia",
    "Hurtownia",
    "Drukarnia",
    "Apteka",
    "Transport",
    "Biuro Rachunkowe",
    "Zakład Ślusarski",
    "Hotel",
    "Księgarnia",
    "Mleczarnia",
    "Szkoła Językowa",
    "Fabryka Mebli",
    "Gabinet Stomatologiczny",
    "Sklep Rowerowy",
    "Restauracja",
    "Zakład Optyczny",
    "Agencja Ochrony",
    "Studio Graficzne",
    "Gospodarstwo Ogrodnicze",
    "Przychodnia",
    "Pracownia Projektowa",
    "Serwis Maszyn",
    "Tartak",
    "Kancelaria",
];
const NAMES: [&str; 40] = [
    "Żuraw",
    "Bielik",
    "Orlik",
    "Dąb",
    "Jesion",
    "Świerk",
    "Łoś",
    "Ryś",
    "Źródło",
    "Krynica",
    "Giewont",
    "Bałtyk",
    "Wisła",
    "Warta",
    "Narew",
    "Bursztyn",
    "Złoty Kłos",
    "Kasztan",
    "Jodła",
    "Wilga",
    "Pod Lipą",
    "Pod Lwem",
    "Trzy Wieże",
    "Kwadrat",
    "Horyzont",
    "Kotwica",
    "Latarnia",
    "Zenit",
    "Iskra",
    "Ćwikła i Syn",
    "Słonecznik",
    "Śnieżka",
    "Wektor",
    "Mozaika",
    "Jaśmin",
    "Łąka",
    "Poranek",
    "Sówka",
    "Kompas",
    "Perła",
];
const FORMS: [&str; 6] = [" sp. z o.o.", "", " S.A.", " sp. z o.o.", " sp. j.", ""];
const ABROAD: [(&str, &str, &str, &str, &str); 4] = [
    ("GmbH", "DE", "Hauptstraße", "10115", "Berlin"),
    ("s.r.o.", "CZ", "Dlouhá", "110 00", "Praha"),
    ("Ltd", "GB", "High Street", "LS1 4AP", "Leeds"),
    ("UAB", "LT", "Vilniaus gatvė", "01119", "Vilnius"),
];
const STREETS: [&str; 12] = [
    "ul. Długa",
    "al. Niepodległości",
    "ul. Lipowa",
    "ul. Świętego Ducha",
    "ul. Ogrodowa",
    "ul. Młyńska",
    "ul. Żeromskiego",
    "ul. Przemysłowa",
    "ul. Składowa",
    "ul. Kolejowa",
    "al. Pokoju",
    "ul. Leśna",
];
/// Postal code, post town, place, beginning of tax numbers there.
const TOWNS: [(&str, &str, &str, &str); 24] = [
    ("00-950", "Warszawa", "Warszawa", "525"),
    ("31-072", "Kraków", "Kraków", "676"),
    ("90-001", "Łódź", "Łódź", "725"),
    ("50-101", "Wrocław", "Wrocław", "897"),
    ("61-001", "Poznań", "Poznań", "778"),
    ("80-001", "Gdańsk", "Gdańsk", "583"),
    ("25-001", "Kielce", "Kielce", "657"),
    ("35-001", "Rzeszów", "Rzeszów", "813"),
    ("15-001", "Białystok", "Białystok", "542"),
    ("20-001", "Lublin", "Lublin", "712"),
    ("40-001", "Katowice", "Katowice", "954"),
    ("70-001", "Szczecin", "Szczecin", "851"),
    ("85-001", "Bydgoszcz", "Bydgoszcz", "554"),
    ("87-100", "Toruń", "Toruń", "879"),
    ("10-001", "Olsztyn", "Olsztyn", "739"),
    ("45-001", "Opole", "Opole", "754"),
    ("65-001", "Zielona Góra", "Zielona Góra", "929"),
    ("26-600", "Radom", "Radom", "796"),
    ("42-200", "Częstochowa", "Częstochowa", "573"),
    ("33-100", "Tarnów", "Tarnów", "873"),
    ("43-300", "Bielsko-Biała", "Bielsko-Biała", "547"),
    ("09-400", "Płock", "Płock", "774"),
    ("05-500", "Piaseczno", "Nowa Wola", "123"),
    ("05-660", "Warka", "Nowa Wieś", "797"),
];
const FIRST: [&str; 20] = [
    "Maria",
    "Krzysztof",
    "Agnieszka",
    "Łukasz",
    "Małgorzata",
    "Paweł",
    "Hanna",
    "Żaneta",
    "Andrzej",
    "Joanna",
    "Bogdan",
    "Renata",
    "Szymon",
    "Monika",
    "Ireneusz",
    "Alicja",
    "Jerzy",
    "Oliwia",
    "Marcin",
    "Wanda",
];
/// Surnames that have one form for women and men.
const LAST: [&str; 24] = [
    "Nowak", "Wójcik", "Woźniak", "Mazurek", "Ćwik", "Kubiak", "Pawelec", "Wilk", "Sowa", "Kaczor", "Żmuda",
    "Dudek", "Kurek", "Lis", "Marzec", "Pająk", "Rak", "Socha", "Tkacz", "Urban", "Wrona", "Zięba", "Łapa",
    "Śmigiel",
];
const POSITIONS: [(&str, &str); 8] = [
    ("prezes", "managing director"),
    ("zaopatrzenie", "purchasing"),
    ("księgowość", "accounts"),
    ("kierownik zakładu", "plant manager"),
    ("sekretariat", "front desk"),
    ("informatyk", "IT"),
    ("magazyn", "warehouse"),
    ("właściciel", "owner"),
];

/// Makes them.
pub(super) async fn load(
    backend: &Backend,
    administrator: &Ctx,
    staff: &[User],
    random: &mut Random,
) -> Result<Vec<Customer>, AppError> {
    let mut running = JoinSet::new();
    for n in 0..COMPANIES {
        let foreign = n % FOREIGN == FOREIGN - 1;
        let manager = people::SALES.start + n * 5 % people::SALES.len();
        let net = format!("{}{n}.example", fold(NAMES[name(n)]).replace(' ', "-"));
        let company = NewCompany {
            id: Some(random.uuid()),
            email: Some(format!("biuro@{net}")),
            phone: Some(phone(random)),
            website: random.percent(60).then(|| format!("https://www.{net}")),
            account_manager: Some(staff[manager].id),
            ..if foreign { abroad(n, random) } else { at_home(n, random) }
        };
        let contacts: Vec<NewContact> =
            (0..1 + random.below(4)).map(|_| contact(random, &net, foreign)).collect();
        let (backend, ctx) = (backend.clone(), administrator.clone());
        running.spawn(async move {
            let company = companies::create(&backend, &ctx, company).await?.0.id;
            let mut people = Vec::new();
            for new in contacts {
                people.push(contacts::create(&backend, &ctx, NewContact { company, ..new }).await?.0.id);
            }
            Ok::<_, AppError>((n, Customer { id: company, manager, contacts: people, foreign }))
        });
    }
    let mut customers = Vec::new();
    while let Some(ended) = running.join_next().await {
        customers.push(ended.map_err(|_| AppError::Internal)??);
    }
    customers.sort_by_key(|(n, _)| *n);
    Ok(customers.into_iter().map(|(_, customer)| customer).collect())
}

/// No two companies of a trade get the same name.
fn name(n: usize) -> usize {
    let (trade, round) = (n % TRADES.len(), n / TRADES.len());
    (round + 3 * trade) % NAMES.len()
}

fn at_home(n: usize, random: &mut Random) -> NewCompany {
    let (postal_code, post_town, city, office) = TOWNS[random.below(TOWNS.len())];
    let full = format!("{} {}{}", TRADES[n % TRADES.len()], NAMES[name(n)], FORMS[(n + n / 7) % FORMS.len()]);
    NewCompany {
        name: full,
        nip: Some(nip(office, random)),
        street: Some(format!("{} {}", random.one_of(&STREETS), 1 + random.below(140))),
        postal_code: Some(postal_code.into()),
        post_town: Some(post_town.into()),
        city: Some(city.into()),
        country: Some("PL".into()),
        ..NewCompany::default()
    }
}

fn abroad(n: usize, random: &mut Random) -> NewCompany {
    let (form, country, street, postal_code, town) = ABROAD[n / FOREIGN % ABROAD.len()];
    let short = fold(NAMES[name(n)]);
    let mut letters = short.chars();
    let capital = letters.next().map(char::to_uppercase).into_iter().flatten();
    NewCompany {
        name: format!("{}{} Trading {form}", capital.collect::<String>(), letters.as_str()),
        street: Some(format!("{street} {}", 1 + random.below(90))),
        postal_code: Some(postal_code.into()),
        post_town: Some(town.into()),
        city: Some(town.into()),
        country: Some(country.into()),
        ..NewCompany::default()
    }
}

/// A person, whose company is yet to be made.
fn contact(random: &mut Random, net: &str, foreign: bool) -> NewContact {
    let (first, last) = (random.one_of(&FIRST), random.one_of(&LAST));
    let (polish, english) = POSITIONS[random.below(POSITIONS.len())];
    NewContact {
        id: Some(random.uuid()),
        company: Uuid::nil(),
        name: format!("{first} {last}"),
        position: Some(if foreign { english } else { polish }.into()),
        email: Some(format!("{}.{}@{net}", fold(first), fold(last))),
        phone: random.percent(80).then(|| phone(random)),
        note: None,
    }
}

/// A tax number that passes its check (mod 11 of the weighed digits).
fn nip(office: &str, random: &mut Random) -> String {
    const WEIGHTS: [u32; 9] = [6, 5, 7, 2, 3, 4, 5, 6, 7];
    loop {
        let digits = format!("{office}{:06}", random.below(1_000_000));
        let weighed =
            digits.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight);
        let check = weighed.sum::<u32>() % 11;
        if check < 10 {
            return format!("{digits}{check}");
        }
    }
}

fn phone(random: &mut Random) -> String {
    let mut group = || format!("{:03}", random.below(1000));
    format!("+48 5{} {} {}", &group()[1..], group(), group())
}
