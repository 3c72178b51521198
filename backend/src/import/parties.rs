//! Companies and employees of a file: those that are there already, and those made now.

use std::collections::{HashMap, HashSet};

use records::{
    AppError, Problem, Uuid,
    companies::NewCompany,
    users::{NewUser, Role},
};
use sea_orm::{ConnectionTrait, Value};
use tokio::task::JoinSet;

use super::{
    IN_FLIGHT, ImportError,
    survey::{Employee, Survey},
};
use crate::{
    Backend, Ctx, Db,
    access::users,
    directory::companies,
    entry::{Entry, LINE},
    error::db_error,
};

/// Companies and employees by the ids made of their keys: the record's id, or what is wrong with it.
pub(super) type Parties = HashMap<Uuid, Result<Uuid, Vec<Problem>>>;

/// Makes what is not there yet; answers with the numbers of companies and employees made.
pub(super) async fn write(
    backend: &Backend,
    ctx: &Ctx,
    survey: &Survey,
    dry_run: bool,
) -> Result<(Parties, u64, u64), ImportError> {
    let mut parties = Parties::new();
    let ids: Vec<Uuid> = survey.companies.iter().filter_map(|company| company.id).collect();
    let there = existing(backend.db(), "companies", &ids).await?;
    let (companies, mut left): (Vec<_>, Vec<_>) =
        survey.companies.iter().partition(|company| company.id.is_some_and(|id| !there.contains(&id)));
    parties.extend(left.drain(..).filter_map(|company| company.id).map(|id| (id, Ok(id))));
    let make = |company: NewCompany| {
        let (backend, ctx, id) = (backend.clone(), ctx.clone(), company.id.unwrap_or_default());
        async move {
            let made = match dry_run {
                true => companies::judge(company),
                false => companies::create(&backend, &ctx, company).await.map(drop),
            };
            (id, made.map(|()| id))
        }
    };
    let made_companies = all(companies.into_iter().cloned().map(make), &mut parties).await?;

    let ids: Vec<Uuid> = survey.employees.iter().map(|employee| employee.id).collect();
    let there = existing(backend.db(), "users", &ids).await?;
    let mut missing = Vec::new();
    for employee in &survey.employees {
        let known = match &employee.login {
            _ if there.contains(&employee.id) => Some(employee.id),
            Some(login) => match users::by_login(backend, login).await {
                Ok(user) => Some(user.id),
                Err(AppError::NotFound) => None,
                Err(error) => return Err(error.into()),
            },
            None => None,
        };
        match known {
            Some(id) => drop(parties.insert(employee.id, Ok(id))),
            None => missing.push(employee.clone()),
        }
    }
    let make = |employee: Employee| {
        let (backend, ctx, id) = (backend.clone(), ctx.clone(), employee.id);
        async move {
            let Employee { name, email, .. } = employee;
            let made = if dry_run {
                let mut entry = Entry::default();
                entry.required("name", &name, LINE);
                entry.email("email", email.as_deref());
                entry.done()
            } else {
                let role = Role::Employee;
                let new = NewUser { id: Some(id), name, login: None, password: None, role, email };
                users::create(&backend, &ctx, new).await.map(drop)
            };
            (id, made.map(|()| id))
        }
    };
    let made_employees = all(missing.into_iter().map(make), &mut parties).await?;
    Ok((parties, made_companies, made_employees))
}

/// Runs all, some at a time; answers how many went well.
async fn all<F>(makes: impl Iterator<Item = F>, parties: &mut Parties) -> Result<u64, ImportError>
where
    F: Future<Output = (Uuid, Result<Uuid, AppError>)> + Send + 'static,
{
    let mut running = JoinSet::new();
    let mut made = 0;
    let mut makes = makes.peekable();
    while makes.peek().is_some() || !running.is_empty() {
        while running.len() < IN_FLIGHT
            && let Some(make) = makes.next()
        {
            running.spawn(make);
        }
        let Some(ended) = running.join_next().await else { continue };
        let (id, result) = ended.map_err(|_| AppError::Internal)?;
        made += u64::from(result.is_ok());
        let result = match result {
            Err(AppError::Invalid { problems }) => Err(problems),
            Err(other) => return Err(other.into()),
            Ok(id) => Ok(id),
        };
        parties.insert(id, result);
    }
    Ok(made)
}

/// Which of the ids stand for a row of the table.
pub(super) async fn existing(db: &Db, table: &str, ids: &[Uuid]) -> Result<HashSet<Uuid>, AppError> {
    let mut found = HashSet::with_capacity(ids.len());
    for chunk in ids.chunks(500) {
        let places: Vec<String> = (1..=chunk.len()).map(|place| format!("${place}")).collect();
        let select = format!("SELECT id FROM {table} WHERE id IN ({})", places.join(", "));
        let rows = db.read().query_all_raw(db.sql(select, chunk.iter().map(|id| Value::from(*id)))).await;
        for row in rows.map_err(db_error)? {
            found.insert(row.try_get("", "id").map_err(db_error)?);
        }
    }
    Ok(found)
}
