//! Components that are several fields here. Their values stand in an object there, at paths that conditions name.

use forms::{Json, Label};

use super::{
    components::{At, Walk, key},
    countries, is_true,
    options::{bilingual, fixed, option},
    paths::{Target, joined},
    text, validation,
};
use crate::form_import::{
    draft::{Draft, Expression, Id},
    piece::{Choice, Piece},
    told::{What, Why},
};

type Options = std::rc::Rc<[Choice]>;

fn yes_or_no() -> Options {
    fixed(&[("ja", "Ja", "Yes"), ("nei", "Nei", "No")])
}

/// Shows a field where another one has one of these options.
fn only_for(draft: &mut Draft, id: Id, cases: &[(Option<Id>, &str)]) {
    let condition = |in_rule: bool, draft: &Draft| {
        let spot = if in_rule { draft.spot_in_rule(id) } else { draft.spot(id) };
        let mut all = Vec::new();
        for (choice, option) in cases {
            let choice = draft.read((*choice)?, spot).ok()?;
            all.push(choice.among(&option.split('|').collect::<Vec<_>>()));
        }
        Some(Piece::and(all))
    };
    if let (Some(here), Some(in_rule)) = (condition(false, draft), condition(true, draft)) {
        draft.set(id, "visible_if", here.as_str());
        draft.nodes[id].visible = Some((here, in_rule));
    }
}

/// Who somebody is: a Norwegian number, or a date of birth.
pub(super) fn identity<'a>(walk: &mut Walk<'_, 'a>, component: &'a Json, at: At<'_>) {
    let (path, required) = (joined(at.scope, key(component)), validation(component, "required").is_some());
    let Some(section) = walk.titled(component, at) else { return };
    walk.report.imported();
    walk.paths.add(&path, Target::Holder);
    let asked = component.at("/customLabels/doYouHaveIdentityNumber").and_then(Json::as_str);
    let mut label =
        bilingual("Har du norsk fødselsnummer eller d-nummer?", "Do you have a Norwegian identity number?");
    if let Some(asked) = asked {
        label.0.extend(walk.words.label(asked).0);
    }
    let has = walk.within(section, at.place, &format!("{path}.harDuFodselsnummer"), "choice", label);
    let number = bilingual("Fødselsnummer eller d-nummer", "Norwegian identity number");
    let number = walk.within(section, at.place, &format!("{path}.identitetsnummer"), "text", number);
    let born = walk.within(
        section,
        at.place,
        &format!("{path}.fodselsdato"),
        "date",
        bilingual("Fødselsdato", "Date of birth"),
    );
    if let Some(has) = has {
        walk.draft.offer(has, &yes_or_no());
    }
    for id in [has, number, born].into_iter().flatten().filter(|_| required) {
        walk.draft.set(id, "required", true);
    }
    for (id, option) in [(number, "ja"), (born, "nei")] {
        if let Some(id) = id {
            only_for(walk.draft, id, &[(has, option)]);
        }
    }
    outside(walk, component, at);
}

/// A postal address, in Norway or elsewhere.
pub(super) fn address<'a>(walk: &mut Walk<'_, 'a>, component: &'a Json, at: At<'_>) {
    let (path, required) = (joined(at.scope, key(component)), validation(component, "required").is_some());
    let Some(section) = walk.titled(component, at) else { return };
    walk.report.imported();
    walk.paths.add(&path, Target::Holder);
    let kind = text(component, "addressType");
    let place = at.place;
    let (mut lives, mut which) = (None, None);
    if kind.is_none() {
        let asked = component.at("/customLabels/livesInNorway").and_then(Json::as_str);
        let mut label = bilingual("Bor du i Norge?", "Do you live in Norway?");
        if let Some(asked) = asked {
            label.0.extend(walk.words.label(asked).0);
        }
        lives = walk.within(section, place, &format!("{path}.borDuINorge"), "choice", label);
        let label = bilingual(
            "Er kontaktadressen en vegadresse eller postboksadresse?",
            "Is it a street address or a post office box?",
        );
        which =
            walk.within(section, place, &format!("{path}.vegadresseEllerPostboksadresse"), "choice", label);
        if let (Some(lives), Some(which)) = (lives, which) {
            walk.draft.offer(lives, &yes_or_no());
            let options = fixed(&[
                ("vegadresse", "Vegadresse", "Street address"),
                ("postboksadresse", "Postboksadresse", "Post office box"),
            ]);
            walk.draft.offer(which, &options);
            only_for(walk.draft, which, &[(Some(lives), "ja")]);
            for id in [lives, which].into_iter().filter(|_| required) {
                walk.draft.set(id, "required", true);
            }
        }
    }
    // A part of the address: its label, whether it must be filled in, and the kinds of address that have it.
    let parts: [(&str, &str, Label, bool, &str); 8] = [
        ("co", "text", Label::new("nb", "C/O"), false, "street box abroad"),
        ("adresse", "text", bilingual("Vegadresse", "Street address"), true, "street abroad"),
        ("postboks", "text", bilingual("Postboks", "Post office box"), true, "box"),
        ("bygning", "text", bilingual("Bygning", "Building"), false, "abroad"),
        ("postnummer", "text", bilingual("Postnummer", "Postal code"), true, "street box abroad"),
        ("bySted", "text", bilingual("Poststed", "Town"), true, "street box abroad"),
        ("region", "text", bilingual("Region", "Region"), false, "abroad"),
        ("landkode", "choice", bilingual("Land", "Country"), true, "abroad"),
    ];
    for (name, of, label, needed, kinds) in parts {
        let fits = match kind {
            Some("NORWEGIAN_ADDRESS") => kinds.contains("street"),
            Some("POST_OFFICE_BOX") => kinds.contains("box"),
            Some(_) => kinds.contains("abroad"),
            None => true,
        };
        if !fits {
            continue;
        }
        let Some(id) = walk.within(section, place, &format!("{path}.{name}"), of, label) else { continue };
        if name == "landkode" {
            walk.draft.offer(id, &countries::options(true));
        }
        // Abroad, postal codes need not be.
        if required
            && needed
            && !(name == "postnummer" && kind != Some("NORWEGIAN_ADDRESS") && kind != Some("POST_OFFICE_BOX"))
        {
            walk.draft.set(id, "required", true);
        }
        if kind.is_none() {
            match kinds {
                "abroad" => only_for(walk.draft, id, &[(lives, "nei")]),
                "box" => only_for(walk.draft, id, &[(lives, "ja"), (which, "postboksadresse")]),
                "street abroad" => not_a_box(walk.draft, id, lives, which),
                _ => settled(walk.draft, id, lives, which),
            }
        }
    }
    outside(walk, component, at);
}

/// Shown abroad, and for a street in Norway.
fn not_a_box(draft: &mut Draft, id: Id, lives: Option<Id>, which: Option<Id>) {
    either(draft, id, lives, which, "vegadresse");
}

/// Shown once it is known what kind of address it is.
fn settled(draft: &mut Draft, id: Id, lives: Option<Id>, which: Option<Id>) {
    either(draft, id, lives, which, "vegadresse|postboksadresse");
}

fn either(draft: &mut Draft, id: Id, lives: Option<Id>, which: Option<Id>, kinds: &str) {
    let (Some(lives), Some(which)) = (lives, which) else { return };
    let condition = |spot, draft: &Draft| {
        let (lives, which) = (draft.read(lives, spot).ok()?, draft.read(which, spot).ok()?);
        Some(Piece::or(vec![lives.among(&["nei"]), which.among(&kinds.split('|').collect::<Vec<_>>())]))
    };
    let here = condition(draft.spot(id), draft);
    let in_rule = condition(draft.spot_in_rule(id), draft);
    if let (Some(here), Some(in_rule)) = (here, in_rule) {
        draft.set(id, "visible_if", here.as_str());
        draft.nodes[id].visible = Some((here, in_rule));
    }
}

/// From when to when an address holds.
pub(super) fn validity<'a>(walk: &mut Walk<'_, 'a>, component: &'a Json, at: At<'_>) {
    let (path, required) = (joined(at.scope, key(component)), validation(component, "required").is_some());
    let Some(section) = walk.titled(component, at) else { return };
    walk.report.imported();
    walk.paths.add(&path, Target::Holder);
    let from = bilingual("Gyldig fra", "Valid from");
    let from = walk.within(section, at.place, &format!("{path}.gyldigFraOgMed"), "date", from);
    walk.within(
        section,
        at.place,
        &format!("{path}.gyldigTilOgMed"),
        "date",
        bilingual("Gyldig til", "Valid to"),
    );
    if let Some(from) = from.filter(|_| required) {
        walk.draft.set(from, "required", true);
    }
    outside(walk, component, at);
}

/// What the source does with such a component beyond its fields.
fn outside(walk: &mut Walk<'_, '_>, component: &Json, at: At<'_>) {
    if let Some(value) = text(component, "prefillKey") {
        let what = What::Setting("prefillKey", key(component).to_owned(), value.to_owned());
        walk.report.left_out(format!("{}/prefillKey", at.place), what, Why::RegistersOfFields);
    }
}

/// How a document gets there, and the document.
pub(super) fn attachment<'a>(walk: &mut Walk<'_, 'a>, component: &'a Json, at: At<'_>) {
    const WAYS: [(&str, &str, &str); 7] = [
        ("leggerVedNaa", "Jeg legger det ved dette skjemaet", "I enclose it with this form"),
        ("ettersender", "Jeg ettersender dokumentasjonen senere", "I will send it later"),
        (
            "nei",
            "Nei, jeg har ingen ekstra dokumentasjon jeg vil legge ved",
            "No, I have nothing more to enclose",
        ),
        ("levertTidligere", "Jeg har levert denne dokumentasjonen tidligere", "I have sent it before"),
        ("harIkke", "Jeg har ikke denne dokumentasjonen", "I do not have it"),
        (
            "andre",
            "Sendes inn av andre (for eksempel lege, arbeidsgiver)",
            "Others send it (such as a doctor or employer)",
        ),
        ("nav", "Jeg ønsker at Nav innhenter denne dokumentasjonen", "Nav is to fetch it"),
    ];
    let path = joined(at.scope, key(component));
    let values = component.get("attachmentValues");
    let options: Options = match values {
        Some(Json::Array(items)) => items.iter().filter_map(|item| option(item, walk.words)).collect(),
        Some(values) => {
            let enabled = |key: &str| values.get(key).is_some_and(|value| is_true(value, "enabled"));
            fixed(&WAYS.into_iter().filter(|(key, ..)| enabled(key)).collect::<Vec<_>>())
        }
        None => super::options::of(component, walk.words),
    };
    let Some(section) = walk.titled(component, at) else { return };
    walk.report.imported();
    let label = walk.words.label(text(component, "label").unwrap_or(key(component)));
    // Its own words stand as the title of the section and of the choice.
    walk.draft.nodes[section].attributes.remove("title");
    let choice = if options.is_empty() {
        None
    } else {
        walk.within(section, at.place, &path, "choice", label.clone())
    };
    if let Some(choice) = choice {
        walk.draft.offer(choice, &options);
        if validation(component, "required").is_some() {
            walk.draft.set(choice, "required", true);
        }
    }
    let file = walk.within(section, at.place, &format!("{path}.files"), "file", label);
    if let (Some(file), Some(_)) = (file, choice)
        && options.iter().any(|option| option.key == "leggerVedNaa")
    {
        only_for(walk.draft, file, &[(choice, "leggerVedNaa")]);
    }
    for option in options.iter() {
        let more = values.and_then(|values| values.get(&option.key)?.get("additionalDocumentation"));
        let Some(more) = more.filter(|more| is_true(more, "enabled")) else { continue };
        let label = walk.words.label(text(more, "label").unwrap_or("…"));
        let field =
            walk.within(section, at.place, &format!("{path}.additionalDocumentation"), "long_text", label);
        if let Some(field) = field {
            if let Some(description) = text(more, "description") {
                let help = walk.words.label(description);
                walk.draft.set(field, "help", help.to_json());
            }
            walk.draft.set(field, "required", true);
            only_for(walk.draft, field, &[(choice, option.key.as_str())]);
        }
    }
}

/// Several questions that are answered by the same options.
pub(super) fn survey<'a>(walk: &mut Walk<'_, 'a>, component: &'a Json, at: At<'_>) {
    let path = joined(at.scope, key(component));
    let Some(section) = walk.titled(component, at) else { return };
    walk.report.imported();
    walk.paths.add(&path, Target::Holder);
    let list = |name: &str| component.get(name).and_then(Json::as_array).unwrap_or_default();
    let answers: Options = list("values").iter().filter_map(|item| option(item, walk.words)).collect();
    for question in list("questions").iter().filter_map(|item| option(item, walk.words)) {
        let path = format!("{path}.{}", question.key);
        let Some(id) = walk.within(section, at.place, &path, "choice", question.label) else { continue };
        walk.draft.offer(id, &answers);
        if validation(component, "required").is_some() {
            walk.draft.set(id, "required", true);
        }
    }
}

/// A rule that the importer makes of settings; it is not counted as an expression of the source.
pub(super) fn of_setting(place: &str, what: What) -> Expression {
    Expression { attribute: "assert", place: place.to_owned(), what, counted: false }
}
