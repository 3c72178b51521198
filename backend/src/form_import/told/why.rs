//! Why something was left out, and what can be done about it.

use forms::FormProblem;

use super::{Obstacle, told};

told! {
    /// Why the form does not hold something, or holds it in another way, and what can be done about it.
    Why {
        // Expressions.
        ByHand(why: Obstacle) = "{why}; enter it by hand", "{why}; wpisz to ręcznie";
        Uses(why: Obstacle) = "it uses {why}, for which there is no expression here; enter it by hand",
            "nie ma tu na to wyrażenia: {why}; wpisz to ręcznie";
        Reads(why: Obstacle) = "it reads {why}; enter it as a rule",
            "nie da się tego odczytać: {why}; wpisz to jako regułę";
        Circle = "it depends on itself in a circle; break the circle and enter it again",
            "zależy w kółko od siebie; przerwij to kółko i wpisz jeszcze raz";
        LookAround = "the pattern holds what linear-time patterns have not, such as look-arounds; write it without",
            "wzorzec używa czegoś, czego tutejsze wzorce nie mają (np. look-around); zapisz go bez tego";
        LongExpression = "it is too long or too deep for one expression; split it with computed fields",
            "za długie lub za głęboko zagnieżdżone na jedno wyrażenie; podziel je, dodając pola obliczane";
        NotTaken(problem: FormProblem) = "the form does not take it ({problem}); enter it by hand",
            "formularz tego nie przyjmuje ({problem}); wpisz to ręcznie";
        DoesNotFit(problem: FormProblem) = "it does not fit the form ({problem}); enter it by hand",
            "nie pasuje do formularza ({problem}); wpisz to ręcznie";
        NothingComputed = "it computes nothing; write its calculation",
            "niczego nie oblicza; dopisz obliczenie";
        Offered = "all options are offered, and one that the filter would hide is refused by a rule",
            "widać wszystkie opcje, a tę, którą filtr by ukrył, odrzuca reguła";
        Nowhere = "no component is called so; it is taken for empty, as it is in the source",
            "żaden komponent tak się nie nazywa; liczy się jako puste, tak jak w źródle";
        Logic = "it changes the form while it is filled in; enter what it does as conditions by hand",
            "zmienia formularz w czasie wypełniania; wpisz ręcznie jej działanie jako warunki";
        ComputedAnew = "values are computed anew whenever what they read changes",
            "wartości obliczają się od nowa, gdy tylko zmieni się to, z czego korzystają";

        // Sizes and nesting.
        Full = "a form holds 2,000 fields; split this one", "formularz mieści 2000 pól; podziel go";
        ManyRows = "with more, judging the form at its worst would take too long; raise it by hand where needed",
            "przy większej liczbie sprawdzanie formularza mogłoby trwać za długo; w razie potrzeby zwiększ ją ręcznie";
        TooDeep = "it stands too deep in others; move it out",
            "jest za głęboko w innych elementach; wyjmij to z nich";
        RepeatInRepeat = "it stands in another repeat, and a table holds no tables; one row of it became a group, \
                          more can be had by a table of its own beside the other",
            "jest w innej powtarzanej grupie, a tabela nie może zawierać tabeli; jeden wiersz stał się grupą, \
             na więcej wierszy zrób osobną tabelę obok";
        RowsInRows = "it stands in rows itself, and a table holds no tables; one row of it became a section, more \
                      can be had by a table of its own beside the other",
            "jest w wierszach, a tabela nie może zawierać tabeli; jeden wiersz stał się sekcją, \
             na więcej wierszy zrób osobną tabelę obok";
        EndMissing = "it is missing; the group was ended with the sheet",
            "nie ma go; grupa skończyła się razem z arkuszem";
        NothingOpen = "nothing of the kind is open here; check the groups around it",
            "nic takiego nie jest tu otwarte; sprawdź grupy wokół";

        // Types.
        UnknownType(of: String) = "the type `{of}` is not known; add a field by hand",
            "typ `{of}` nie jest znany; dodaj pole ręcznie";
        BecameSection(of: String) = "the type `{of}` is not known; it became a section",
            "typ `{of}` nie jest znany; powstała z tego sekcja";
        BecameChoice(of: String) = "the type `{of}` is not known; it became a choice",
            "typ `{of}` nie jest znany; powstał z tego wybór";
        BecameText(of: String) = "the type `{of}` is not known; it became a text",
            "typ `{of}` nie jest znany; powstało z tego pole tekstowe";
        HoldsNothing(of: String) = "the type `{of}` is not known, and it holds no value",
            "typ `{of}` nie jest znany i nie ma wartości";
        NoType = "it has no type; write one, or delete it", "nie ma typu; wpisz typ albo usuń ten wiersz";
        Disabled = "it is disabled in the source", "w źródle jest wyłączony";
        NeverShown = "it is never shown in the source", "w źródle nigdy się nie pokazuje";
        NoWords = "it holds no words", "nie zawiera żadnego tekstu";
        Shapes = "there are places of one point, but no lines and areas; add a file field for a map",
            "są tu miejsca z jednego punktu, ale nie ma linii ani obszarów; na mapę dodaj pole pliku";
        SetByProgram = "a program of the source sets it; an automation may do the same",
            "ustawia to program w źródle; to samo może robić automatyzacja";
        OtherForm = "it stands in another form of the source; import that and copy its fields",
            "jest w innym formularzu źródła; wczytaj tamten i skopiuj jego pola";
        NothingAlike = "there is nothing like it; use a table", "nie ma tu niczego takiego; użyj tabeli";
        OwnButton = "not needed: forms have a button of their own",
            "niepotrzebne: formularze mają własny przycisk";
        SignedIn = "not needed: whoever registers has signed in",
            "niepotrzebne: kto rejestruje, jest zalogowany";

        // What the event knows by itself.
        LogKeeps = "the event's log keeps who registered it, when and from where; no field is needed",
            "przebieg zdarzenia pokazuje, kto, kiedy i skąd je zarejestrował; pole nie jest potrzebne";
        KeepsDay = "no field is needed: the event keeps the day it was filled in",
            "pole nie jest potrzebne: zdarzenie pamięta dzień wypełnienia";
        KeepsMoment = "no field is needed: the event keeps when it was registered",
            "pole nie jest potrzebne: zdarzenie pamięta, kiedy je zarejestrowano";
        KeepsPerson = "no field is needed: the event keeps who registered it",
            "pole nie jest potrzebne: zdarzenie pamięta, kto je zarejestrował";

        // Options.
        UnnamedChoice = "a choice wants a list_name and a name of at most 256 bytes; write them",
            "opcja musi mieć list_name i name (najwyżej 256 bajtów); dopisz je";
        WordsAndColors = "options have words and colours only; put what matters into the words",
            "opcje mają tylko nazwy i kolory; to, co ważne, napisz w nazwie";
        ExternalChoices = "the file is not part of the workbook; enter its choices as options",
            "tego pliku nie ma w skoroszycie; wpisz jego pozycje jako opcje";
        ChoicesElsewhere(list: String)
            = "they stand in `{list}`, which is not part of the workbook; it became a text, make it a choice by hand",
            "są w pliku `{list}`, którego nie ma w skoroszycie; powstało pole tekstowe, zmień je ręcznie na wybór";
        NoList(list: String)
            = "no list on the sheet choices is called `{list}`; it became a text, make it a choice by hand",
            "żadna lista w arkuszu choices nie nazywa się `{list}`; powstało pole tekstowe, zmień je ręcznie na wybór";
        FromServer = "they come from another server while the form is filled in; it became a text",
            "pochodzą z innego serwera w czasie wypełniania formularza; powstało pole tekstowe";
        FromServerLetters
            = "they come from another server while the form is filled in; it became a text of three letters",
            "pochodzą z innego serwera w czasie wypełniania formularza; powstało pole tekstowe na trzy litery";
        FromServerByHand
            = "they come from another server while the form is filled in; it became a text, make it a choice by hand",
            "pochodzą z innego serwera w czasie wypełniania formularza; powstało pole tekstowe, \
             zmień je ręcznie na wybór";
        OneText = "a list of words of one's own; it became one text",
            "lista własnych słów; powstało jedno pole tekstowe";
        NoOrder = "so many options have no order here; all of them are ticked",
            "tylu opcji nie da się tu ustawić w kolejności; zaznacza się wszystkie";
        OptionsStay = "what a field offers does not change while the form is filled in",
            "opcje pola nie zmieniają się w czasie wypełniania formularza";

        // Values.
        OneValue = "a field has one value; use a table", "pole ma jedną wartość; użyj tabeli";
        NoSecrets = "what is typed is visible; values of events are no secrets",
            "widać, co się wpisuje; wartości zdarzeń nie są tajne";
        AddressText = "an address that is looked up on a map; it became one text",
            "adres wyszukiwany na mapie; powstało jedno pole tekstowe";
        NotCompared = "values are not compared with those of other events",
            "wartości nie są porównywane z wartościami innych zdarzeń";
        InCharacters = "lengths are counted in characters", "długość liczy się w znakach";
        NoBound = "the field has no such bound; enter it as a rule",
            "pole nie ma takiego ograniczenia; wpisz je jako regułę";
        ComputedBound = "it is computed or has a time; enter it as a rule",
            "jest obliczane albo zawiera godzinę; wpisz je jako regułę";
        EndsEarly = "it ends before it starts", "koniec jest przed początkiem";
        Registers = "values come from registers of the source; give the field a default by hand",
            "wartości pochodzą z rejestrów źródła; ustaw wartość domyślną pola ręcznie";
        RegistersOfFields = "values come from registers of the source; give the fields defaults by hand",
            "wartości pochodzą z rejestrów źródła; ustaw wartości domyślne pól ręcznie";

        // Words and looks.
        SameForAll = "words are the same for everybody; `…` stands for the value",
            "teksty są takie same dla wszystkich; zamiast wartości jest `…`";
        NoMedia = "texts of a form have no pictures and sounds; describe it in words, or link to it",
            "teksty formularza nie mają obrazów ani dźwięków; opisz to słowami albo podaj link";
        OneMessage = "a missing answer has one message in all forms",
            "komunikat o braku odpowiedzi jest we wszystkich formularzach ten sam";
        FieldMessages = "messages of fields are the same in all forms; a rule has words of its own",
            "komunikaty pól są we wszystkich formularzach te same; własny tekst może mieć reguła";
        NamedByLabel = "messages name the field by its label", "komunikaty nazywają pole jego etykietą";
        Looks = "how a field looks follows from its type here; nothing of its value is lost",
            "wygląd pola wynika tu z jego typu; wartość na tym nie traci";
        OfPhones = "it steers an app for telephones; nothing of its value is lost",
            "to ustawienie aplikacji na telefon; wartość na tym nie traci";

        // Of the whole form.
        Remarks = "it says nothing that a form here knows; nothing is lost if it holds remarks",
            "tutejszy formularz nie zna niczego takiego; jeśli to uwagi, nic nie przepada";
        Numbering = "events are named by their type's numbering; set its pattern there",
            "nazwy zdarzeń biorą się z numeracji ich rodzaju; ustaw tam wzór numeru";
        NotEncrypted = "values are not encrypted by a key of the form",
            "wartości nie są szyfrowane kluczem formularza";
        SentHere = "events are sent to this server", "zdarzenia są wysyłane na ten serwer";
    }
}
