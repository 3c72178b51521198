//! Companies and contacts: added once, changed by one at a time, found by folded words, listed in Polish order.

use crate::support::{each_engine, problems, status};
use backend::{
    directory::{companies, contacts},
    search::search,
};
use records::{
    AppError, Json, Uuid,
    companies::{ChangeCompany, CompanyFilter, CompanyOrder, NewCompany},
    contacts::NewContact,
    search::Found,
    users::Role,
};

fn company(name: &str) -> NewCompany {
    NewCompany { name: name.into(), ..Default::default() }
}

fn text(text: &str) -> CompanyFilter {
    CompanyFilter { text: Some(text.into()), ..Default::default() }
}

#[tokio::test]
async fn a_company_needs_only_a_name() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.acting("Ewa", Role::Employee).await);
        let (made, new) = companies::create(backend, &ctx, company("  Żółw sp. z o.o. ")).await.unwrap();
        assert!(new);
        assert_eq!(made.data.name, "Żółw sp. z o.o.");
        assert_eq!(made.revision, 1);
        assert_eq!(companies::get(backend, &ctx, made.id).await.unwrap(), made);
        assert_eq!(ground.count("SELECT count(*) FROM changes WHERE entity = 'company'").await, 1);
        let card = companies::card(backend, &ctx, made.id).await.unwrap();
        assert_eq!(card.company, made);
        assert!(card.contacts.is_empty() && card.recent_events.is_empty());
        assert_eq!(companies::get(backend, &ctx, Uuid::now_v7()).await, Err(AppError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn every_problem_of_a_company_is_told_at_once() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.acting("Ewa", Role::Employee).await);
        let wrong = NewCompany {
            name: " ".into(),
            nip: Some("526-000-12-47".into()),
            city: Some("Kraków\0".into()),
            email: Some("biuro".into()),
            note: Some("x".repeat(10_001)),
            ..Default::default()
        };
        let found = problems(companies::create(backend, &ctx, wrong).await);
        let expected = ["name: required", "nip: format", "email: format", "city: type", "note: max_length"]
            .map(String::from);
        assert_eq!(found, expected);
        let nobody = NewCompany { account_manager: Some(Uuid::now_v7()), ..company("A") };
        assert_eq!(problems(companies::create(backend, &ctx, nobody).await), ["account_manager: reference"]);
        assert_eq!(ground.count("SELECT count(*) FROM companies").await, 0);
        let right = NewCompany {
            nip: Some("PL 526-000-12-46".into()),
            city: Some(String::new()),
            account_manager: Some(ctx.user.id),
            ..company("A")
        };
        let (made, _) = companies::create(backend, &ctx, right).await.unwrap();
        assert_eq!(made.data.nip.as_deref(), Some("5260001246"));
        assert_eq!(made.data.city, None);
        assert_eq!(made.account_manager_name.as_deref(), Some("Ewa"));
    })
    .await;
}

#[tokio::test]
async fn a_command_takes_effect_once() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.acting("Ewa", Role::Employee).await);
        let command = NewCompany { id: Some(Uuid::new_v4()), ..company("Kowalski") };
        let send = || companies::create(backend, &ctx, command.clone());
        let answers = futures::future::join_all((0..8).map(|_| send())).await;
        let made = answers.iter().filter(|answer| answer.as_ref().unwrap().1).count();
        assert_eq!(made, 1, "{}", ground.engine);
        assert_eq!(ground.count("SELECT count(*) FROM companies").await, 1);
        assert_eq!(ground.count("SELECT count(*) FROM changes WHERE entity = 'company'").await, 1);

        // The record as it is now, before anything is validated.
        let id = command.id.unwrap();
        let renamed = ChangeCompany { revision: 1, name: Some("Nowak".into()), ..Default::default() };
        companies::change(backend, &ctx, id, renamed).await.unwrap();
        let (now, new) = send().await.unwrap();
        assert_eq!((now.data.name.as_str(), new), ("Nowak", false));

        let other = NewCompany { id: Some(id), ..company("Another") };
        let bare =
            |answer: Result<_, AppError>| matches!(answer, Err(AppError::Conflict { current: None, .. }));
        assert!(bare(companies::create(backend, &ctx, other).await));
        let sender = ground.acting("Jan", Role::Employee).await;
        assert!(bare(companies::create(backend, &sender, command.clone()).await));
        // The id of a company that came without one.
        let (made, _) = companies::create(backend, &ctx, company("Plain")).await.unwrap();
        let taken = NewCompany { id: Some(made.id), ..company("Plain") };
        assert!(bare(companies::create(backend, &ctx, taken).await));
        assert_eq!(ground.count("SELECT count(*) FROM companies").await, 2);
    })
    .await;
}

#[tokio::test]
async fn of_two_changes_of_one_revision_one_is_stale() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.acting("Ewa", Role::Employee).await);
        let (made, _) = companies::create(backend, &ctx, company("A")).await.unwrap();
        let change =
            |city: &str| ChangeCompany { revision: 1, city: Some(Some(city.into())), ..Default::default() };
        let (one, other) = tokio::join!(
            companies::change(backend, &ctx, made.id, change("Gdańsk")),
            companies::change(backend, &ctx, made.id, change("Łódź")),
        );
        let mut statuses = [status(&one), status(&other)];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{}", ground.engine);
        let (won, lost) = if one.is_ok() { (one, other) } else { (other, one) };
        let won = won.unwrap();
        assert_eq!(won.revision, 2);
        let current = lost.unwrap_err().current().unwrap();
        assert_eq!(current.get("city"), Some(&Json::from(won.data.city.as_deref().unwrap())));
        assert_eq!(current.get("revision"), Some(&Json::from(2u64)));
        assert_eq!(status(&companies::change(backend, &ctx, Uuid::now_v7(), change("X")).await), 404);
    })
    .await;
}

#[tokio::test]
async fn a_change_leaves_what_it_does_not_name() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.acting("Ewa", Role::Employee).await);
        let new = NewCompany { city: Some("Sopot".into()), phone: Some("123456789".into()), ..company("A") };
        let (made, _) = companies::create(backend, &ctx, new).await.unwrap();
        let change = ChangeCompany { revision: 1, phone: Some(None), ..Default::default() };
        let changed = companies::change(backend, &ctx, made.id, change).await.unwrap();
        assert_eq!((changed.data.city.as_deref(), changed.data.phone), (Some("Sopot"), None));
        let empty = ChangeCompany { revision: 2, name: Some("".into()), ..Default::default() };
        assert_eq!(problems(companies::change(backend, &ctx, made.id, empty).await), ["name: required"]);
    })
    .await;
}

#[tokio::test]
async fn a_change_that_says_nothing_new_is_none() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.acting("Ewa", Role::Employee).await);
        let (made, _) = companies::create(backend, &ctx, company("Sowa")).await.unwrap();
        let change = |revision| ChangeCompany { revision, name: Some("Sowa".into()), ..Default::default() };
        assert_eq!(companies::change(backend, &ctx, made.id, change(1)).await.unwrap().revision, 1);
        assert_eq!(status(&companies::change(backend, &ctx, made.id, change(9)).await), 409);
    })
    .await;
}

#[tokio::test]
async fn words_are_found_by_their_folded_beginnings() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.acting("Ewa", Role::Employee).await);
        let turtle = NewCompany {
            nip: Some("526-000-12-46".into()),
            city: Some("Łódź".into()),
            ..company("Żółw i \"Synowie\" sp. z o.o.")
        };
        let (made, _) = companies::create(backend, &ctx, turtle).await.unwrap();
        companies::create(backend, &ctx, company("Zola")).await.unwrap();
        companies::create(backend, &ctx, company("Synowie Żółwia 3M24h")).await.unwrap();
        let check = async |question: &str, expected: &[&str]| {
            let page = companies::list(backend, &ctx, text(question)).await.unwrap();
            let names: Vec<_> = page.items.iter().map(|row| row.name.as_str()).collect();
            assert_eq!(names, expected, "{question} on {}", ground.engine);
        };
        let turtle = "Żółw i \"Synowie\" sp. z o.o.";
        check("zolw", &["Synowie Żółwia 3M24h", turtle]).await;
        check("ŻÓŁW syn", &["Synowie Żółwia 3M24h", turtle]).await;
        check("olw", &[]).await;
        check("lodz zolw", &[turtle]).await;
        check("526-000-12-46", &[turtle]).await;
        check("52600", &[turtle]).await;
        check("3m2", &["Synowie Żółwia 3M24h"]).await;
        check("o.o.", &[turtle]).await;
        check("'; DROP TABLE \"x\" *", &[]).await;
        check("?", &[]).await;
        check(" ", &["Synowie Żółwia 3M24h", "Zola", turtle]).await;

        let change = ChangeCompany { revision: 1, name: Some("Bocian".into()), ..Default::default() };
        companies::change(backend, &ctx, made.id, change).await.unwrap();
        check("zolw", &["Synowie Żółwia 3M24h"]).await;
        check("bocian lodz", &["Bocian"]).await;
        assert_eq!(
            problems(companies::list(backend, &ctx, text(&"x".repeat(201))).await),
            ["text: max_length"]
        );
    })
    .await;
}

#[tokio::test]
async fn one_search_finds_companies_and_says_nothing_of_an_empty_text() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.acting("Ewa", Role::Employee).await);
        for name in ["Żółw sp. z o.o.", "Browar Źródło", "Żuraw"] {
            companies::create(backend, &ctx, company(name)).await.unwrap();
        }
        let found = search(backend, &ctx, "zol").await.unwrap();
        assert_eq!(found.companies.len(), 1);
        assert_eq!(found.companies[0].name, "Żółw sp. z o.o.");
        assert!(found.events.is_empty());
        assert_eq!(search(backend, &ctx, "  ").await.unwrap(), Found::default());
    })
    .await;
}

#[tokio::test]
async fn cursors_give_each_company_once_in_polish_order() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.acting("Ewa", Role::Employee).await);
        let beginnings = ["Łabędź", "Lis", "Ćma", "Cis", "Żuk", "Zebra", "Ślimak", "Sowa", "ala", "Ówdzie"];
        for number in 0..120 {
            // Some share their name.
            let name = format!("{} {}", beginnings[number % 10], number / 40);
            companies::create(backend, &ctx, company(&name)).await.unwrap();
        }
        let mut found = Vec::new();
        let mut after = None;
        loop {
            let filter = CompanyFilter { limit: Some(7), after, ..Default::default() };
            let page = companies::list(backend, &ctx, filter).await.unwrap();
            found.extend(page.items);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let mut ids: Vec<_> = found.iter().map(|row| row.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((found.len(), ids.len()), (120, 120), "{}", ground.engine);
        let mut order: Vec<_> = found.iter().map(|row| row.name.split(' ').next().unwrap()).collect();
        order.dedup();
        let polish = ["ala", "Cis", "Ćma", "Lis", "Łabędź", "Ówdzie", "Sowa", "Ślimak", "Zebra", "Żuk"];
        assert_eq!(order, polish);

        // The other way round it is the same list.
        let mut reversed = Vec::new();
        let order = CompanyOrder::NameDescending;
        loop {
            let filter = CompanyFilter { limit: Some(7), after, order, ..Default::default() };
            let page = companies::list(backend, &ctx, filter).await.unwrap();
            reversed.extend(page.items);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        reversed.reverse();
        assert_eq!(reversed, found, "{}", ground.engine);

        let wrong =
            |limit, after: &str| CompanyFilter { limit, after: Some(after.into()), ..Default::default() };
        assert_eq!(problems(companies::list(backend, &ctx, wrong(None, "?")).await), ["after: format"]);
        assert_eq!(problems(companies::list(backend, &ctx, wrong(Some(0), "?")).await), ["limit: min"]);
        assert_eq!(problems(companies::list(backend, &ctx, wrong(Some(201), "?")).await), ["limit: max"]);
        // Words and cursors together.
        let first = CompanyFilter { text: Some("lab".into()), limit: Some(10), ..Default::default() };
        let page = companies::list(backend, &ctx, first.clone()).await.unwrap();
        let rest = CompanyFilter { after: page.next.clone(), ..first };
        let rest = companies::list(backend, &ctx, rest).await.unwrap();
        assert_eq!((page.items.len(), rest.items.len(), rest.next), (10, 2, None));
    })
    .await;
}

#[tokio::test]
async fn of_very_many_found_the_first_by_name_are_shown() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.acting("Ewa", Role::Employee).await);
        let sqlite = ground.engine == "SQLite";
        let (id, numbers, words) = if sqlite {
            let numbers = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) SELECT i FROM n)";
            ("randomblob(16)", numbers, "(rowid, words) SELECT seq, 'sklep ' || nip")
        } else {
            let words = "(seq, words) SELECT seq, array_to_tsvector(ARRAY['sklep', nip])";
            ("gen_random_uuid()", "(SELECT i FROM generate_series(1, 3000) i) n", words)
        };
        let key = if sqlite { "CAST(i % 50 AS BLOB)" } else { "convert_to(CAST(i % 50 AS TEXT), 'UTF8')" };
        ground
            .run(&format!(
                "INSERT INTO companies (id, name, name_key, nip, created_at, revision) \
                 SELECT {id}, 'Sklep', {key}, CAST(i AS TEXT), 0, 1 FROM {numbers}"
            ))
            .await;
        ground.run(&format!("INSERT INTO company_search {words} FROM companies")).await;
        let mut found = Vec::new();
        let mut filter = CompanyFilter { limit: Some(200), ..text("skl") };
        loop {
            let page = companies::list(backend, &ctx, filter.clone()).await.unwrap();
            found.extend(page.items.into_iter().map(|row| row.id));
            filter.after = page.next;
            if filter.after.is_none() {
                break;
            }
        }
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), 3000, "{}", ground.engine);
        let one = companies::list(backend, &ctx, text("sklep 2999")).await.unwrap();
        assert_eq!(one.items.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn companies_of_an_account_manager() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.acting("Ewa", Role::Employee).await);
        let own = NewCompany { account_manager: Some(ctx.user.id), ..company("B") };
        companies::create(backend, &ctx, own).await.unwrap();
        companies::create(backend, &ctx, company("A")).await.unwrap();
        let filter = CompanyFilter { account_manager: Some(ctx.user.id), ..Default::default() };
        let page = companies::list(backend, &ctx, filter).await.unwrap();
        assert_eq!(page.items.len(), 1);
        assert_eq!(page.items[0].account_manager_name.as_deref(), Some("Ewa"));
    })
    .await;
}

#[tokio::test]
async fn who_only_reads_changes_nothing() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.acting("Olga", Role::ReadOnly).await);
        assert_eq!(status(&companies::create(backend, &ctx, company("A")).await), 403);
        assert_eq!(status(&companies::list(backend, &ctx, text("a")).await), 200);
        let contact = NewContact { name: "X".into(), ..Default::default() };
        assert_eq!(status(&contacts::create(backend, &ctx, contact).await), 403);
    })
    .await;
}
