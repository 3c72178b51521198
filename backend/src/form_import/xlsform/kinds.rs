//! The types of questions.

use std::rc::Rc;

use super::{choices::Lists, columns::Row};
use crate::form_import::{
    piece::{Choice, Piece, Ty},
    report::Report,
    told::{What, Why},
};

/// What a row of the survey is.
pub(super) enum Kind {
    BeginGroup,
    BeginRepeat,
    End,
    /// Words without a value.
    Note,
    /// A value that is computed.
    Calculate,
    /// A field of that type of ours.
    Field(&'static str),
    /// One option of a list; with words of one's own besides, if the second says so.
    One(Rc<[Choice]>, bool),
    Several(Rc<[Choice]>, bool),
    /// All options of a list, in an order.
    Ranked(Rc<[Choice]>),
    /// A number from one bound to another, in steps.
    Range,
    /// Must be ticked where it is required.
    Acknowledge,
    /// What the event itself knows.
    Known(Piece, Why),
    /// There is nothing like it; why.
    None(Why),
}

/// Reads the type, with the list it names.
pub(super) fn of(row: Row<'_>, lists: &Lists, report: &mut Report) -> Kind {
    let written = row.text("type").split_whitespace().collect::<Vec<_>>().join(" ");
    let small = written.to_lowercase();
    if let Some(kind) = choice(row, &written, &small, lists, report) {
        return kind;
    }
    let appearance = row.text("appearance").to_lowercase();
    let appears = |word: &str| appearance.split_whitespace().any(|here| here == word);
    match small.replace(' ', "_").as_str() {
        "begin_group" | "begin_lgroup" => Kind::BeginGroup,
        "begin_repeat" | "begin_lrepeat" => Kind::BeginRepeat,
        "end_group" | "end_repeat" | "end_lgroup" | "end_lrepeat" => Kind::End,
        "note" => Kind::Note,
        "calculate" => Kind::Calculate,
        "text" | "string" | "q_string" | "get_text" if appears("multiline") => Kind::Field("long_text"),
        "text" | "string" | "q_string" | "get_text" if appears("url") => Kind::Field("url"),
        "text" | "string" | "q_string" | "get_text" => Kind::Field("text"),
        "phone_number" | "get_phone_number" | "add_phone_number_prompt" => Kind::Field("phone"),
        "integer" | "int" | "add_integer_prompt" | "q_int" => Kind::Field("integer"),
        "decimal" | "q_decimal" | "add_decimal_prompt" => Kind::Field("decimal"),
        "date" | "q_date" | "add_date_prompt" => Kind::Field("date"),
        "time" => Kind::Field("time"),
        "datetime" | "date_time" | "add_date_time_prompt" => Kind::Field("date_time"),
        "geopoint" | "gps" | "q_geopoint" | "location" | "start-geopoint" => Kind::Field("location"),
        "barcode" | "q_barcode" => Kind::Field("barcode"),
        "image" | "photo" | "q_image" | "add_image_prompt" if appears("signature") => {
            Kind::Field("signature")
        }
        "image" | "photo" | "q_image" | "add_image_prompt" => Kind::Field("photo"),
        "audio" | "video" | "file" | "q_audio" | "q_video" | "add_audio_prompt" | "add_video_prompt"
        | "add_file_prompt" | "background-audio" => Kind::Field("file"),
        "range" => Kind::Range,
        "acknowledge" | "trigger" | "add_acknowledge_prompt" => Kind::Acknowledge,
        "hidden" => Kind::Field("text"),
        "today" | "get_today" => Kind::Known(Piece::name("today", Ty::Date, false), Why::KeepsDay),
        "start" | "end" | "get_start_time" | "get_end_time" => {
            Kind::Known(Piece::name("now", Ty::DateTime, false), Why::KeepsMoment)
        }
        "username" => Kind::Known(Piece::name("user.name", Ty::Text, true), Why::KeepsPerson),
        "deviceid" | "device_id" | "get_device_id" | "imei" | "subscriberid" | "simserial"
        | "phonenumber" | "email" | "audit" => Kind::None(Why::LogKeeps),
        "geotrace" | "geoshape" => Kind::None(Why::Shapes),
        "xml-external" | "csv-external" => Kind::None(Why::ExternalChoices),
        _ => Kind::None(Why::UnknownType(written)),
    }
}

/// `select_one LIST`, `select all that apply from LIST or specify other` and their relatives.
fn choice(row: Row<'_>, written: &str, small: &str, lists: &Lists, report: &mut Report) -> Option<Kind> {
    const BEGINNINGS: [(&str, u8); 16] = [
        ("select_one_from_file ", 3),
        ("select_multiple_from_file ", 3),
        ("select_one_external ", 3),
        ("select_one ", 1),
        ("select one from ", 1),
        ("select1 ", 1),
        ("select one using ", 1),
        ("add select one prompt using ", 1),
        ("select one ", 1),
        ("select_multiple ", 2),
        ("select all that apply from ", 2),
        ("select multiple from ", 2),
        ("select multiple using ", 2),
        ("select multiple ", 2),
        ("rank ", 4),
        ("select all that apply ", 2),
    ];
    let (beginning, how) = BEGINNINGS.iter().find(|(beginning, _)| small.starts_with(beginning))?;
    let mut list = written.get(beginning.len()..)?;
    let mut other = false;
    for ending in [" or_other", " or specify other", " or other"] {
        let cut = list.len().checked_sub(ending.len());
        if let Some(cut) =
            cut.filter(|cut| list.get(*cut..).is_some_and(|end| end.eq_ignore_ascii_case(ending)))
        {
            list = &list[..cut];
            other = true;
        }
    }
    let place = row.cell("type").map_or_else(|| row.place(), |cell| cell.place);
    let choices = || What::Choices(row.text("name").to_owned());
    if *how == 3 {
        report.left_out(place, choices(), Why::ChoicesElsewhere(list.to_owned()));
        return Some(Kind::Field("text"));
    }
    let Some(options) = lists.options(list.trim()) else {
        report.left_out(place, choices(), Why::NoList(list.to_owned()));
        return Some(Kind::Field("text"));
    };
    Some(match how {
        1 => Kind::One(options, other),
        2 => Kind::Several(options, other),
        _ => Kind::Ranked(options),
    })
}
