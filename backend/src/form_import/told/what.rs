//! What was left out.

use super::told;

told! {
    /// Something of the source that the form does not hold, or holds in another way.
    What {
        Named(name: String) = "{name}", "„{name}”";
        Choice(key: String) = "the choice {key}", "opcja „{key}”";
        Choices(of: String) = "the choices of {of}", "opcje elementu „{of}”";
        Pictures(list: String) = "pictures and sounds of the list {list}", "obrazy i dźwięki listy „{list}”";
        Column(name: String) = "the column {name}", "kolumna „{name}”";
        FormSetting(name: String) = "the setting {name}", "ustawienie „{name}”";
        Row(name: String) = "the row {name}", "wiersz „{name}”";
        End(name: String) = "the end of {name}", "koniec grupy „{name}”";
        RepeatRows(name: String) = "the rows of the repeat {name}", "wiersze powtarzanej grupy „{name}”";
        Rows(name: String) = "the rows of {name}", "wiersze elementu „{name}”";
        MoreRows(count: usize, name: String) = "more than {count} rows of {name}",
            "wiersze elementu „{name}” powyżej {count}";
        Order(name: String) = "the order in {name}", "kolejność w polu „{name}”";
        Ranks(name: String) = "that the ranks of {name} differ", "niepowtarzalność miejsc w polu „{name}”";
        RangeBounds = "the bounds of the range", "granice zakresu";
        Steps(name: String) = "the steps of {name}", "skok wartości pola „{name}”";
        Appearance(words: String) = "the appearance {words}", "wygląd „{words}”";
        Appearances(words: String, count: usize) = "the appearance {words}, in {count} cells",
            "wygląd „{words}” (komórek: {count})";
        ValuesInWords(name: String) = "values of other fields inside the words of {name}",
            "wartości innych pól w tekście elementu „{name}”";
        Parameters(name: String, text: String) = "parameters of {name}: {text}",
            "parametry elementu „{name}”: {text}";
        Trigger(name: String, text: String) = "what computes {name} anew: {text}",
            "co uruchamia ponowne obliczenie pola „{name}”: {text}";
        Media(kind: &'static str, name: String, text: String) = "the {kind} of {name}: {text}",
            "obraz lub dźwięk (`{kind}`) elementu „{name}”: {text}";
        MissingMessage(name: String) = "the message for {name} missing",
            "komunikat o braku odpowiedzi w polu „{name}”";
        Shortening(name: String) = "shortening the choices of {name} while the form is filled in",
            "skracanie listy opcji pola „{name}” w czasie wypełniania formularza";
        SeveralValues(name: String) = "several values of {name}", "kilka wartości pola „{name}”";
        Does(name: String) = "what {name} does", "działanie elementu „{name}”";
        Bound(name: String, text: String) = "a bound of {name}: {text}",
            "ograniczenie daty w polu „{name}”: {text}";
        Logic(called: String, name: String) = "the logic `{called}` of {name}",
            "logika `{called}` elementu „{name}”";
        UnnamedLogic(name: String) = "the logic `without a name` of {name}",
            "logika bez nazwy elementu „{name}”";
        Attribute(attribute: String, name: String) = "{attribute} of {name}",
            "`{attribute}` elementu „{name}”";
        Setting(setting: &'static str, name: String, value: String) = "{setting} of {name}: {value}",
            "`{setting}` elementu „{name}”: {value}";
        Of(part: Part, name: String) = "{part} of {name}", "{part} elementu „{name}”";
        Said(part: Part, name: String, text: String) = "{part} of {name}: {text}",
            "{part} elementu „{name}”: {text}";
        Path(path: String, part: Part, name: String) = "`{path}` in {part} of {name}",
            "`{path}` ({part} elementu „{name}”)";
    }
}

told! {
    /// What an expression or a setting says of a field.
    #[derive(Copy)]
    Part {
        Condition = "the condition", "warunek";
        Hiding = "the hiding", "ukrycie";
        Requirement = "the requirement", "wymagalność";
        ReadOnly = "read-only", "blokada zmian";
        Constraint = "the constraint", "ograniczenie";
        Validation = "the validation", "sprawdzanie";
        Years = "the years", "zakres lat";
        Calculation = "the calculation", "obliczenie";
        Default = "the default", "wartość domyślna";
        Filter = "the filter over the choices", "filtr opcji";
        RowCount = "the count of rows", "liczba wierszy";
    }
}
