//! Why an expression of the source cannot be said in our language.

use super::told;
use crate::form_import::types::Ty;

told! {
    /// Why an expression cannot be said in our language: of XPath a sentence, of JavaScript what the program uses.
    Obstacle {
        // Values of types that do not go together.
        Incomparable(a: Ty, b: Ty) = "{a} and {b} cannot be compared", "{a} i {b} nie dają się porównać";
        Unordered(a: Ty, b: Ty) = "{a} and {b} have no order", "{a} i {b} nie mają wspólnego porządku";
        Incalculable(a: Ty, b: Ty) = "{a} and {b} cannot be calculated with",
            "{a} i {b} nie nadają się razem do obliczeń";
        NotNegated(ty: Ty) = "{ty} cannot be negated", "{ty} nie może zmienić znaku";
        GivesEither(a: Ty, b: Ty) = "it gives {a} or {b}", "wynik to raz {a}, a raz {b}";
        Gives(given: Ty, wanted: Ty) = "it gives {given} where {wanted} is wanted",
            "wynik to {given}, a ma to być {wanted}";
        NotComputed(ty: Ty) = "{ty} cannot be computed", "{ty} nie może być wynikiem obliczenia";
        NotDefault(ty: Ty) = "{ty} cannot be a default", "{ty} nie może być wartością domyślną";
        NotOfType = "it is no value of the field's type", "to nie jest wartość, jaką może mieć to pole";
        OptionComputed = "an option is chosen by whoever fills the form in, not computed",
            "opcję wybiera osoba, która wypełnia formularz; nie da się jej obliczyć";
        NeverNumber(ty: Ty) = "{ty} counts as a number there, which it never does here",
            "{ty} liczy się tam jako liczba, a tu nigdy";
        NeverText(ty: Ty) = "{ty} counts as a text there, which it never does here",
            "{ty} liczy się tam jako tekst, a tu nigdy";
        TextWithNumber = "a text is compared with a number; make the field a number",
            "tekst jest porównywany z liczbą; zmień typ pola na liczbę";

        // Options and lists.
        WordsDiffer = "the words of an option become a value, and they differ by language; compare its key",
            "nazwa opcji staje się wartością, a w każdym języku jest inna; porównaj klucz opcji";
        ListMissing = "the list of choices is not in the workbook", "listy opcji nie ma w skoroszycie";
        NoList(list: String) = "no list of choices is called `{list}`",
            "żadna lista opcji nie nazywa się `{list}`";
        LongList(most: usize) = "the list has more than {most} choices", "lista ma więcej opcji niż {most}";
        ManyCases(most: usize) = "it distinguishes more than {most} choices",
            "rozróżnia więcej opcji niż {most}";
        LeavesNothing = "it leaves no choice at all", "nie zostawia żadnej opcji";
        ListsInRows = "a filter over several choices in a repeat would go over lists inside rows",
            "filtr wyboru wielu opcji w powtarzanej grupie musiałby sięgać do list wewnątrz wierszy";

        // Names.
        Itself = "`.` means nothing here", "`.` nic tu nie znaczy";
        NoColumn(name: String)
            = "`{name}` is no column of the choices, so that the filter leaves none; write '{name}' if the text is meant",
            "`{name}` nie jest kolumną opcji, więc filtr nie zostawia żadnej; jeśli chodzi o tekst, napisz '{name}'";
        BareName(name: String) = "`{name}` is no field; write '{name}' if the text is meant",
            "`{name}` nie jest polem; jeśli chodzi o tekst, napisz '{name}'";
        Group(name: String) = "`{name}` is a group and has no value",
            "`{name}` to grupa, a grupa nie ma wartości";
        Missing(name: String) = "`{name}` could not be taken over", "`{name}` nie dało się wczytać";
        SeveralFields(name: String) = "several fields are called `{name}`", "kilka pól nazywa się `{name}`";
        NoField(name: String) = "no field is called `{name}`", "żadne pole nie nazywa się `{name}`";
        NoRepeat(name: String) = "no repeat or field is called `{name}`",
            "żadna powtarzana grupa ani żadne pole nie nazywa się `{name}`";

        // Repeats.
        ManyRows(name: String) = "the rows of `{name}` are no single value",
            "wiersze `{name}` to nie jedna wartość";
        FromOutside(name: String)
            = "`{name}` stands in a repeat that is read from outside; say which rows, by sum() or the like",
            "`{name}` jest w powtarzanej grupie, a czytane jest spoza niej; wskaż wiersze, na przykład przez sum()";
        SeveralRead = "it goes over more than one field", "obejmuje więcej niż jedno pole";
        RowsFromWithin(name: String) = "`{name}` over all rows, from within one",
            "`{name}` ze wszystkich wierszy, czytane z jednego z nich";
        NotInRepeat(name: String) = "`{name}` does not stand in a repeat",
            "`{name}` nie jest w powtarzanej grupie";
        RepeatInRepeat = "a repeat in a repeat", "powtarzana grupa w powtarzanej grupie";
        OverRepeat = "it goes over a repeat, not over a field of it",
            "obejmuje powtarzaną grupę, a nie jej pole";

        // Functions of XPath.
        CoalescedTypes = "coalesce() of values of two types", "coalesce() na wartościach dwóch typów";
        OnceInside = "once() below other functions", "once() wewnątrz innych funkcji";
        ComputedPattern = "regex() with a pattern that is not written out",
            "regex() ze wzorcem, który nie jest podany wprost";
        OfNoChoice(function: &'static str) = "{function}() of what is no choice",
            "{function}() na czymś, co nie jest wyborem";
        OfNoChoices = "selected-at() of what is no choice of several",
            "selected-at() na czymś, co nie jest wyborem wielu opcji";
        OfNotOneChoice = "jr:choice-name() of what is no choice of one",
            "jr:choice-name() na czymś, co nie jest wyborem jednej opcji";
        ComputedPlace(function: &'static str) = "{function}() with a place that is not written out",
            "{function}() z miejscem, które nie jest podane wprost";
        DateSpelling(function: String) = "{function}(): dates have no other spelling here",
            "{function}(): daty nie mają tu innego zapisu";
        Position = "position(): rows have no number here; add a field for it",
            "position(): wiersze nie mają tu numerów; dodaj na nie pole";
        Random(function: String) = "{function}(): nothing is random here",
            "{function}(): nic tu nie jest losowe";
        Pulldata = "pulldata(): its file is not part of the workbook",
            "pulldata(): tego pliku nie ma w skoroszycie";
        NoFunction(function: String, count: usize) = "{function}() with {count} arguments has no counterpart here",
            "{function}() nie ma tu odpowiednika (argumentów: {count})";

        // Dates in XPath.
        NoDate(text: String) = "`{text}` is no date; write YYYY-MM-DD",
            "`{text}` nie jest datą; napisz RRRR-MM-DD";
        MakeDate = "a text is taken for a date; make the field a date",
            "tekst służy za datę; zmień typ pola na datę";
        PartsOfDays = "days are added that need not be whole", "liczba dodawanych dni nie musi być całkowita";
        DaysAsNumbers = "a date is calculated with in a way that only counts of days allow",
            "na dacie liczy się tak, jak można tylko na liczbach dni";
        DateWithMoment = "a date is compared with a moment; make both of one type",
            "data jest porównywana z datą z godziną; niech obie będą tego samego typu";
        DaysOfNoDate = "the count of days of anything but a date", "liczba dni z czegoś, co nie jest datą";
        ComputedFormat = "format-date() without a written format",
            "format-date() bez formatu podanego wprost";
        FormatAsNumber(format: String) = "dates in the format `{format}` as a number",
            "data w formacie `{format}` jako liczba";

        // XPath that cannot be read.
        NoSign(sign: char) = "`{sign}` means nothing in an XPath", "`{sign}` nic nie znaczy w XPath";
        EndlessText = "a text in it has no end", "tekst w wyrażeniu nie ma końca";
        LoneDollar = "`$` without `{{name}}`", "`$` bez `{{nazwy}}`";
        Long = "it is too long", "wyrażenie jest za długie";
        Deep = "too much stands inside one another", "za dużo zagnieżdżeń";
        LongNumber(digits: String) = "{digits} is too long", "{digits} to za długa liczba";
        Unexpected(token: String) = "{token} stands where nothing was expected",
            "{token} stoi tam, gdzie nic nie powinno stać";
        NotValue(token: String) = "{token} stands where a value was expected",
            "{token} stoi tam, gdzie powinna być wartość";
        Expected(sign: String, found: String) = "`{sign}` was expected, not {found}",
            "powinno tu być `{sign}`, a nie {found}";
        ExpectedAtEnd(sign: String) = "`{sign}` was expected, not the end", "na końcu brakuje `{sign}`";
        EndsEarly = "it ends too early", "wyrażenie kończy się za wcześnie";
        EndlessPath = "a path in it has no end", "ścieżka w wyrażeniu nie ma końca";
        SeveralFilters = "a path in it has several filters", "ścieżka w wyrażeniu ma kilka filtrów";
        UnnamedInstance = "instance() names no list", "instance() nie wskazuje listy";
        PathBehind(function: String) = "a path behind {function}()", "ścieżka za {function}()";
        FilteredRows = "a filter over the rows of a repeat", "filtr na wierszach powtarzanej grupy";
        PathToNothing = "a path that names no field", "ścieżka, która nie wskazuje pola";

        // Components that conditions of Form.io name.
        NamesNothing = "a condition that names no component", "warunek, który nie wskazuje komponentu";
        NoComponent(path: String) = "`{path}`, which names no component",
            "`{path}`, a takiego komponentu nie ma";
        NotSingle(path: String) = "`{path}`, which is no single value",
            "`{path}`, a to nie jest jedna wartość";
        OnlyValue(path: String) = "`{path}`, of which only the value is kept",
            "`{path}`, a z tego pola zostaje tylko wartość";
        NotThere(path: String) = "`{path}`, which could not be taken over",
            "`{path}`, a tego nie dało się wczytać";
        InRows(path: String) = "`{path}`, which stands in rows and is read from outside",
            "`{path}`, a to jest w wierszach i czytane jest spoza nich";
        OtherRows(path: String) = "`{path}` of other rows", "`{path}` z innych wierszy";
        NotDate(path: String) = "`{path}`, which names no date", "`{path}`, a to nie jest data";
        RowsInRows = "rows inside rows", "wiersze wewnątrz wierszy";
        OfSeveralFields = "a value of several fields", "wartość z kilku pól";
        DateSettings = "settings of the date", "ustawienia daty";

        // Comparisons in Form.io.
        NumberWith(text: String) = "a number compared with `{text}`", "liczba porównywana z `{text}`";
        WithText(ty: Ty) = "{ty} compared with a text", "{ty} w porównaniu z tekstem";
        Ordered(ty: Ty) = "{ty} that is ordered", "{ty} w porównaniu, co jest większe";
        Containing(ty: Ty) = "{ty} that contains something", "{ty} w pytaniu, czy coś zawiera";
        Operator(operator: String) = "the operator `{operator}`", "operator `{operator}`";
        Where(given: Ty, wanted: Ty) = "{given} where {wanted} is wanted", "jest {given}, a ma być {wanted}";
        OfAnotherType(ty: Ty) = "{ty} of another type", "{ty}, a pole jest innego typu";
        TextAgainstNumber = "a text compared with a number", "tekst porównywany z liczbą";
        NumberAgainstText = "a number compared with a text", "liczba porównywana z tekstem";
        NeverSame(a: Ty, b: Ty) = "{a} compared with {b}, which are never the same",
            "{a} i {b}, a to nigdy nie jest to samo";
        TextAsNumber = "a text ordered as a number", "tekst porównywany jak liczba";
        TextAsDate = "a text taken for a date", "tekst, który służy za datę";
        ListAsCondition = "a list as a condition, which is true even when it is empty",
            "lista jako warunek, w źródle spełniony nawet przy pustej liście";
        EmptyCondition = "an empty condition", "pusty warunek";
        EmptyChoice = "an empty choice", "pusty wybór";

        // Calls and values of JavaScript.
        Call(function: String) = "`{function}()`", "wywołanie `{function}()`";
        ComputedCall = "calls of computed functions", "wywołania obliczanych funkcji";
        OfText(function: String) = "`{function}()` of a text", "`{function}()` na tekście";
        OfNoText(function: String) = "`{function}()` of what is no text",
            "`{function}()` na czymś, co nie jest tekstem";
        OfNoNumber(function: String) = "`{function}()` of what is no number",
            "`{function}()` na czymś, co nie jest liczbą";
        OfYesNo(function: String) = "`{function}()` of a yes/no", "`{function}()` na polu tak/nie";
        OfNoFunction(function: String) = "`{function}()` of no function", "`{function}()` bez funkcji";
        OfNoTable(function: String) = "`{function}()` over what is no table",
            "`{function}()` na czymś, co nie jest tabelą";
        OverNoTable(function: String, path: String) = "`{function}()` over `{path}`, which is no table",
            "`{function}()` na `{path}`, a to nie jest tabela";
        IncludesOthers = "`includes()` of other values than texts",
            "`includes()` na wartościach innych niż teksty";
        NestedRows = "functions over rows inside one another", "zagnieżdżone funkcje na wierszach";
        Number(digits: String) = "the number {digits}", "liczba {digits}";
        Name(name: String) = "`{name}`", "nazwa `{name}`";
        NeitherDataNorRow = "what is neither `data` nor `row`", "coś, co nie jest ani `data`, ani `row`";
        ListOfOthers = "a list of anything but texts", "lista czegoś innego niż teksty";
        FunctionAsValue = "a function as a value", "funkcja jako wartość";
        NeverSet(name: String) = "`{name}` that is never set", "`{name}` bez nadanej wartości";
        SeveralOperators = "an object with several operators", "obiekt z kilkoma operatorami";
        UnnamedVar = "`var` without a name", "`var` bez nazwy";

        // Programs that cannot be read.
        Length = "its length", "zbyt długi program";
        Depth = "its depth", "zbyt głębokie zagnieżdżenie";
        Word(word: String) = "`{word}`", "słowo `{word}`";
        Template = "template texts", "szablony tekstów";
        OddNumber = "numbers that are not plain decimals", "liczby inne niż zwykłe dziesiętne";
        Sign(sign: char) = "the sign `{sign}`", "znak `{sign}`";
        EndlessComment = "a comment without an end", "komentarz bez końca";
        TextWithoutEnd = "a text without an end", "tekst bez końca";
        Escapes = "escapes in texts", "sekwencje z ukośnikiem w tekstach";
        MissingSign(sign: String) = "a `{sign}` that is missing", "brakujące `{sign}`";
        MissingName = "a name that is missing", "brakująca nazwa";
        ComputedMember = "members whose names are computed", "składowe o obliczanych nazwach";
        EarlyEnd = "an end that comes too early", "za wczesny koniec";
        SignForValue(sign: &'static str) = "`{sign}` where a value is wanted",
            "`{sign}` tam, gdzie powinna być wartość";
        NoBody = "a function without a body", "funkcja bez treści";
        SeveralStatements = "functions of several statements", "funkcje z kilku instrukcji";
        NoAssignment = "statements that are no assignment", "instrukcje, które nie są przypisaniem";
    }
}
