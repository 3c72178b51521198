//! Every address of the server, on one page.

use std::sync::Arc;

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRef},
    http::Uri,
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
    routing::{any, get},
};
use backend::Backend;
use tokio::sync::watch;
use utoipa::{OpenApi, openapi};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    assets, docs, functions, guard,
    openapi::{self as description, Document},
    problem::Refusal,
    rest::{
        changes, companies, contacts, event_types, events, files, forms, groups, health, live, sessions,
        tokens, users,
    },
    settings::Settings,
    site::{Origin, Proxies},
};

/// All routes; `stop` ends the live streams once it changes.
pub fn router(backend: Backend, settings: &Settings, stop: watch::Receiver<bool>) -> Router {
    let (rest, document) = rest().split_for_parts();
    let app = App(Arc::new(Parts {
        backend,
        public_url: settings.public_url.clone(),
        proxies: settings.trusted_proxies.clone(),
        document: Arc::new(description::named(document)),
        stop,
    }));
    rest.route("/api/fn/{*name}", any(functions::call))
        .route("/api/v1/docs", get(docs::page))
        .route("/api/v1/docs/{file}", get(docs::file))
        .fallback(elsewhere)
        .method_not_allowed_fallback(async || Refusal::Method)
        .layer(DefaultBodyLimit::max(guard::BODY_LIMIT))
        .layer(from_fn_with_state(app.clone(), guard::guard))
        .with_state(app)
}

/// REST. Each handler names its method and path; what stands here is what the OpenAPI document holds.
#[rustfmt::skip]
fn rest() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi())
        // /api/v1/event-types
        .routes(routes!(event_types::list, event_types::create))
        // /api/v1/event-types/{key}
        .routes(routes!(event_types::get, event_types::change))
        .routes(routes!(event_types::draft, event_types::put_draft))
        .routes(routes!(event_types::publish))
        .routes(routes!(event_types::versions))
        .routes(routes!(event_types::version))
        .routes(routes!(event_types::json_schema))
        .routes(routes!(event_types::withdraw))
        .routes(routes!(event_types::roll_back))
        .routes(routes!(event_types::differences))
        // /api/v1/events
        .routes(routes!(events::list, events::register))
        // /api/v1/events/{id}
        .routes(routes!(events::get, events::change))
        .routes(routes!(events::cancel))
        .routes(routes!(events::log))
        // /api/v1/files, /api/v1/files/{id}, /api/v1/files/{id}/content
        .routes(routes!(files::create))
        .routes(routes!(files::get, files::append))
        .routes(routes!(files::content))
        // /api/v1/companies
        .routes(routes!(companies::list, companies::create))
        // /api/v1/companies/{id}
        .routes(routes!(companies::card, companies::change))
        .routes(routes!(companies::history))
        .routes(routes!(companies::contacts))
        // /api/v1/contacts, /api/v1/contacts/{id}
        .routes(routes!(contacts::list, contacts::create))
        .routes(routes!(contacts::get, contacts::change))
        // /api/v1/users, /api/v1/users/{id}, /api/v1/users/{id}/password
        .routes(routes!(users::list, users::create))
        .routes(routes!(users::get, users::change))
        .routes(routes!(users::set_password))
        // /api/v1/groups, /api/v1/groups/{id}
        .routes(routes!(groups::list, groups::create))
        .routes(routes!(groups::get, groups::change, groups::delete))
        // /api/v1/tokens, /api/v1/tokens/{id}
        .routes(routes!(tokens::list, tokens::create))
        .routes(routes!(tokens::revoke))
        // /api/v1/sessions, /api/v1/sessions/current, /api/v1/sessions/{id}, /api/v1/me
        .routes(routes!(sessions::list, sessions::sign_in))
        .routes(routes!(sessions::sign_out))
        .routes(routes!(sessions::revoke))
        .routes(routes!(users::me))
        // /api/v1/changes, /api/v1/live
        .routes(routes!(changes::page))
        .routes(routes!(live::live))
        // /api/v1/forms/validate, /api/v1/forms/import
        .routes(routes!(forms::validate))
        .routes(routes!(forms::import))
        // /api/v1/health, /api/v1/openapi.json
        .routes(routes!(health::health))
        .routes(routes!(description::document))
}

/// What no route takes: the client and its pages, or nothing.
async fn elsewhere(uri: Uri, request: axum::extract::Request) -> Response {
    let path = uri.path();
    if path == "/api" || path.starts_with("/api/") {
        return Refusal::NoRoute.into_response();
    }
    assets::answer(path, request.method(), request.headers())
}

/// What every handler may ask for. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    backend: Backend,
    public_url: Option<Origin>,
    proxies: Proxies,
    document: Arc<openapi::OpenApi>,
    stop: watch::Receiver<bool>,
}

impl App {
    pub fn backend(&self) -> &Backend {
        &self.0.backend
    }

    pub fn public_url(&self) -> Option<&Origin> {
        self.0.public_url.as_ref()
    }

    pub fn proxies(&self) -> &Proxies {
        &self.0.proxies
    }

    /// The OpenAPI document.
    pub fn document(&self) -> Arc<openapi::OpenApi> {
        self.0.document.clone()
    }

    /// Ends when the server is to stop.
    pub fn stopping(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut stop = self.0.stop.clone();
        async move {
            // A sender that is gone means the same.
            let _ = stop.wait_for(|stop| *stop).await;
        }
    }
}

impl FromRef<App> for Backend {
    fn from_ref(app: &App) -> Self {
        app.0.backend.clone()
    }
}
