//! The form engine as a service, for programs in languages that have no build of it.

use axum::{Json, body};
use backend::form_import;
use forms::{Context, Form, Json as Values, Outcome};
use records::{AppError, Language, form_import::ImportedForm};
use serde::Deserialize;
use tokio::task::spawn_blocking;
use utoipa::{IntoParams, ToSchema};

use crate::{
    access::Asker,
    openapi::{FormOutcome, ImportRefusals, ProblemDetails, ValidateRefusals},
    problem::Answer,
    request::{Body, Query, collect},
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
    #[serde(default, deserialize_with = "records::or_default")]
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

/// The type of a file of whatever kind.
pub const FILE: &str = "application/octet-stream";

/// The file that a form is read from.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportFile {
    /// The file's name; messages call it so
    #[serde(default)]
    name: String,
    /// The language of the report, and of what is wrong with the file; English where it is absent
    #[serde(default)]
    #[param(inline)]
    language: Language,
}

/// Read a form of another program
///
/// The body is an XLSForm workbook (`.xlsx`, `.xls`), a Form.io form or a form of ours. Nothing is stored; administrators
/// only. What the form does not hold is named in the report.
#[utoipa::path(post, path = "/api/v1/forms/import", tag = "forms", params(ImportFile),
    request_body(content = inline(String), content_type = "application/octet-stream", description = "Bytes"),
    responses((status = 200, body = ImportedForm),
        (status = 400, description = "The file is no form; `detail` says why", body = ProblemDetails,
            content_type = "application/problem+json"), ImportRefusals))]
pub async fn import(
    Asker(ctx): Asker,
    Query(ImportFile { name, language }): Query<ImportFile>,
    body: body::Body,
) -> Answer<Json<ImportedForm>> {
    ctx.may_configure()?;
    let bytes = collect(body).await?;
    let read = spawn_blocking(move || form_import::import(&ctx, &name, &bytes, language));
    Ok(Json(read.await.map_err(|_| AppError::Internal)??))
}
