//! The form engine as a service, for programs in languages that have no build of it.

use axum::Json;
use forms::{Context, Form, Json as Values, Outcome};
use records::AppError;
use serde::Deserialize;
use tokio::task::spawn_blocking;
use utoipa::ToSchema;

use crate::{
    access::Asker,
    openapi::{FormOutcome, ValidateRefusals},
    problem::Answer,
    request::Body,
};

/// A form, values for it, and what the form cannot know by itself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ValidateForm {
    #[schema(value_type = Object)]
    form: Values,
    #[serde(default)]
    #[schema(value_type = Object)]
    values: Values,
    /// `now`, `today`, `user`, `company`, `stored`
    #[serde(default)]
    #[schema(value_type = Object)]
    context: Context,
}

/// Judge values by a form
///
/// Nothing is stored. A form that is itself wrong is refused with `form_problems`.
#[utoipa::path(post, path = "/api/v1/forms/validate", tag = "forms", request_body = ValidateForm,
    responses((status = 200, body = FormOutcome), ValidateRefusals))]
pub async fn validate(
    Asker(ctx): Asker,
    Body(ValidateForm { form, values, context }): Body<ValidateForm>,
) -> Answer<Json<Outcome>> {
    ctx.may_read()?;
    // The largest form that is allowed takes long enough to hold up others.
    let judged =
        spawn_blocking(move || Form::from_json(&form).map(|form| forms::validate(&form, &values, &context)));
    let outcome = judged.await.map_err(|_| AppError::Internal)?;
    Ok(Json(outcome.map_err(|form_problems| AppError::InvalidForm { form_problems })?))
}
