//! Countries by their ISO 3166 codes, with Kosovo; names in English, Polish and Norwegian from Unicode's CLDR.

use std::rc::Rc;

use forms::Label;

use crate::form_import::piece::Choice;

/// All countries, sorted by their English names.
pub(super) fn options(without_norway: bool) -> Rc<[Choice]> {
    let mut countries: Vec<[&str; 4]> = COUNTRIES
        .lines()
        .filter_map(|line| {
            let mut parts = line.split('|');
            Some([parts.next()?, parts.next()?, parts.next()?, parts.next()?])
        })
        .filter(|[code, ..]| !(without_norway && *code == "NO"))
        .collect();
    countries.sort_by_key(|[_, english, ..]| *english);
    countries
        .into_iter()
        .map(|[code, english, polish, norwegian]| {
            let names = [("en", english), ("pl", polish), ("nb", norwegian)];
            let label =
                names.into_iter().map(|(language, name)| (language.to_owned(), name.to_owned())).collect();
            Choice { key: code.to_owned(), label: Label(label) }
        })
        .collect()
}

const COUNTRIES: &str = "\
AD|Andorra|Andora|Andorra
AE|United Arab Emirates|Zjednoczone Emiraty Arabskie|De forente arabiske emirater
AF|Afghanistan|Afganistan|Afghanistan
AG|Antigua & Barbuda|Antigua i Barbuda|Antigua og Barbuda
AI|Anguilla|Anguilla|Anguilla
AL|Albania|Albania|Albania
AM|Armenia|Armenia|Armenia
AO|Angola|Angola|Angola
AQ|Antarctica|Antarktyda|Antarktis
AR|Argentina|Argentyna|Argentina
AS|American Samoa|Samoa Amerykańskie|Amerikansk Samoa
AT|Austria|Austria|Østerrike
AU|Australia|Australia|Australia
AW|Aruba|Aruba|Aruba
AX|Åland Islands|Wyspy Alandzkie|Åland
AZ|Azerbaijan|Azerbejdżan|Aserbajdsjan
BA|Bosnia & Herzegovina|Bośnia i Hercegowina|Bosnia-Hercegovina
BB|Barbados|Barbados|Barbados
BD|Bangladesh|Bangladesz|Bangladesh
BE|Belgium|Belgia|Belgia
BF|Burkina Faso|Burkina Faso|Burkina Faso
BG|Bulgaria|Bułgaria|Bulgaria
BH|Bahrain|Bahrajn|Bahrain
BI|Burundi|Burundi|Burundi
BJ|Benin|Benin|Benin
BL|St. Barthélemy|Saint-Barthélemy|Saint-Barthélemy
BM|Bermuda|Bermudy|Bermuda
BN|Brunei|Brunei|Brunei
BO|Bolivia|Boliwia|Bolivia
BQ|Caribbean Netherlands|Niderlandy Karaibskie|Karibisk Nederland
BR|Brazil|Brazylia|Brasil
BS|Bahamas|Bahamy|Bahamas
BT|Bhutan|Bhutan|Bhutan
BV|Bouvet Island|Wyspa Bouveta|Bouvetøya
BW|Botswana|Botswana|Botswana
BY|Belarus|Białoruś|Belarus
BZ|Belize|Belize|Belize
CA|Canada|Kanada|Canada
CC|Cocos (Keeling) Islands|Wyspy Kokosowe|Kokosøyene
CD|Congo - Kinshasa|Demokratyczna Republika Konga|Kongo
CF|Central African Republic|Republika Środkowoafrykańska|Den sentralafrikanske republikk
CG|Congo - Brazzaville|Kongo|Kongo-Brazzaville
CH|Switzerland|Szwajcaria|Sveits
CI|Côte d’Ivoire|Côte d’Ivoire|Elfenbenskysten
CK|Cook Islands|Wyspy Cooka|Cookøyene
CL|Chile|Chile|Chile
CM|Cameroon|Kamerun|Kamerun
CN|China|Chiny|Kina
CO|Colombia|Kolumbia|Colombia
CR|Costa Rica|Kostaryka|Costa Rica
CU|Cuba|Kuba|Cuba
CV|Cape Verde|Republika Zielonego Przylądka|Kapp Verde
CW|Curaçao|Curaçao|Curaçao
CX|Christmas Island|Wyspa Bożego Narodzenia|Christmasøya
CY|Cyprus|Cypr|Kypros
CZ|Czechia|Czechy|Tsjekkia
DE|Germany|Niemcy|Tyskland
DJ|Djibouti|Dżibuti|Djibouti
DK|Denmark|Dania|Danmark
DM|Dominica|Dominika|Dominica
DO|Dominican Republic|Dominikana|Den dominikanske republikk
DZ|Algeria|Algieria|Algerie
EC|Ecuador|Ekwador|Ecuador
EE|Estonia|Estonia|Estland
EG|Egypt|Egipt|Egypt
EH|Western Sahara|Sahara Zachodnia|Vest-Sahara
ER|Eritrea|Erytrea|Eritrea
ES|Spain|Hiszpania|Spania
ET|Ethiopia|Etiopia|Etiopia
FI|Finland|Finlandia|Finland
FJ|Fiji|Fidżi|Fiji
FK|Falkland Islands|Falklandy|Falklandsøyene
FM|Micronesia|Mikronezja|Mikronesiaføderasjonen
FO|Faroe Islands|Wyspy Owcze|Færøyene
FR|France|Francja|Frankrike
GA|Gabon|Gabon|Gabon
GB|United Kingdom|Wielka Brytania|Storbritannia
GD|Grenada|Grenada|Grenada
GE|Georgia|Gruzja|Georgia
GF|French Guiana|Gujana Francuska|Fransk Guyana
GG|Guernsey|Guernsey|Guernsey
GH|Ghana|Ghana|Ghana
GI|Gibraltar|Gibraltar|Gibraltar
GL|Greenland|Grenlandia|Grønland
GM|Gambia|Gambia|Gambia
GN|Guinea|Gwinea|Guinea
GP|Guadeloupe|Gwadelupa|Guadeloupe
GQ|Equatorial Guinea|Gwinea Równikowa|Ekvatorial-Guinea
GR|Greece|Grecja|Hellas
GS|South Georgia & South Sandwich Islands|Georgia Południowa i Sandwich Południowy|Sør-Georgia og Sør-Sandwichøyene
GT|Guatemala|Gwatemala|Guatemala
GU|Guam|Guam|Guam
GW|Guinea-Bissau|Gwinea Bissau|Guinea-Bissau
GY|Guyana|Gujana|Guyana
HK|Hong Kong SAR China|SRA Hongkong (Chiny)|Hongkong SAR Kina
HM|Heard & McDonald Islands|Wyspy Heard i McDonalda|Heard- og McDonaldøyene
HN|Honduras|Honduras|Honduras
HR|Croatia|Chorwacja|Kroatia
HT|Haiti|Haiti|Haiti
HU|Hungary|Węgry|Ungarn
ID|Indonesia|Indonezja|Indonesia
IE|Ireland|Irlandia|Irland
IL|Israel|Izrael|Israel
IM|Isle of Man|Wyspa Man|Man
IN|India|Indie|India
IO|British Indian Ocean Territory|Brytyjskie Terytorium Oceanu Indyjskiego|Det britiske territoriet i Indiahavet
IQ|Iraq|Irak|Irak
IR|Iran|Iran|Iran
IS|Iceland|Islandia|Island
IT|Italy|Włochy|Italia
JE|Jersey|Jersey|Jersey
JM|Jamaica|Jamajka|Jamaica
JO|Jordan|Jordania|Jordan
JP|Japan|Japonia|Japan
KE|Kenya|Kenia|Kenya
KG|Kyrgyzstan|Kirgistan|Kirgisistan
KH|Cambodia|Kambodża|Kambodsja
KI|Kiribati|Kiribati|Kiribati
KM|Comoros|Komory|Komorene
KN|St. Kitts & Nevis|Saint Kitts i Nevis|Saint Kitts og Nevis
KP|North Korea|Korea Północna|Nord-Korea
KR|South Korea|Korea Południowa|Sør-Korea
KW|Kuwait|Kuwejt|Kuwait
KY|Cayman Islands|Kajmany|Caymanøyene
KZ|Kazakhstan|Kazachstan|Kasakhstan
LA|Laos|Laos|Laos
LB|Lebanon|Liban|Libanon
LC|St. Lucia|Saint Lucia|St. Lucia
LI|Liechtenstein|Liechtenstein|Liechtenstein
LK|Sri Lanka|Sri Lanka|Sri Lanka
LR|Liberia|Liberia|Liberia
LS|Lesotho|Lesotho|Lesotho
LT|Lithuania|Litwa|Litauen
LU|Luxembourg|Luksemburg|Luxemburg
LV|Latvia|Łotwa|Latvia
LY|Libya|Libia|Libya
MA|Morocco|Maroko|Marokko
MC|Monaco|Monako|Monaco
MD|Moldova|Mołdawia|Moldova
ME|Montenegro|Czarnogóra|Montenegro
MF|St. Martin|Saint-Martin|Saint-Martin
MG|Madagascar|Madagaskar|Madagaskar
MH|Marshall Islands|Wyspy Marshalla|Marshalløyene
MK|North Macedonia|Macedonia Północna|Nord-Makedonia
ML|Mali|Mali|Mali
MM|Myanmar (Burma)|Mjanma (Birma)|Myanmar (Burma)
MN|Mongolia|Mongolia|Mongolia
MO|Macao SAR China|SRA Makau (Chiny)|Macao SAR Kina
MP|Northern Mariana Islands|Mariany Północne|Nord-Marianene
MQ|Martinique|Martynika|Martinique
MR|Mauritania|Mauretania|Mauritania
MS|Montserrat|Montserrat|Montserrat
MT|Malta|Malta|Malta
MU|Mauritius|Mauritius|Mauritius
MV|Maldives|Malediwy|Maldivene
MW|Malawi|Malawi|Malawi
MX|Mexico|Meksyk|Mexico
MY|Malaysia|Malezja|Malaysia
MZ|Mozambique|Mozambik|Mosambik
NA|Namibia|Namibia|Namibia
NC|New Caledonia|Nowa Kaledonia|Ny-Caledonia
NE|Niger|Niger|Niger
NF|Norfolk Island|Norfolk|Norfolkøya
NG|Nigeria|Nigeria|Nigeria
NI|Nicaragua|Nikaragua|Nicaragua
NL|Netherlands|Holandia|Nederland
NO|Norway|Norwegia|Norge
NP|Nepal|Nepal|Nepal
NR|Nauru|Nauru|Nauru
NU|Niue|Niue|Niue
NZ|New Zealand|Nowa Zelandia|New Zealand
OM|Oman|Oman|Oman
PA|Panama|Panama|Panama
PE|Peru|Peru|Peru
PF|French Polynesia|Polinezja Francuska|Fransk Polynesia
PG|Papua New Guinea|Papua-Nowa Gwinea|Papua Ny-Guinea
PH|Philippines|Filipiny|Filippinene
PK|Pakistan|Pakistan|Pakistan
PL|Poland|Polska|Polen
PM|St. Pierre & Miquelon|Saint-Pierre i Miquelon|Saint-Pierre-et-Miquelon
PN|Pitcairn Islands|Pitcairn|Pitcairnøyene
PR|Puerto Rico|Portoryko|Puerto Rico
PS|Palestinian Territories|Terytoria Palestyńskie|Det palestinske området
PT|Portugal|Portugalia|Portugal
PW|Palau|Palau|Palau
PY|Paraguay|Paragwaj|Paraguay
QA|Qatar|Katar|Qatar
RE|Réunion|Reunion|Réunion
RO|Romania|Rumunia|Romania
RS|Serbia|Serbia|Serbia
RU|Russia|Rosja|Russland
RW|Rwanda|Rwanda|Rwanda
SA|Saudi Arabia|Arabia Saudyjska|Saudi-Arabia
SB|Solomon Islands|Wyspy Salomona|Salomonøyene
SC|Seychelles|Seszele|Seychellene
SD|Sudan|Sudan|Sudan
SE|Sweden|Szwecja|Sverige
SG|Singapore|Singapur|Singapore
SH|St. Helena|Wyspa Świętej Heleny|St. Helena
SI|Slovenia|Słowenia|Slovenia
SJ|Svalbard & Jan Mayen|Svalbard i Jan Mayen|Svalbard og Jan Mayen
SK|Slovakia|Słowacja|Slovakia
SL|Sierra Leone|Sierra Leone|Sierra Leone
SM|San Marino|San Marino|San Marino
SN|Senegal|Senegal|Senegal
SO|Somalia|Somalia|Somalia
SR|Suriname|Surinam|Surinam
SS|South Sudan|Sudan Południowy|Sør-Sudan
ST|São Tomé & Príncipe|Wyspy Świętego Tomasza i Książęca|São Tomé og Príncipe
SV|El Salvador|Salwador|El Salvador
SX|Sint Maarten|Sint Maarten|Sint Maarten
SY|Syria|Syria|Syria
SZ|Eswatini|Eswatini|Eswatini
TC|Turks & Caicos Islands|Turks i Caicos|Turks- og Caicosøyene
TD|Chad|Czad|Tsjad
TF|French Southern Territories|Francuskie Terytoria Południowe i Antarktyczne|De franske sørterritorier
TG|Togo|Togo|Togo
TH|Thailand|Tajlandia|Thailand
TJ|Tajikistan|Tadżykistan|Tadsjikistan
TK|Tokelau|Tokelau|Tokelau
TL|Timor-Leste|Timor Wschodni|Øst-Timor
TM|Turkmenistan|Turkmenistan|Turkmenistan
TN|Tunisia|Tunezja|Tunisia
TO|Tonga|Tonga|Tonga
TR|Türkiye|Turcja|Tyrkia
TT|Trinidad & Tobago|Trynidad i Tobago|Trinidad og Tobago
TV|Tuvalu|Tuvalu|Tuvalu
TW|Taiwan|Tajwan|Taiwan
TZ|Tanzania|Tanzania|Tanzania
UA|Ukraine|Ukraina|Ukraina
UG|Uganda|Uganda|Uganda
UM|U.S. Outlying Islands|Dalekie Wyspy Mniejsze Stanów Zjednoczonych|USAs ytre øyer
US|United States|Stany Zjednoczone|USA
UY|Uruguay|Urugwaj|Uruguay
UZ|Uzbekistan|Uzbekistan|Usbekistan
VA|Vatican City|Watykan|Vatikanstaten
VC|St. Vincent & Grenadines|Saint Vincent i Grenadyny|St. Vincent og Grenadinene
VE|Venezuela|Wenezuela|Venezuela
VG|British Virgin Islands|Brytyjskie Wyspy Dziewicze|De britiske jomfruøyene
VI|U.S. Virgin Islands|Wyspy Dziewicze Stanów Zjednoczonych|De amerikanske jomfruøyene
VN|Vietnam|Wietnam|Vietnam
VU|Vanuatu|Vanuatu|Vanuatu
WF|Wallis & Futuna|Wallis i Futuna|Wallis og Futuna
WS|Samoa|Samoa|Samoa
XK|Kosovo|Kosowo|Kosovo
YE|Yemen|Jemen|Jemen
YT|Mayotte|Majotta|Mayotte
ZA|South Africa|Republika Południowej Afryki|Sør-Afrika
ZM|Zambia|Zambia|Zambia
ZW|Zimbabwe|Zimbabwe|Zimbabwe";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_its_names() {
        let all = options(false);
        assert_eq!(all.len(), 250);
        assert_eq!(options(true).len(), 249);
        assert!(all.iter().all(|country| country.key.len() == 2 && country.label.0.len() == 3));
        let poland = all.iter().find(|country| country.key == "PL").unwrap();
        assert_eq!(poland.label.in_language("pl"), "Polska");
    }
}
