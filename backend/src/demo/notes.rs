//! What people write down: an opening and an ending, put together.

use super::random::Random;

/// Openings and endings of one type.
type Notes = (&'static [&'static str], &'static [&'static str]);

const CALLED: Notes = (
    &[
        "Rozmowa o przedłużeniu umowy serwisowej.",
        "Przypomnienie o terminie płatności.",
        "Omówiono ofertę na skanery do archiwum.",
        "Potwierdzono dostawę tonerów.",
        "Pytanie o zadowolenie po ostatniej naprawie.",
        "Rozmowa o rozliczeniu kopii za ostatni miesiąc.",
        "Zaproszenie na dni otwarte.",
        "Omówiono wymianę dwóch starszych urządzeń.",
    ],
    &[
        "Wracamy do tematu w przyszłym tygodniu.",
        "Klient prosi o ofertę na piśmie.",
        "Decyzja po zebraniu zarządu.",
        "Umówiono spotkanie.",
        "Na razie bez zmian.",
        "Prosi o kontakt z księgowością.",
        "Wszystko w porządku.",
        "",
    ],
);
const CALLS: Notes = (
    &[
        "Zacina się papier w podajniku nr 2.",
        "Prośba o fakturę korygującą.",
        "Zamówienie tonerów, dwa komplety.",
        "Drukarka w księgowości nie skanuje do poczty.",
        "Pytanie o dostępność części zamiennych.",
        "Reklamacja: uszkodzone opakowanie.",
        "Pytanie o termin szkolenia.",
        "Zmiana adresu dostawy.",
    ],
    &["Przekazano do serwisu.", "Załatwione od ręki.", "Oddzwonimy po południu.", "Wysłano e-mailem.", ""],
);
const MAIL: Notes = (
    &[
        "Zapytanie ofertowe na urządzenie wielofunkcyjne A3.",
        "Stan liczników za miesiąc.",
        "Podpisana umowa w załączniku.",
        "Zamówienie 12 sztuk, dostawa do piątku.",
        "Prośba o duplikat faktury.",
        "Lista uczestników szkolenia.",
    ],
    &["Odpowiedziano tego samego dnia.", "Przekazano dalej.", "Do omówienia na naradzie.", ""],
);
const ATTEMPT: Notes = (
    &["Nikt nie odebrał.", "Numer zajęty.", "Poczta głosowa."],
    &["Spróbować po 14.", "Spróbować jutro.", ""],
);
const INVOICE: Notes = (
    &["Abonament serwisowy.", "Tonery i papier.", "Naprawa pogwarancyjna.", "Szkolenie."],
    &["Wysłano e-mailem.", "Wysłano pocztą.", "Termin 14 dni."],
);
const VISIT: Notes = (
    &[
        "Krótka wizyta, zostawiono katalog.",
        "Odebrano urządzenie do serwisu.",
        "Przegląd stoiska po targach.",
        "Rozmowa z nowym kierownikiem.",
    ],
    &["Klient zadowolony.", "Potrzebna druga wizyta.", "Prosi o ofertę.", ""],
);
const VISITOR: Notes = (
    &["Odbiór tonerów w biurze.", "Pokaz skanera w naszym salonie.", "Odbiór materiałów reklamowych."],
    &["", "Przy okazji zamówienie na papier.", "Umówiono szkolenie."],
);
const REPORT: Notes = (
    &["Omówiono ofertę i termin dostawy.", "Pokazano nowe urządzenie.", "Przyjęto reklamację.", ""],
    &["Klient zastanowi się do końca miesiąca.", "Warto wrócić po urlopach.", "Podpisano protokół.", ""],
);
const ENGLISH: Notes = (
    &[
        "Asked about delivery times.",
        "Talked about renewing the service contract.",
        "Order for toner, two sets.",
        "Complaint about a damaged parcel.",
        "Wants a quote for three devices.",
    ],
    &["Will call back next week.", "Sent by e-mail.", "All settled.", "Passed on to service.", ""],
);

/// A note for an event of that type.
pub(super) fn note(kind: &str, foreign: bool, random: &mut Random) -> String {
    let (openings, endings) = match kind {
        _ if foreign => ENGLISH,
        "called_client" => CALLED,
        "client_called" => CALLS,
        "email_received" => MAIL,
        "attempted_call" => ATTEMPT,
        "invoice_sent" => INVOICE,
        "visited_client" => VISIT,
        "client_visited" => VISITOR,
        _ => REPORT,
    };
    format!("{} {}", random.one_of(openings), random.one_of(endings)).trim().to_owned()
}
