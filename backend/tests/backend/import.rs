//! Moving in from CSV: what becomes of rows, what is refused and how, and that running it again adds nothing.

use std::time::Instant;

use crate::support::{Ground, each_engine};
use backend::{
    Ctx,
    events::{self, types},
    import::{self, ImportError, Map, Report},
};
use records::{
    events::{EventFilter, LogKind, Source},
    users::Role,
};

const MAP: &str = r#"
source = "old registry"

[file]
delimiter = ";"
encoding = "windows-1250"
empty = ["NULL"]

[companies]
key = "{client}"
name = "{client}"
nip = "{nip}"

[employees]
key = "{who}"
name = "Pracownik {who}"

[events]
type = "{what}"
occurred_at = "{day} {time}"
format = "%d.%m.%Y %H:%M"
note = "{note}"

[[types]]
value = "Wizyta"
key = "visit_imported"
name = { en = "Visit", pl = "Wizyta" }
numbering = { pattern = "W/{seq}/{YYYY}", reset = "yearly" }

[[fields]]
column = "km"
key = "km"
type = "decimal"
label = { en = "Kilometres", pl = "Kilometry" }
types = ["Wizyta"]

[[fields]]
column = "kind"
key = "kind"
type = "choice"
label = { en = "Kind", pl = "Rodzaj" }
options = { s = { en = "Service", pl = "Serwis" } }
"#;

const FILE: &str = "client;nip;who;what;day;time;note;km;kind\n\
    Żółw sp. z o.o.;526-000-12-46;1;Wizyta;02.03.2019;10:00;Pierwsza;12,50;s\n\
    Żółw sp. z o.o.;;1;Wizyta;01.03.2019;11:30;\"Druga; w cudzysłowie \"\"tak\"\"\";NULL;s\n\
    Żółw sp. z o.o.;;2;Telefon;05.03.2019;09:15;;;t\n\
    Żółw sp. z o.o.;;2;Telefon;05.03.2019;09:15;;;t\n\
    ;;2;Telefon;06.03.2019;09:15;bez firmy;;\n";

fn map(text: &str) -> Map {
    Map::parse(text).unwrap_or_else(|error| panic!("{}", error.0))
}

fn windows(text: &str) -> Vec<u8> {
    // The few letters of the samples; Windows-1250 has them in one byte each.
    let byte = |letter: char| match letter {
        'Ż' => 0xaf,
        'ó' => 0xf3,
        'ł' => 0xb3,
        ascii => ascii as u8,
    };
    text.chars().map(byte).collect()
}

async fn run(ground: &Ground, ctx: &Ctx, map: &Map, file: &[u8]) -> Report {
    import::run(&ground.backend, ctx, map, file, &|_| ()).await.unwrap_or_else(|error| panic!("{error}"))
}

async fn importer(ground: &Ground) -> Ctx {
    import::context(import::actor(&ground.backend, None).await.expect("somebody"))
}

/// The refused rows as `line path:code …`.
fn refused(report: &Report) -> Vec<String> {
    let show = |refusal: &import::Refusal| {
        let problems = refusal.problems.iter().map(|one| format!(" {}:{}", one.path, one.code));
        format!("{}{}", refusal.line, problems.collect::<String>())
    };
    report.refused.iter().map(show).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_become_history() {
    each_engine(|ground| async move {
        let ctx = importer(&ground).await;
        let map = map(MAP);
        let file = windows(FILE);
        let planned = import::dry_run(&ground.backend, &ctx, &map, file.as_slice(), &|_| ()).await.unwrap();
        let first =
            "5 rows: 5 events imported, 0 already there, 0 refused; 1 companies, 2 employees, 2 event types";
        assert_eq!(planned.to_string(), first);
        assert_eq!(ground.count("SELECT COUNT(*) FROM events").await, 0);
        assert_eq!(ground.count("SELECT COUNT(*) FROM companies").await, 0);

        assert_eq!(run(&ground, &ctx, &map, &file).await.to_string(), first);
        let all = EventFilter { limit: Some(50), ..EventFilter::default() };
        let events = events::list(&ground.backend, &ctx, all).await.unwrap().items;
        let visits: Vec<_> = events.iter().rev().filter(|event| event.r#type == "visit_imported").collect();
        // Numbers follow the file, not the dates.
        assert_eq!(visits[1].number.as_deref(), Some("W/1/2019"));
        assert_eq!(visits[0].number.as_deref(), Some("W/2/2019"));
        assert_eq!(visits[0].note, "Druga; w cudzysłowie \"tak\"");
        assert_eq!(visits[1].occurred_at.to_rfc3339(), "2019-03-02T09:00:00Z");
        assert_eq!(visits[1].company_name.as_deref(), Some("Żółw sp. z o.o."));
        assert_eq!(visits[1].performed_by_name, "Pracownik 1");
        assert_eq!(visits[1].registered_by, ctx.user.id);
        assert_eq!(visits[1].source, Source::Import);
        let whole = events::get(&ground.backend, &ctx, visits[1].id).await.unwrap();
        assert_eq!(whole.values.to_string(), r#"{"km":"12.50","kind":"s"}"#);
        let log = events::log(&ground.backend, &ctx, visits[1].id).await.unwrap();
        let kinds: Vec<_> = log.iter().map(|entry| entry.kind).collect();
        assert_eq!(kinds, [LogKind::Registered, LogKind::BackDated, LogKind::OnBehalf]);
        assert_eq!(events.iter().filter(|event| event.company.is_none()).count(), 1);
        let calls = types::get(&ground.backend, &ctx, "telefon").await.unwrap();
        assert_eq!(
            calls.form.at("/nodes/0/options/0/label/pl").and_then(|label| label.as_str()),
            Some("Serwis")
        );
        assert!(calls.form.at("/nodes/1").is_none(), "km belongs to visits");
        assert_eq!(calls.rules.backdating, None);

        let again = run(&ground, &ctx, &map, &file).await;
        let nothing =
            "5 rows: 0 events imported, 5 already there, 0 refused; 0 companies, 0 employees, 0 event types";
        assert_eq!(again.to_string(), nothing);
        // Another administrator, more rows, one more of the same: only what is new comes in.
        let other = import::context(ground.person("Ada", Role::Administrator).await);
        let repeated = FILE.lines().nth(4).unwrap();
        let longer = windows(&format!("{FILE}{repeated}\nNowa;;3;Wizyta;01.01.2020;08:00;;7;s\n"));
        let longer = run(&ground, &other, &map, &longer).await;
        let more =
            "7 rows: 2 events imported, 5 already there, 0 refused; 1 companies, 1 employees, 0 event types";
        assert_eq!(longer.to_string(), more);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_rows_are_told_and_the_rest_comes_in() {
    each_engine(|ground| async move {
        let ctx = importer(&ground).await;
        let file = "client,nip,who,what,at,km,hot\n\
            A,,1,Visit,2019-03-02T10:00:00Z,1,tak\n\
            A,,1,Visit,2.3.2019,x,\n\
            A,,1,Visit,2019-02-30T10:00:00Z,1\n\
            B,123,1,Visit,2019-03-02T10:00:00Z,1,nie\n\
            A,,1,,2019-03-02T10:00:00Z,1,\n\
            A,,1,Visit,2019-03-02T10:00:00Z,many,perhaps\n\
            A,,1,Visit,1850-03-02T10:00:00Z,1,\n\
            A,,1,Visit,,1,\n\
            A\u{0}B,,1,Visit,2019-03-02T10:00:00Z,1,\n";
        let mut file = file.as_bytes().to_vec();
        file.extend(b"\xff,,1,Visit,2019-03-02T10:00:00Z,1,\n");
        file.extend(b"\"A\",,1,\"Visit\",2019-03-02T10:00:00Z,2,\n");
        let map = map(r#"
            source = "x"
            companies = { key = "{client}", name = "{client}", nip = "{nip}" }
            employees = { key = "{who}", name = "{who}" }
            events = { type = "{what}", occurred_at = "{at}" }
            [[fields]]
            column = "km"
            key = "km"
            type = "integer"
            label = { en = "km" }
            [[fields]]
            column = "hot"
            key = "hot"
            type = "boolean"
            label = { en = "Hot" }
        "#);
        let expected = [
            "3 occurred_at:format",
            "4 :columns",
            "5 company.nip:format",
            "6 type:required",
            "7 values.km:type values.hot:type",
            "8 occurred_at:limit",
            "9 occurred_at:required",
            "10 company.name:type",
            "11 client:encoding",
        ];
        let planned = import::dry_run(&ground.backend, &ctx, &map, file.as_slice(), &|_| ()).await.unwrap();
        // The limits of dates are judged only at registration.
        let known = expected.iter().filter(|line| !line.starts_with('8')).copied().collect::<Vec<_>>();
        assert_eq!(refused(&planned), known);
        let report = run(&ground, &ctx, &map, &file).await;
        assert_eq!(refused(&report), expected);
        assert_eq!(report.imported, 2);
        assert_eq!(ground.count("SELECT COUNT(*) FROM events").await, 2);
        assert_eq!(report.refused[0].row, "A,,1,Visit,2.3.2019,x,");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_map_that_does_not_fit_writes_nothing() {
    each_engine(|ground| async move {
        let ctx = importer(&ground).await;
        let head = "source = 'x'\nevents = { type = '{a}', occurred_at = '{b}' }\n";
        let check = async |more: &str, word: &str| {
            let sentence = match Map::parse(&format!("{head}{more}")) {
                Err(error) => error.0,
                Ok(map) => {
                    let file = "a,b\nVisit,2019-03-02\nCalled client,2019-03-02\n";
                    match import::run(&ground.backend, &ctx, &map, file.as_bytes(), &|_| ()).await {
                        Err(ImportError::Map(error)) => error.0,
                        other => panic!("{more}: {other:?}"),
                    }
                }
            };
            assert!(sentence.contains(word) && !sentence.contains('\n'), "{more}: {sentence}");
        };
        let field = |rest: &str| format!("[[fields]]\nlabel = {{ en = 'F' }}\n{rest}");
        check("sauce = 1", "sauce").await;
        check("companies = { key = '{c}', name = 'N' }", "\"c\"").await;
        check("companies = { key = '{a}', name = 'N', nap = '{a}' }", "companies.nap").await;
        check("companies = { key = '{a', name = 'N' }", "brace").await;
        check("file = { encoding = 'utf-7' }", "utf-7").await;
        check("file = { delimiter = 'ab' }", "line 3").await;
        check(&field("column = 'z'\nkey = 'z'\ntype = 'text'"), "\"z\"").await;
        check(&field("column = 'a'\nkey = 'z'\ntype = 'file'"), "file").await;
        check(&field("column = 'a'\nkey = 'Z'\ntype = 'text'"), "\"Z\"").await;
        check(&field("column = 'a'\nkey = 'today'\ntype = 'text'"), "form").await;
        check("[[types]]\nvalue = 'Visit'\nexisting = 'nowhere'", "nowhere").await;
        check("[[types]]\nvalue = 'Visit'\ncolor = 'red'", "color").await;
        check("[[types]]\nvalue = 'Visit'\nkey = 'called_client'", "called_client").await;
        assert_eq!(ground.count("SELECT COUNT(*) FROM event_types").await, 7);
        assert_eq!(ground.count("SELECT COUNT(*) FROM users").await, 0, "nor is anybody made who imports");
        let many: String = (0..300).map(|n| format!("Visit,2019-03-02,{n}\n")).collect();
        let choice = map(&format!("{head}{}", field("column = 'c'\nkey = 'c'\ntype = 'choice'")));
        let file = format!("a,b,c\n{many}");
        let error = import::run(&ground.backend, &ctx, &choice, file.as_bytes(), &|_| ()).await.unwrap_err();
        assert!(error.to_string().contains("200"), "{error}");
        let ewa = ground.person("Ewa", Role::Employee).await;
        ground.run("UPDATE users SET active = FALSE").await;
        let refused = import::actor(&ground.backend, Some("ewa")).await;
        assert!(matches!(refused, Err(records::AppError::Forbidden { .. })), "{refused:?}");
        let employee = import::context(ewa);
        let refused = import::run(&ground.backend, &employee, &choice, file.as_bytes(), &|_| ()).await;
        assert!(matches!(refused, Err(ImportError::App(_))));
    })
    .await;
}

/// The real file is not ours to keep: the folder that holds it is named by a variable.
#[tokio::test(flavor = "multi_thread")]
async fn the_help_desk() {
    let Ok(folder) = std::env::var("KRONIKA_TEST_DATA") else {
        eprintln!("the help desk's file was skipped: KRONIKA_TEST_DATA is not set");
        return;
    };
    let file = std::fs::read(format!("{folder}/helpdesk.csv")).expect("helpdesk.csv");
    let map = map(include_str!("../../../docs/examples/helpdesk.toml"));
    each_engine(move |ground| {
        let (map, file) = (map.clone(), file.clone());
        async move {
            let ctx = importer(&ground).await;
            let start = Instant::now();
            let report = run(&ground, &ctx, &map, &file).await;
            eprintln!("{}: {:?}", ground.engine, start.elapsed());
            let done = "21348 rows: 21348 events imported, 0 already there, 0 refused; \
                397 companies, 22 employees, 14 event types";
            assert_eq!(report.to_string(), done);
            assert_eq!(ground.count("SELECT COUNT(*) FROM events").await, 21_348);
            assert_eq!(ground.count("SELECT COUNT(*) FROM event_values").await, 21_348 * 8);
            let again = run(&ground, &ctx, &map, &file).await;
            assert_eq!((again.imported, again.already_there), (0, 21_348));
            eprintln!("{} with the second run: {:?}", ground.engine, start.elapsed());
        }
    })
    .await;
}
