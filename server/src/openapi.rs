//! What the OpenAPI document says beside the routes: who may ask, and how requests are refused.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::{
    IntoResponses, Modify, OpenApi, ToSchema,
    openapi::{
        self, ContentBuilder, Ref, RefOr, ResponseBuilder,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use crate::router::App;

/// The document without its routes; the router adds them.
#[derive(OpenApi)]
#[openapi(
    info(title = "Kronika", description = "Business activities of a firm: registered, read back, reported."),
    components(schemas(ProblemDetails)),
    modifiers(&Access),
    security(("token" = []), ("session" = []))
)]
pub struct Document;

/// The document
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "server", security(()),
    responses((status = 200, description = "OpenAPI 3.1", body = Object)))]
pub async fn document(State(app): State<App>) -> Json<std::sync::Arc<openapi::OpenApi>> {
    Json(app.document())
}

/// Gives every operation a name of its own, e.g. `companies_list`: programs made from the document call it so.
pub fn named(mut document: openapi::OpenApi) -> openapi::OpenApi {
    for item in document.paths.paths.values_mut() {
        let methods = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
        for operation in methods.into_iter().flatten() {
            let noun =
                operation.tags.iter().flatten().next().map_or_else(String::new, |tag| tag.replace('-', "_"));
            operation.operation_id = operation.operation_id.take().map(|name| format!("{noun}_{name}"));
        }
    }
    document
}

struct Access;

impl Modify for Access {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("An API token: `kronika token create --login LOGIN`, or `POST /api/v1/tokens`"))
            .build();
        let cookie = ApiKeyValue::with_description(
            app::server::SESSION_COOKIE,
            "Set by `POST /api/v1/sessions`. What changes something must be sent as JSON, pieces of files as bytes, from the same site.",
        );
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(token));
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    }
}

/// RFC 9457 problem details. The lists stand there only where they have something to say.
#[derive(Serialize, ToSchema)]
pub struct ProblemDetails {
    #[schema(example = "about:blank")]
    r#type: String,
    #[schema(example = "Unprocessable Entity")]
    title: String,
    #[schema(example = 422)]
    status: u16,
    detail: String,
    /// Values that break rules (422), each with its place in the request.
    #[schema(required = false)]
    problems: Vec<Problem>,
    /// What is wrong with a form itself (422).
    #[schema(required = false)]
    form_problems: Vec<FormProblem>,
    /// The record as it is now (409, stale revision).
    #[schema(required = false, value_type = Object)]
    current: (),
    /// Which conflict it is (409), where that is not a stale revision: `id_used` (the id of a command was used with another
    /// content or by another person), `withdrawn` (the version of the form is no longer taken; `detail` says why)
    #[schema(required = false, example = "id_used")]
    code: String,
    /// Seconds to wait (429); the same as in `Retry-After`.
    #[schema(required = false)]
    retry_after: u32,
}

/// Something wrong with a value.
#[derive(Serialize, ToSchema)]
pub struct Problem {
    #[schema(example = "values.people[0].name")]
    path: String,
    /// `required`, `type`, `format`, `min`, `max`, `scale`, `min_length`, `max_length`, `pattern`, `option`,
    /// `min_items`, `max_items`, `duplicate`, `read_only`, `rule`, `expression`, `limit`, `unknown_field`, `reference`
    #[schema(example = "required")]
    code: String,
    /// The broken limit, the message of a rule …
    #[schema(value_type = Object)]
    params: (),
}

/// Something wrong with a form.
#[derive(Serialize, ToSchema)]
pub struct FormProblem {
    /// A JSON pointer into the form.
    #[schema(example = "/nodes/0/visible_if")]
    at: String,
    /// `schema`, `key`, `duplicate_key`, `duplicate_id`, `options`, `range`, `pattern`, `syntax`, `unknown_name`, `type`,
    /// `cycle`, `nesting`, `limit`, `type_changed`
    #[schema(example = "unknown_name")]
    code: String,
    /// `position` in an expression, `message` in English …
    #[schema(value_type = Object)]
    params: (),
}

/// Normalised values with everything that is wrong with them.
#[derive(Serialize, ToSchema)]
pub struct FormOutcome {
    #[schema(value_type = Object)]
    values: (),
    problems: Vec<Problem>,
}

/// Declares a set of refusals for the document.
macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident: $statuses:expr;)*) => {$(
        $(#[$doc])*
        pub struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<openapi::Response>> {
                $statuses.iter().map(|status| refusal(*status)).collect()
            }
        }
    )*};
}

refusals! {
    /// Refusals of lists and reports.
    ListRefusals: [401, 403, 422];
    /// Refusals of one record.
    FindRefusals: [401, 403, 404];
    /// Refusals of a new record.
    CreateRefusals: [400, 401, 403, 409, 413, 415, 422];
    /// Refusals of a change.
    ChangeRefusals: [400, 401, 403, 404, 409, 413, 415, 422];
    /// Refusals of a piece of a file.
    PieceRefusals: [400, 401, 403, 404, 409, 415, 422];
    /// Refusals of values to judge.
    ValidateRefusals: [400, 401, 403, 413, 415, 422];
    /// Refusals of a file to read.
    ImportRefusals: [401, 403, 413, 422];
    /// Refusals at the door.
    SignInRefusals: [400, 401, 403, 415, 422, 429];
    /// A cursor too old to go on from.
    GoneRefusal: [410];
}

fn refusal(status: u16) -> (String, RefOr<openapi::Response>) {
    let meaning = match status {
        400 => "The body is not JSON",
        401 => "Nobody is signed in, or the secret is wrong",
        403 => "Not allowed for this person or token, or sent from another site",
        404 => "There is no such record, or it may not be seen",
        409 => "A stale revision (with `current`), or what `code` says",
        410 => "The cursor is too old: read everything afresh",
        413 => "The body is larger than 8 MiB",
        415 => "The body is not sent as JSON",
        429 => "Too many tries: wait",
        _ => "Values that break rules",
    };
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("ProblemDetails"))).build();
    let response =
        ResponseBuilder::new().description(meaning).content("application/problem+json", content).build();
    (status.to_string(), response.into())
}
