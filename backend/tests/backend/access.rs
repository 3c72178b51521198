//! People and groups, signing in, sessions and API tokens.

use crate::support::{Ground, PASSWORD, each_engine, problems, status};
use backend::{
    Door,
    access::{groups, sessions, tokens, users},
};
use records::{
    AppError, PageRequest, Timestamp, Uuid,
    groups::{ChangeGroup, NewGroup},
    sessions::{Credentials, FirstAdministrator},
    tokens::{NewToken, Scope},
    users::{ChangePassword, ChangeUser, NewUser, Role, User, UserFilter},
};

fn credentials(login: &str, password: &str) -> Credentials {
    Credentials { login: login.into(), password: password.into() }
}

async fn sign_in(ground: &Ground, login: &str, password: &str) -> Result<sessions::SignedIn, AppError> {
    sessions::sign_in(&ground.backend, credentials(login, password), "192.0.2.1", "Firefox").await
}

fn new_user(name: &str, login: Option<&str>) -> NewUser {
    NewUser {
        id: None,
        name: name.into(),
        login: login.map(String::from),
        password: login.map(|_| PASSWORD.into()),
        role: Role::Employee,
        email: None,
    }
}

fn first(login: &str) -> FirstAdministrator {
    FirstAdministrator { name: "Ada".into(), login: login.into(), password: PASSWORD.into() }
}

#[tokio::test]
async fn there_is_one_first_administrator() {
    each_engine(|ground| async move {
        let backend = &ground.backend;
        // A person without an account does not make it a server in use.
        users::create_unchecked(backend, new_user("Jan", None)).await.unwrap();
        let welcome = sessions::welcome(backend, None).await.unwrap();
        assert!(welcome.first_start && welcome.user.is_none());
        assert_eq!(welcome.time_zone, "Europe/Warsaw");

        let weak = FirstAdministrator { name: "".into(), login: "a b".into(), password: "short".into() };
        let refused = sessions::first_administrator(backend, weak, "").await.map(drop);
        assert_eq!(problems(refused), ["name: required", "login: pattern", "password: min_length"]);

        let (one, other) = tokio::join!(
            sessions::first_administrator(backend, first("ada"), "Firefox"),
            sessions::first_administrator(backend, first("eve"), "Firefox"),
        );
        let mut statuses = [status(&one), status(&other)];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 403], "{}", ground.engine);
        assert_eq!(status(&sessions::first_administrator(backend, first("eva"), "").await), 403);
        let signed = one.or(other).unwrap();
        assert_eq!(signed.user.role, Role::Administrator);
        let ctx = sessions::by_secret(backend, &signed.secret).await.unwrap();
        let welcome = sessions::welcome(backend, Some(&ctx)).await.unwrap();
        assert_eq!((welcome.first_start, welcome.user), (false, Some(signed.user)));
        assert!(!sessions::welcome(backend, None).await.unwrap().first_start);
    })
    .await;
}

#[tokio::test]
async fn signing_in_and_out() {
    each_engine(|ground| async move {
        let backend = &ground.backend;
        let jan = ground.person("Jan", Role::Employee).await;
        let signed = sign_in(&ground, " JAN ", PASSWORD).await.unwrap();
        assert_eq!(signed.user, jan);
        let ctx = sessions::by_secret(backend, &signed.secret).await.unwrap();
        assert_eq!((&ctx.user, ctx.door, ctx.scopes.is_none()), (&jan, Door::Client, true));
        assert!(ctx.session.is_some());
        let kept = "SELECT count(*) FROM sessions WHERE length(secret_hash) = 32";
        assert_eq!(ground.count(kept).await, 1);

        for (login, password) in
            [("jan", "wrong horse"), ("nobody", PASSWORD), ("a\0b", PASSWORD), ("jan", "")]
        {
            let refused = sign_in(&ground, login, password).await.map(drop);
            assert_eq!(refused, Err(AppError::WrongCredentials), "{login:?}");
        }
        sessions::sign_out(backend, &ctx).await.unwrap();
        assert_eq!(status(&sessions::by_secret(backend, &signed.secret).await), 401);
        assert_eq!(status(&sessions::by_secret(backend, "").await), 401);
    })
    .await;
}

#[tokio::test]
async fn sessions_end_when_unused() {
    each_engine(|ground| async move {
        let backend = &ground.backend;
        ground.person("Jan", Role::Employee).await;
        let secret = sign_in(&ground, "jan", PASSWORD).await.unwrap().secret;
        let expires = "SELECT max(expires_at) FROM sessions";
        let before = ground.count(expires).await;
        sessions::by_secret(backend, &secret).await.unwrap();
        assert_eq!(ground.count(expires).await, before, "a use within five minutes is not written down");
        ground
            .run_elsewhere(
                "UPDATE sessions SET seen_at = seen_at - 301000000, expires_at = expires_at - 301000000",
            )
            .await;
        sessions::by_secret(backend, &secret).await.unwrap();
        assert!(ground.count(expires).await >= before, "a use puts the end off");
        let month = 30 * 24 * 3600 * 1_000_000_i64;
        ground
            .run_elsewhere(&format!(
                "UPDATE sessions SET seen_at = seen_at - {month}, expires_at = expires_at - {month}"
            ))
            .await;
        assert_eq!(status(&sessions::by_secret(backend, &secret).await), 401);
        sign_in(&ground, "jan", PASSWORD).await.unwrap();
        assert_eq!(ground.count("SELECT count(*) FROM sessions").await, 1, "ended sessions are swept");
    })
    .await;
}

#[tokio::test]
async fn a_login_is_tried_five_times() {
    each_engine(|ground| async move {
        ground.person("Jan", Role::Employee).await;
        // Tries at the same time count like tries in a row.
        let tries = (0..8).map(|_| sign_in(&ground, "jan", "wrong horse"));
        let answers = futures::future::join_all(tries).await;
        let statuses = |wanted| answers.iter().filter(|answer| status(answer) == wanted).count();
        assert_eq!((statuses(401), statuses(429)), (5, 3), "{}", ground.engine);
        match sign_in(&ground, "Jan", PASSWORD).await.map(drop) {
            Err(AppError::TooMany { retry_after }) => {
                assert!((800..=900).contains(&retry_after), "{retry_after}")
            }
            other => panic!("{other:?}"),
        }
        ground.run("UPDATE login_attempts SET since = since - 900000000").await;
        sign_in(&ground, "jan", PASSWORD).await.unwrap();
        // A success starts the login afresh.
        for _ in 0..2 {
            for _ in 0..4 {
                assert_eq!(status(&sign_in(&ground, "jan", "wrong horse").await), 401);
            }
            sign_in(&ground, "jan", PASSWORD).await.unwrap();
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn right_passwords_that_come_together_are_let_in() {
    each_engine(|ground| async move {
        ground.person("Jan", Role::Employee).await;
        let together = async |count: usize, password: &'static str| {
            let tries = (0..count).map(|_| {
                let ground = ground.clone();
                tokio::spawn(async move { status(&sign_in(&ground, "jan", password).await) })
            });
            let mut statuses: Vec<u16> = Vec::new();
            for answer in futures::future::join_all(tries).await {
                statuses.push(answer.unwrap());
            }
            statuses.sort_unstable();
            statuses
        };
        assert_eq!(together(6, PASSWORD).await, [200; 6], "{}", ground.engine);
        assert_eq!(together(21, PASSWORD).await, [200; 21], "{}", ground.engine);
        assert_eq!(ground.count("SELECT coalesce(sum(failures + pending), 0) FROM login_attempts").await, 0);
        // Wrong ones among them count, and no others.
        for _ in 0..4 {
            assert_eq!(status(&sign_in(&ground, "jan", "wrong horse").await), 401);
        }
        assert_eq!(together(3, PASSWORD).await, [200; 3], "{}", ground.engine);
        let wrong = together(30, "wrong horse").await;
        assert_eq!(wrong.iter().filter(|status| **status == 401).count(), 5, "{}: {wrong:?}", ground.engine);
        assert!(wrong[5..].iter().all(|status| *status == 429), "{wrong:?}");
        assert_eq!(status(&sign_in(&ground, "jan", PASSWORD).await), 429);
    })
    .await;
}

#[tokio::test]
async fn an_address_is_tried_twenty_times() {
    each_engine(|ground| async move {
        ground.person("Jan", Role::Employee).await;
        for number in 0..20 {
            let login = if number % 2 == 0 { format!("nobody{number}") } else { "no login".into() };
            assert_eq!(status(&sign_in(&ground, &login, PASSWORD).await), 401, "{number}");
        }
        assert_eq!(status(&sign_in(&ground, "jan", PASSWORD).await), 429, "{}", ground.engine);
        let elsewhere = sessions::sign_in(&ground.backend, credentials("jan", PASSWORD), "192.0.2.2", "");
        assert_eq!(status(&elsewhere.await), 200);
    })
    .await;
}

#[tokio::test]
async fn sessions_are_seen_and_ended_by_their_person() {
    each_engine(|ground| async move {
        let backend = &ground.backend;
        let admin = ground.administrator().await;
        let jan = ground.person("Jan", Role::Employee).await;
        let (here, there) = (
            sign_in(&ground, "jan", PASSWORD).await.unwrap().secret,
            sign_in(&ground, "jan", PASSWORD).await.unwrap().secret,
        );
        let ctx = sessions::by_secret(backend, &here).await.unwrap();
        let list = sessions::list(backend, &ctx, jan.id).await.unwrap();
        assert_eq!((list.len(), list.iter().filter(|session| session.current).count()), (2, 1));
        assert_eq!(list[0].user_agent, "Firefox");
        let page = async |after| {
            sessions::page(backend, &ctx, jan.id, PageRequest { limit: Some(1), after }).await.unwrap()
        };
        let first = page(None).await;
        let second = page(first.next.clone()).await;
        assert_eq!(([first.items, second.items].concat(), second.next), (list.clone(), None));
        assert_eq!(sessions::list(backend, &admin, jan.id).await.unwrap().len(), 2);
        assert_eq!(status(&sessions::list(backend, &ctx, admin.user.id).await), 403);

        let other = list.iter().find(|session| !session.current).unwrap().id;
        let eve = ground.acting("Eve", Role::Manager).await;
        assert_eq!(status(&sessions::revoke(backend, &eve, other).await), 404);
        sessions::revoke(backend, &ctx, other).await.unwrap();
        assert_eq!(status(&sessions::by_secret(backend, &there).await), 401);
        sessions::revoke(backend, &admin, ctx.session.unwrap()).await.unwrap();
        assert_eq!(status(&sessions::by_secret(backend, &here).await), 401);
        assert_eq!(status(&sessions::revoke(backend, &admin, other).await), 404);
    })
    .await;
}

#[tokio::test]
async fn tokens_act_within_their_scopes() {
    each_engine(|ground| async move {
        let backend = &ground.backend;
        let ctx = ground.administrator().await;
        let new = |name: &str, scopes: &[Scope]| NewToken {
            name: name.into(),
            scopes: scopes.into(),
            expires_at: None,
        };
        let issued = tokens::create(backend, &ctx, new("ERP", &[Scope::Read, Scope::Write])).await.unwrap();
        assert!(issued.secret.starts_with("krn_"));
        let program = tokens::by_secret(backend, &issued.secret).await.unwrap();
        assert_eq!((&program.user, program.door), (&ctx.user, Door::Api));
        assert_eq!(program.scopes.as_deref(), Some([Scope::Read, Scope::Write].as_slice()));
        assert!(
            program.may_read().is_ok() && program.may_write().is_ok() && program.may_configure().is_err()
        );
        // A token cannot make itself stronger, nor look at the others.
        assert_eq!(status(&tokens::create(backend, &program, new("x", &[Scope::Admin])).await), 403);
        assert_eq!(status(&tokens::list(backend, &program, PageRequest::default()).await), 403);
        assert_eq!(status(&sessions::list(backend, &program, ctx.user.id).await), 403);

        assert_eq!(
            problems(tokens::create(backend, &ctx, new(" ", &[])).await.map(drop)),
            ["name: required", "scopes: required"]
        );
        let past = NewToken { expires_at: Some(Timestamp(0)), ..new("x", &[Scope::Read]) };
        assert_eq!(problems(tokens::create(backend, &ctx, past).await.map(drop)), ["expires_at: min"]);

        let all = tokens::create_for_login(backend, "ADA", "command line").await.unwrap();
        assert_eq!(all.token.scopes, [Scope::Read, Scope::Write, Scope::Admin]);
        let list = tokens::list(backend, &ctx, PageRequest { limit: Some(1), after: None }).await.unwrap();
        let rest = PageRequest { limit: Some(1), after: list.next };
        let rest = tokens::list(backend, &ctx, rest).await.unwrap();
        assert_eq!([list.items, rest.items].concat(), [all.token, issued.token.clone()]);
        assert_eq!(rest.next, None);
        assert_eq!(status(&tokens::create_for_login(backend, "nobody", "x").await), 404);

        let jan = ground.acting("Jan", Role::Employee).await;
        assert_eq!(tokens::list(backend, &jan, PageRequest::default()).await.unwrap().items, []);
        assert_eq!(status(&tokens::revoke(backend, &jan, issued.token.id).await), 404);
        tokens::revoke(backend, &ctx, issued.token.id).await.unwrap();
        for secret in [issued.secret.as_str(), "krn_", "", "nonsense"] {
            assert_eq!(status(&tokens::by_secret(backend, secret).await), 401);
        }
        ground.run_elsewhere("UPDATE api_tokens SET expires_at = 1").await;
        assert_eq!(status(&tokens::by_secret(backend, &all.secret).await), 401);
    })
    .await;
}

#[tokio::test]
async fn adding_people() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.administrator().await);
        let jan = users::create(backend, &ctx, new_user("Jan Żak", Some("Jan.Zak"))).await.unwrap().0;
        assert_eq!(jan.login.as_deref(), Some("jan.zak"));
        assert_eq!(users::get(backend, &ctx, jan.id).await.unwrap(), jan);
        assert_eq!(users::by_login(backend, "jan.zak").await.unwrap(), jan);
        assert_eq!(
            problems(users::create(backend, &ctx, new_user("Other", Some("JAN.ZAK"))).await),
            ["login: duplicate"]
        );
        let wrong = NewUser { password: None, email: Some("x".into()), ..new_user("A", Some("aa")) };
        assert_eq!(
            problems(users::create(backend, &ctx, wrong).await),
            ["email: format", "password: required"]
        );
        let same = NewUser { password: Some("jan.kowal".into()), ..new_user("A", Some("Jan.Kowal")) };
        assert_eq!(problems(users::create(backend, &ctx, same).await), ["password: rule"]);

        let command = NewUser { id: Some(Uuid::new_v4()), ..new_user("Zoe", None) };
        let (one, two) = tokio::join!(
            users::create(backend, &ctx, command.clone()),
            users::create(backend, &ctx, command.clone()),
        );
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!((&one.0, one.1), (&two.0, !two.1), "one of them took effect");
        let other = NewUser { name: "Ann".into(), ..command };
        assert_eq!(status(&users::create(backend, &ctx, other).await), 409);
        assert_eq!(ground.count("SELECT count(*) FROM users").await, 3);

        let employee = backend::Ctx::of(jan, Door::Client);
        assert_eq!(status(&users::create(backend, &employee, new_user("B", None)).await), 403);
        let request = |after| PageRequest { limit: Some(2), after };
        let page = users::list(backend, &employee, request(None)).await.unwrap();
        let rest = users::list(backend, &employee, request(page.next.clone())).await.unwrap();
        let names: Vec<_> = page.items.iter().chain(&rest.items).map(|user| user.name.as_str()).collect();
        assert_eq!((names, rest.next), (vec!["Ada", "Jan Żak", "Zoe"], None));
        let check = async |filter: UserFilter, expected: &[&str]| {
            let found = users::list(backend, &employee, filter).await.unwrap().items;
            assert_eq!(found.iter().map(|user| user.name.as_str()).collect::<Vec<_>>(), expected);
        };
        let all = UserFilter::default;
        check(UserFilter { login: Some(" JAN.zak ".into()), ..all() }, &["Jan Żak"]).await;
        check(UserFilter { login: Some("jan\0".into()), ..all() }, &[]).await;
        check(UserFilter { role: Some(Role::Employee), ..all() }, &["Jan Żak", "Zoe"]).await;
        check(UserFilter { active: Some(false), ..all() }, &[]).await;
    })
    .await;
}

#[tokio::test]
async fn a_change_of_access_ends_sessions() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.administrator().await);
        let jan = ground.person("Jan", Role::Employee).await;
        let secret = sign_in(&ground, "jan", PASSWORD).await.unwrap().secret;
        let token = tokens::create_for_login(backend, "jan", "x").await.unwrap().secret;
        let change = |revision| ChangeUser { revision, ..Default::default() };

        let renamed = ChangeUser { name: Some("Jan Żak".into()), ..change(1) };
        let renamed = users::change(backend, &ctx, jan.id, renamed).await.unwrap();
        assert_eq!((renamed.name.as_str(), renamed.revision), ("Jan Żak", 2));
        assert_eq!(status(&sessions::by_secret(backend, &secret).await), 200);
        let stale = users::change(backend, &ctx, jan.id, change(1)).await.unwrap_err();
        assert_eq!(stale.current().and_then(|user| user.get("revision").cloned()), Some(2u64.into()));

        let promoted = ChangeUser { role: Some(Role::Manager), ..change(2) };
        users::change(backend, &ctx, jan.id, promoted).await.unwrap();
        assert_eq!(status(&sessions::by_secret(backend, &secret).await), 401);
        assert_eq!(tokens::by_secret(backend, &token).await.unwrap().user.role, Role::Manager);

        let off = ChangeUser { active: Some(false), ..change(3) };
        users::change(backend, &ctx, jan.id, off).await.unwrap();
        assert_eq!(status(&sign_in(&ground, "jan", PASSWORD).await), 401);
        let on = ChangeUser { active: Some(true), ..change(4) };
        users::change(backend, &ctx, jan.id, on).await.unwrap();
        assert_eq!(
            status(&tokens::by_secret(backend, &token).await),
            401,
            "a deactivated person's tokens are gone"
        );
        sign_in(&ground, "jan", PASSWORD).await.unwrap();

        let taken = ChangeUser { login: Some(Some("ADA".into())), ..change(5) };
        assert_eq!(problems(users::change(backend, &ctx, jan.id, taken).await), ["login: duplicate"]);
        let without = ChangeUser { login: Some(None), ..change(5) };
        users::change(backend, &ctx, jan.id, without).await.unwrap();
        assert_eq!(status(&sign_in(&ground, "jan", PASSWORD).await), 401);
        assert_eq!(ground.count("SELECT count(*) FROM users WHERE password_hash IS NULL").await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_stays() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.administrator().await);
        // One without an account administers nothing.
        let paper = NewUser { role: Role::Administrator, ..new_user("Paper", None) };
        users::create_unchecked(backend, paper).await.unwrap();
        let change = ChangeUser { revision: 1, ..Default::default() };
        for refused in [
            ChangeUser { role: Some(Role::Manager), ..change.clone() },
            ChangeUser { active: Some(false), ..change.clone() },
            ChangeUser { login: Some(None), ..change.clone() },
        ] {
            assert_eq!(status(&users::change(backend, &ctx, ctx.user.id, refused).await), 403);
        }
        assert_eq!(users::get(backend, &ctx, ctx.user.id).await.unwrap(), ctx.user);

        // Two administrators demote each other at once: one stays.
        let eve = ground.acting("Eve", Role::Administrator).await;
        let demotion = ChangeUser { role: Some(Role::Employee), ..change };
        let (one, other) = tokio::join!(
            users::change(backend, &ctx, eve.user.id, demotion.clone()),
            users::change(backend, &eve, ctx.user.id, demotion.clone()),
        );
        let mut statuses = [status(&one), status(&other)];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 403], "{}", ground.engine);
        let left = "SELECT count(*) FROM users WHERE role = 'administrator' AND login IS NOT NULL";
        assert_eq!(ground.count(left).await, 1);
    })
    .await;
}

#[tokio::test]
async fn passwords_are_changed_and_reset() {
    each_engine(|ground| async move {
        let (backend, admin) = (&ground.backend, ground.administrator().await);
        ground.person("Jan", Role::Employee).await;
        let here = sign_in(&ground, "jan", PASSWORD).await.unwrap().secret;
        let there = sign_in(&ground, "jan", PASSWORD).await.unwrap().secret;
        let jan = sessions::by_secret(backend, &here).await.unwrap();
        let given = |current: Option<&str>, new: &str| ChangePassword {
            current: current.map(String::from),
            new: new.into(),
        };
        let set = async |given| users::set_password(backend, &jan, jan.user.id, given).await;
        assert_eq!(problems(set(given(None, "short")).await), ["current: required", "new: min_length"]);
        assert_eq!(problems(set(given(Some("wrong horse"), "battery staple")).await), ["current: rule"]);
        set(given(Some(PASSWORD), "battery staple")).await.unwrap();
        assert_eq!(status(&sessions::by_secret(backend, &here).await), 200);
        assert_eq!(status(&sessions::by_secret(backend, &there).await), 401);
        assert_eq!(status(&sign_in(&ground, "jan", PASSWORD).await), 401);
        sign_in(&ground, "jan", "battery staple").await.unwrap();

        let others = users::set_password(backend, &jan, admin.user.id, given(None, "battery staple"));
        assert_eq!(status(&others.await), 403);
        users::set_password(backend, &admin, jan.user.id, given(None, "paper clip 12")).await.unwrap();
        assert_eq!(status(&sessions::by_secret(backend, &here).await), 401, "a reset ends all sessions");
        sign_in(&ground, "jan", "paper clip 12").await.unwrap();
        // Guessing the current password is limited like guessing it at the door.
        for _ in 0..5 {
            assert_eq!(status(&set(given(Some("wrong horse"), "battery staple")).await), 422);
        }
        assert_eq!(status(&set(given(Some("paper clip 12"), "battery staple")).await), 429);

        let paper: User = users::create_unchecked(backend, new_user("Paper", None)).await.unwrap();
        let none = users::set_password(backend, &admin, paper.id, given(None, "battery staple")).await;
        assert_eq!(problems(none), ["login: required"]);
    })
    .await;
}

#[tokio::test]
async fn groups_have_members() {
    each_engine(|ground| async move {
        let (backend, ctx) = (&ground.backend, ground.administrator().await);
        let jan = ground.person("Jan", Role::Employee).await;
        let new = |name: &str, members: Vec<Uuid>| NewGroup { id: None, name: name.into(), members };
        let people = vec![jan.id, ctx.user.id, jan.id];
        let service = groups::create(backend, &ctx, new("Serwis", people)).await.unwrap().0;
        assert_eq!(service.members.len(), 2);
        let nobody = groups::create(backend, &ctx, new("X", vec![jan.id, Uuid::now_v7()])).await;
        assert_eq!(problems(nobody), ["members[1]: reference"]);
        assert_eq!(problems(groups::create(backend, &ctx, new("Serwis", vec![])).await), ["name: duplicate"]);
        let command = NewGroup { id: Some(Uuid::new_v4()), ..new("Łączność", vec![]) };
        let (one, two) = tokio::join!(
            groups::create(backend, &ctx, command.clone()),
            groups::create(backend, &ctx, command.clone()),
        );
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!((&one.0, one.1), (&two.0, !two.1), "one of them took effect");
        let crowd: Vec<Uuid> = (0..33_000).map(|_| Uuid::now_v7()).chain([jan.id]).collect();
        assert_eq!(problems(groups::create(backend, &ctx, new("Tłum", crowd)).await).len(), 33_000);
        let page =
            async |after| groups::page(backend, &ctx, PageRequest { limit: Some(1), after }).await.unwrap();
        let first = page(None).await;
        let second = page(first.next.clone()).await;
        let all = groups::list(backend, &ctx).await.unwrap();
        assert_eq!(([first.items, second.items].concat(), second.next), (all, None));

        let change = ChangeGroup { revision: 1, name: None, members: Some(vec![jan.id]) };
        let changed = groups::change(backend, &ctx, service.id, change.clone()).await.unwrap();
        assert_eq!(
            (changed.name.as_str(), changed.members.as_slice(), changed.revision),
            ("Serwis", [jan.id].as_slice(), 2)
        );
        let stale = groups::change(backend, &ctx, service.id, change.clone()).await;
        assert!(matches!(stale, Err(AppError::Conflict { current: Some(_), .. })));
        let wrong = ChangeGroup { revision: 2, members: Some(vec![Uuid::now_v7()]), ..change };
        assert_eq!(
            problems(groups::change(backend, &ctx, service.id, wrong).await),
            ["members[0]: reference"]
        );
        assert_eq!(groups::get(backend, &ctx, service.id).await.unwrap(), changed);
        let employee = backend::Ctx::of(jan, Door::Client);
        let names: Vec<_> =
            groups::list(backend, &employee).await.unwrap().into_iter().map(|group| group.name).collect();
        assert_eq!(names, ["Łączność", "Serwis"]);
        assert_eq!(status(&groups::delete(backend, &employee, service.id).await), 403);
        groups::delete(backend, &ctx, service.id).await.unwrap();
        assert_eq!(status(&groups::delete(backend, &ctx, service.id).await), 404);
        assert_eq!(status(&groups::get(backend, &ctx, service.id).await), 404);
        assert_eq!(ground.count("SELECT count(*) FROM group_members").await, 0);
    })
    .await;
}
