//! Why a file is no form.

use forms::JsonError;
use records::Language;

use super::{Told, told};

/// A file by its name; where it has none, that is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::form_import) struct File(pub(in crate::form_import) String);

impl Told for File {
    fn told(&self, language: Language) -> String {
        match (language, self.0.as_str()) {
            (Language::English, "") => "the file".to_owned(),
            (Language::English, name) => name.to_owned(),
            (Language::Polish, "") => "plik".to_owned(),
            (Language::Polish, name) => format!("plik „{name}”"),
        }
    }
}

told! {
    /// Why a file is no form.
    NoForm {
        Large(file: File) = "{file} is larger than 16 MiB; no form is",
            "{file} ma ponad 16 MiB; żaden formularz nie jest tak duży";
        Foreign(file: File) = "{file} holds JSON, but no form: ours has `nodes`, a Form.io form has `components`",
            "{file} zawiera JSON, ale nie formularz: nasz ma `nodes`, a formularz Form.io ma `components`";
        NeitherText(file: File) = "{file} is neither a workbook (.xlsx, .xls) nor JSON",
            "{file} nie jest ani skoroszytem (.xlsx, .xls), ani JSON-em";
        NeitherObject(file: File) = "{file} is neither a workbook (.xlsx, .xls) nor a JSON object",
            "{file} nie jest ani skoroszytem (.xlsx, .xls), ani obiektem JSON";
        NotJson(file: File, why: JsonError) = "{file} is not JSON: {why}", "{file} nie jest JSON-em: {why}";
        Unsound(count: usize, code: String, at: String)
            = "the form has {count} problems, the first is {code} at {at}; `kronika forms check` tells all",
            "formularz jest niepoprawny, błędów: {count}, pierwszy to `{code}` w miejscu {at}; \
             wszystkie pokaże `kronika forms check`";
        ManyOptions = "the form offers more than 200,000 options in all; shorten its lists",
            "formularz ma łącznie ponad 200 000 opcji; skróć jego listy";
        NothingSound = "no sound form can be made of this one",
            "z tego formularza nie da się zrobić poprawnego";
        TooLarge(code: String) = "the form is larger than a form may be ({code})",
            "formularz jest większy, niż może być ({code})";
        NotFormio = "the JSON has `components`, but they are none of a Form.io form: each has a `type`",
            "JSON ma `components`, ale nie takie jak formularz Form.io: każdy komponent ma tam `type`";
        ManyComponents = "the form has more than 10,000 components; it is refused",
            "formularz ma ponad 10 000 komponentów; nie da się go wczytać";
        NoSurvey = "the workbook has no sheet `survey`; an XLSForm has one",
            "skoroszyt nie ma arkusza `survey`, a XLSForm go ma";
        EmptySurvey = "the sheet `survey` is empty", "arkusz `survey` jest pusty";
        ManyRows = "the sheet `survey` has more than 10,000 rows; a form holds 2,000 fields",
            "arkusz `survey` ma ponad 10 000 wierszy, a formularz mieści 2000 pól";
        NoTypes = "the sheet `survey` has no column `type`; the first row names the columns",
            "arkusz `survey` nie ma kolumny `type`; pierwszy wiersz nazywa kolumny";
        NoListNames = "the sheet `choices` has no column `list_name`",
            "arkusz `choices` nie ma kolumny `list_name`";
        Broken(why: String) = "the workbook is broken: {why}",
            "skoroszyt jest uszkodzony; otwórz go w arkuszu kalkulacyjnym i zapisz na nowo";
        Unfitting = "the workbook is broken: its parts do not fit together",
            "skoroszyt jest uszkodzony: jego części do siebie nie pasują";
        LongCell(at: String, most: usize) = "the cell {at} holds more than {most} characters",
            "komórka {at} ma więcej znaków niż {most}";
        MuchText = "the workbook holds more than a form can; split it",
            "skoroszyt zawiera więcej, niż zmieści formularz; podziel go";
        NoWorkbook = "the file holds no workbook, or more than one",
            "plik nie zawiera skoroszytu albo zawiera ich kilka";
        ManySheets = "the workbook has more than 100 sheets; it is refused",
            "skoroszyt ma ponad 100 arkuszy; nie da się go wczytać";
        LargeSheets = "the workbook's sheets are larger than any form; it is refused",
            "arkusze skoroszytu są większe niż jakikolwiek formularz; nie da się go wczytać";
        Unpacked = "the workbook unpacks to more than 64 MiB; it is refused",
            "skoroszyt po rozpakowaniu ma ponad 64 MiB; nie da się go wczytać";
        ManyParts = "the workbook has more than 2,000 parts; it is refused",
            "skoroszyt ma ponad 2000 części; nie da się go wczytać";
    }
}
