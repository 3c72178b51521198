//! Forty invented people, and their groups.

use records::{
    AppError,
    groups::NewGroup,
    users::{NewUser, Role, User},
};
use tokio::task::JoinSet;

use super::{LOGINS, PASSWORD};
use crate::{
    Backend, Ctx, Door,
    access::{groups, users},
    folding::fold,
};

/// The first three have the demo logins; by groups, as [`GROUPS`] says.
const NAMES: [&str; 40] = [
    "Anna Administracka",
    "Marek Kierownik",
    "Ewa Łabędź",
    "Piotr Źrebiec",
    "Zofia Dąbrowska",
    "Tomasz Śliwa",
    "Kinga Wrońska",
    "Jan Żak",
    "Barbara Mazur",
    "Stanisław Górski",
    "Ewelina Pawlak",
    "Rafał Sikora",
    "Iwona Baran",
    "Dariusz Duda",
    "Natalia Szewczyk",
    "Mateusz Tomczak",
    "Aleksandra Pietrzyk",
    "Jakub Marciniak",
    "Sylwia Wróbel",
    "Grzegorz Zalewski",
    "Magdalena Jaśkiewicz",
    "Wojciech Bąk",
    "Karolina Ćwiklińska",
    "Adam Włodarczyk",
    "Dorota Sadowska",
    "Michał Stępień",
    "Urszula Gajda",
    "Sebastian Kołodziej",
    "Lidia Gołąb",
    "Artur Szulc",
    "Weronika Święcicka",
    "Robert Łuczak",
    "Beata Maćkowiak",
    "Kamil Orzechowski",
    "Elżbieta Krawiec",
    "Norbert Ławniczak",
    "Patrycja Żurek",
    "Zbigniew Kozioł",
    "Halina Nowicka",
    "Leszek Jędrzejczak",
];

/// Name of a group, its first and last person.
const GROUPS: [(&str, usize, usize); 4] =
    [("Handel", 2, 15), ("Serwis", 16, 29), ("Biuro", 30, 35), ("Magazyn", 36, 39)];
/// Who looks after companies: the salespeople, and the two above them.
pub(super) const SALES: std::ops::Range<usize> = 0..16;
/// Who only looks.
const READERS: [usize; 2] = [34, 35];
/// From here on nobody has an account.
const WITHOUT_ACCOUNT: usize = 36;

/// Makes them; in the order of the list.
pub(super) async fn load(backend: &Backend) -> Result<Vec<User>, AppError> {
    let mut running = JoinSet::new();
    for n in 0..NAMES.len() {
        let backend = backend.clone();
        running.spawn(async move { (n, users::create_unchecked(&backend, person(n)).await) });
    }
    let mut people = Vec::new();
    while let Some(ended) = running.join_next().await {
        let (n, user) = ended.map_err(|_| AppError::Internal)?;
        people.push((n, user?));
    }
    people.sort_by_key(|(n, _)| *n);
    let people: Vec<User> = people.into_iter().map(|(_, user)| user).collect();
    let administrator = Ctx::of(people[0].clone(), Door::Cli);
    for (name, first, last) in GROUPS {
        let members = people[first..=last].iter().map(|user| user.id).collect();
        groups::create(backend, &administrator, NewGroup { id: None, name: name.into(), members }).await?;
    }
    Ok(people)
}

/// Whether the first of them are there, with their logins.
pub(super) async fn are_there(backend: &Backend) -> Result<bool, AppError> {
    for (name, (login, _)) in NAMES.iter().zip(LOGINS) {
        match users::by_login(backend, login).await {
            Ok(user) if user.name == *name => {}
            Ok(_) | Err(AppError::NotFound) => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

fn person(n: usize) -> NewUser {
    let name = NAMES[n];
    let folded = fold(name);
    let (first, last) = folded.split_once(' ').unwrap_or((&folded, ""));
    let (login, role) = match LOGINS.get(n) {
        Some((login, role)) => (Some((*login).to_owned()), *role),
        None if n >= WITHOUT_ACCOUNT => (None, Role::Employee),
        None if READERS.contains(&n) => (Some(format!("{}.{last}", &first[..1])), Role::ReadOnly),
        None => (Some(format!("{}.{last}", &first[..1])), Role::Employee),
    };
    NewUser {
        id: None,
        name: name.into(),
        password: login.as_ref().map(|_| PASSWORD.into()),
        email: login.as_ref().map(|_| format!("{first}.{last}@kronika.example")),
        login,
        role,
    }
}
