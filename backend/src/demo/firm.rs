//! The demo firm and its customers: invented names, tax numbers with right check digits.

use records::{Json, Text, event_types::NewEventType};

/// The first three have the demo logins, the others no account.
pub(super) const PEOPLE: [&str; 8] = [
    "Anna Administracka",
    "Marek Kierownik",
    "Ewa Łabędź",
    "Piotr Źrebiec",
    "Zofia Dąbrowska",
    "Tomasz Śliwa",
    "Kinga Wrońska",
    "Jan Żak",
];

pub(super) const FIRST_NAMES: [&str; 8] =
    ["Maria", "Krzysztof", "Agnieszka", "Łukasz", "Małgorzata", "Paweł", "Hanna", "Żaneta"];
pub(super) const LAST_NAMES: [&str; 8] =
    ["Nowak", "Wiśniewska", "Wójcik", "Kamińska", "Zieliński", "Szymańska", "Woźniak", "Ćwik"];

/// Built-in type and note.
pub(super) const NOTES: [(&str, &str); 12] = [
    ("called_client", "Przypomnienie o terminie płatności."),
    ("called_client", "Umówiono spotkanie na przyszły tydzień."),
    ("called_client", "Klient prosi o nową ofertę na regały."),
    ("client_called", "Pytanie o dostępność części zamiennych."),
    ("client_called", "Reklamacja: uszkodzone opakowanie, wysłano nowe."),
    ("visited_client", "Przegląd stoiska po targach."),
    ("client_visited", "Odbiór materiałów reklamowych."),
    ("email_received", "Zamówienie 12 sztuk, dostawa do piątku."),
    ("email_received", "Prośba o fakturę korygującą."),
    ("attempted_call", "Nikt nie odebrał, spróbować po 14."),
    ("attempted_call", "Numer zajęty."),
    ("invoice_sent", "Wysłano fakturę e-mailem."),
];

/// Name, NIP, street, postal code, post town.
pub(super) const COMPANIES: [(&str, &str, &str, &str, &str); 30] = [
    ("Żółw Logistyka sp. z o.o.", "6260181591", "ul. Długa 12", "00-950", "Warszawa"),
    ("Piekarnia Złoty Kłos", "1830166138", "al. Niepodległości 108", "31-072", "Kraków"),
    ("Drukarnia Ćwikła i Synowie", "2860913907", "Rynek 5", "90-001", "Łódź"),
    ("Młyn Łąkowy S.A.", "7030824620", "ul. Lipowa 3", "50-101", "Wrocław"),
    ("Stolarnia Dąb", "9194821999", "ul. Świętego Ducha 7", "61-001", "Poznań"),
    ("Hurtownia Świt sp. z o.o.", "8865797544", "ul. Ogrodowa 16A", "80-001", "Gdańsk"),
    ("Apteka pod Lipą", "4231948758", "ul. Młyńska 45", "25-001", "Kielce"),
    ("Zakład Ślusarski Wójcik", "8491186253", "ul. Żeromskiego 21", "35-001", "Rzeszów"),
    ("Browar Źródło S.A.", "3760189559", "ul. Długa 12", "00-950", "Warszawa"),
    ("Kwiaciarnia Niezapominajka", "6979711479", "al. Niepodległości 108", "31-072", "Kraków"),
    ("Biuro Rachunkowe Saldo", "2049746501", "Rynek 5", "90-001", "Łódź"),
    ("Transport Ząbkowski", "8529170346", "ul. Lipowa 3", "50-101", "Wrocław"),
    ("Ogrody Śląskie sp. z o.o.", "3366712768", "ul. Świętego Ducha 7", "61-001", "Poznań"),
    ("Cukiernia Słodka Chwila", "9426846560", "ul. Ogrodowa 16A", "80-001", "Gdańsk"),
    ("Warsztat Samochodowy Tłok", "4212233076", "ul. Młyńska 45", "25-001", "Kielce"),
    ("Księgarnia Ex Libris", "3440268599", "ul. Żeromskiego 21", "35-001", "Rzeszów"),
    ("Mleczarnia Łowicka Dolina", "6289078662", "ul. Długa 12", "00-950", "Warszawa"),
    ("Szkoła Językowa Poliglota", "8215901095", "al. Niepodległości 108", "31-072", "Kraków"),
    ("Hotel Nad Wartą", "3815901391", "Rynek 5", "90-001", "Łódź"),
    ("Fabryka Mebli Jesion S.A.", "7245957119", "ul. Lipowa 3", "50-101", "Wrocław"),
    ("Klinika Zdrowa Łapa", "8777412154", "ul. Świętego Ducha 7", "61-001", "Poznań"),
    ("Tartak Borowy", "5728038524", "ul. Ogrodowa 16A", "80-001", "Gdańsk"),
    ("Gabinet Stomatologiczny Uśmiech", "9084148521", "ul. Młyńska 45", "25-001", "Kielce"),
    ("Przedsiębiorstwo Budowlane Fundament", "6388853934", "ul. Żeromskiego 21", "35-001", "Rzeszów"),
    ("Sklep Rowerowy Szprycha", "4633875004", "ul. Długa 12", "00-950", "Warszawa"),
    ("Restauracja Gęsie Pióro", "5743957554", "al. Niepodległości 108", "31-072", "Kraków"),
    ("Zakład Optyczny Źrenica", "2313735370", "Rynek 5", "90-001", "Łódź"),
    ("Agencja Ochrony Tarcza", "1751163720", "ul. Lipowa 3", "50-101", "Wrocław"),
    ("Studio Graficzne Kropka", "7516761228", "ul. Świętego Ducha 7", "61-001", "Poznań"),
    ("Gospodarstwo Rybackie Szczupak", "3029729977", "ul. Ogrodowa 16A", "80-001", "Gdańsk"),
];

/// Two types with forms, numbers and a settlement, beside the built-in ones.
pub(super) fn types() -> Vec<NewEventType> {
    let kind = |text: &str, form: &str, name: Text| {
        let kind = serde_json::from_str::<NewEventType>(text).ok()?;
        Some(NewEventType { name, form: Json::parse(form).ok()?, ..kind })
    };
    let visit = kind(VISIT, VISIT_FORM, Text::new("Visit report", "Raport z wizyty"));
    let training = kind(TRAINING, TRAINING_FORM, Text::new("Training", "Szkolenie"));
    [visit, training].into_iter().flatten().collect()
}

const VISIT: &str = r##"{"key": "visit_report", "kind": "form", "name": {}, "color": "#b3543f",
  "numbering": {"pattern": "WIZ/{seq:4}/{MM}/{YYYY}", "reset": "monthly"},
  "links": {"company": "required", "contact": "optional"},
  "settlements": [{"key": "mileage", "name": {"en": "Mileage", "pl": "Kilometrówka"}, "unit": "km",
    "quantity": "editable", "unit_price": "locked", "default_unit_price": "1.15", "currency": "PLN"}]}"##;

const VISIT_FORM: &str = r##"{"nodes": [
  {"node": "field", "key": "purpose", "type": "choice", "required": true, "label": {"en": "Purpose", "pl": "Cel"},
   "options": [{"key": "offer", "label": {"en": "Offer", "pl": "Oferta"}},
               {"key": "service", "label": {"en": "Service", "pl": "Serwis"}},
               {"key": "complaint", "label": {"en": "Complaint", "pl": "Reklamacja"}}]},
  {"node": "field", "key": "km", "type": "decimal", "min": "0", "max": "2000", "scale": 1, "unit": "km",
   "label": {"en": "Kilometres", "pl": "Kilometry"}},
  {"node": "field", "key": "next_visit", "type": "date", "label": {"en": "Next visit", "pl": "Następna wizyta"}},
  {"node": "field", "key": "satisfied", "type": "boolean", "label": {"en": "Client satisfied", "pl": "Klient zadowolony"}}]}"##;

const TRAINING: &str = r##"{"key": "training", "kind": "form", "name": {}, "color": "#5b6abf",
  "numbering": {"pattern": "SZK/{seq:3}/{YYYY}", "reset": "yearly"},
  "links": {"company": "required", "contact": "optional"}}"##;

const TRAINING_FORM: &str = r##"{"nodes": [
  {"node": "field", "key": "topic", "type": "text", "required": true, "max_length": 120, "label": {"en": "Topic", "pl": "Temat"}},
  {"node": "field", "key": "people", "type": "integer", "min": 1, "max": 200, "label": {"en": "People", "pl": "Uczestnicy"}},
  {"node": "field", "key": "remarks", "type": "long_text", "label": {"en": "Remarks", "pl": "Uwagi"}}]}"##;
