//! Contacts: people at a company, found by the beginnings of their words.

use crate::support::{each_engine, problems, status};
use backend::{
    Db,
    db::Migrate,
    directory::{companies, contacts},
    events,
    search::search,
};
use records::{
    AppError, Uuid,
    companies::NewCompany,
    contacts::{ChangeContact, ContactFilter, NewContact},
    events::EventFilter,
    users::Role,
};
use sea_orm::ConnectionTrait;

fn company(name: &str) -> NewCompany {
    NewCompany { name: name.into(), ..Default::default() }
}

#[tokio::test]
async fn contacts_belong_to_a_company() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.acting("Ewa", Role::Employee).await);
        let (firm, _) = companies::create(backend, &ctx, company("A")).await.unwrap();
        let (other, _) = companies::create(backend, &ctx, company("B")).await.unwrap();
        let new = |company: Uuid, name: &str| NewContact { company, name: name.into(), ..Default::default() };
        for name in ["Łukasz", "Lucyna", "Marek", "Lech"] {
            contacts::create(backend, &ctx, new(firm.id, name)).await.unwrap();
        }
        let (jan, _) = contacts::create(backend, &ctx, new(other.id, "Jan")).await.unwrap();
        assert_eq!(contacts::get(backend, &ctx, jan.id).await.unwrap(), jan);
        let mut names = Vec::new();
        let mut filter = ContactFilter { company: Some(firm.id), limit: Some(3), ..Default::default() };
        loop {
            let page = contacts::list(backend, &ctx, filter.clone()).await.unwrap();
            names.extend(page.items.into_iter().map(|contact| contact.name));
            filter.after = page.next;
            if filter.after.is_none() {
                break;
            }
        }
        assert_eq!(names, ["Lech", "Lucyna", "Łukasz", "Marek"]);
        let all = contacts::list(backend, &ctx, ContactFilter::default()).await.unwrap();
        assert_eq!(all.items.len(), 5);
        let card = companies::card(backend, &ctx, firm.id).await.unwrap();
        assert_eq!(card.contacts.len(), 4);

        assert_eq!(
            problems(contacts::create(backend, &ctx, new(Uuid::now_v7(), "X")).await),
            ["company: reference"]
        );
        let change =
            ChangeContact { revision: 1, email: Some(Some("jan@b.pl".into())), ..Default::default() };
        let changed = contacts::change(backend, &ctx, jan.id, change.clone()).await.unwrap();
        assert_eq!(
            (changed.email.as_deref(), changed.name.as_str(), changed.revision),
            (Some("jan@b.pl"), "Jan", 2)
        );
        assert_eq!(status(&contacts::change(backend, &ctx, jan.id, change.clone()).await), 409);
        assert_eq!(status(&contacts::change(backend, &ctx, Uuid::now_v7(), change).await), 404);
        let same = NewContact { id: Some(Uuid::new_v4()), ..new(firm.id, "Anna") };
        let (one, two) = tokio::join!(
            contacts::create(backend, &ctx, same.clone()),
            contacts::create(backend, &ctx, same)
        );
        assert_eq!([one.unwrap().1, two.unwrap().1].into_iter().filter(|new| *new).count(), 1);
        assert_eq!(ground.count("SELECT count(*) FROM changes WHERE entity = 'contact'").await, 7);
    })
    .await;
}

#[tokio::test]
async fn contacts_are_found_by_their_words() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.acting("Ewa", Role::Employee).await);
        let (firm, _) = companies::create(backend, &ctx, company("Żółw")).await.unwrap();
        let new = |name: &str, email: Option<&str>, phone: Option<&str>| NewContact {
            company: firm.id,
            name: name.into(),
            email: email.map(str::to_owned),
            phone: phone.map(str::to_owned),
            ..Default::default()
        };
        let add = async |new: NewContact| contacts::create(backend, &ctx, new).await.unwrap().0;
        add(new("Łukasz Wójcik", Some("lw@zolw.pl"), Some("+48 600-100-200"))).await;
        add(new("Lucyna Łukaszewicz", None, None)).await;
        let jan = add(new("Jan Żak", None, Some("22 600 10"))).await;
        let found = async |text: &str| {
            let filter = ContactFilter { text: Some(text.into()), ..Default::default() };
            let items = contacts::list(backend, &ctx, filter).await.unwrap().items;
            items.into_iter().map(|contact| contact.name).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(found("lukasz").await, "Lucyna Łukaszewicz, Łukasz Wójcik");
        assert_eq!(found("WOJ łuk").await, "Łukasz Wójcik");
        assert_eq!(found("lw@zolw").await, "Łukasz Wójcik");
        assert_eq!(found("+48 600 100").await, "Łukasz Wójcik");
        assert_eq!(found("22-600").await, "Jan Żak");
        assert_eq!(found("ukasz").await, "", "beginnings only");
        assert_eq!(found("?!").await, "");
        assert_eq!(found(&"luk ".repeat(50)).await, "Lucyna Łukaszewicz, Łukasz Wójcik");
        assert_eq!(found(" ").await, "Jan Żak, Lucyna Łukaszewicz, Łukasz Wójcik", "no words ask for all");

        let renamed = ChangeContact { revision: 1, name: Some("Jan Żuk".into()), ..Default::default() };
        contacts::change(backend, &ctx, jan.id, renamed).await.unwrap();
        assert_eq!((found("zak").await, found("zuk").await), (String::new(), "Jan Żuk".into()));

        let everything = search(backend, &ctx, "luk").await.unwrap();
        let people: Vec<_> =
            everything.contacts.iter().map(|one| (one.name.as_str(), one.company_name.as_str())).collect();
        assert_eq!(people, [("Lucyna Łukaszewicz", "Żółw"), ("Łukasz Wójcik", "Żółw")]);

        let long = Some("luk ".repeat(5000));
        let all = ContactFilter { text: long.clone(), ..Default::default() };
        assert_eq!(problems(contacts::list(backend, &ctx, all).await), ["text: max_length"]);
        let all = EventFilter { text: long, ..Default::default() };
        assert_eq!(problems(events::list(backend, &ctx, all).await), ["text: max_length"]);

        // A database from before there was an index gets one when it is opened.
        backend
            .db()
            .write(|tx| {
                Box::pin(async move {
                    tx.execute_unprepared("DELETE FROM contact_words")
                        .await
                        .map_err(|_| AppError::Internal)?;
                    Ok(())
                })
            })
            .await
            .unwrap();
        assert_eq!(found("zuk").await, "");
        let other = Db::open(&ground.url, Migrate::Apply).await.unwrap();
        assert_eq!(found("zuk").await, "Jan Żuk");
        other.close().await;
    })
    .await;
}
