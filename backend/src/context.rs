//! Who asks, and through which door.

use records::{
    AppError, Uuid,
    tokens::Scope,
    users::{Role, User},
};

/// The person behind a request. Every operation takes one and checks it.
#[derive(Clone, Debug)]
pub struct Ctx {
    pub user: User,
    pub door: Door,
    /// The session that the request came with, where it came with one.
    pub session: Option<Uuid>,
    /// What the API token allows; `None` for sessions, which allow all that the person may do.
    pub scopes: Option<Vec<Scope>>,
}

/// Where a request came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// The client, by session.
    Client,
    /// Another program, by API token.
    Api,
    /// The importer on the command line.
    Import,
    /// The command line.
    Cli,
}

impl Ctx {
    /// Acts for a person on the command line, without limits of a token.
    pub fn of(user: User, door: Door) -> Self {
        Self { user, door, session: None, scopes: None }
    }

    /// May read at all.
    pub fn may_read(&self) -> Result<(), AppError> {
        self.scope(Scope::Read)
    }

    /// May register events and change companies: everybody but those who only read.
    pub fn may_write(&self) -> Result<(), AppError> {
        if self.user.role == Role::ReadOnly {
            return Err(AppError::Forbidden { detail: "this person may only read".into() });
        }
        self.scope(Scope::Write)
    }

    /// May configure: administrators.
    pub fn may_configure(&self) -> Result<(), AppError> {
        if self.user.role != Role::Administrator {
            return Err(AppError::Forbidden { detail: "only an administrator may do this".into() });
        }
        self.scope(Scope::Admin)
    }

    /// Managers and administrators.
    pub fn is_manager(&self) -> bool {
        matches!(self.user.role, Role::Administrator | Role::Manager)
    }

    fn scope(&self, wanted: Scope) -> Result<(), AppError> {
        match &self.scopes {
            Some(scopes) if !scopes.contains(&wanted) => Err(AppError::Forbidden {
                detail: format!("the API token lacks the scope {wanted:?}").to_lowercase(),
            }),
            _ => Ok(()),
        }
    }
}
