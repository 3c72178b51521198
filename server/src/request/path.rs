//! Parts of paths. What is no id names nothing: 404.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use records::{AppError, Uuid};
use serde::de::DeserializeOwned;

use crate::problem::Refusal;

/// `{id}`
pub struct Id(pub Uuid);

/// `{key}` of an event type, or another word.
pub struct Key(pub String);

/// `{key}` and `{number}` of a version.
pub struct KeyAndNumber(pub String, pub u32);

async fn read<S: Send + Sync, T: DeserializeOwned + Send>(
    parts: &mut Parts,
    state: &S,
) -> Result<T, Refusal> {
    let read = Path::<T>::from_request_parts(parts, state).await;
    read.map(|path| path.0).map_err(|_| AppError::NotFound.into())
}

/// No key holds NUL, and PostgreSQL would refuse the question.
fn key(text: String) -> Result<String, Refusal> {
    if text.contains('\0') { Err(AppError::NotFound.into()) } else { Ok(text) }
}

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        read(parts, state).await.map(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        key(read(parts, state).await?).map(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for KeyAndNumber {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let (text, number) = read::<S, (String, u32)>(parts, state).await?;
        Ok(Self(key(text)?, number))
    }
}
