//! Server functions: what the client calls. They find the backend and their visitor as Leptos context.

use app::server::Visitor as ClientVisitor;
use axum::{
    body::Body,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http_body_util::Limited;
use leptos::context::provide_context;

use crate::{
    access::{Asker, Visitor},
    guard::BODY_LIMIT,
    problem::Refusal,
    router::App,
};

/// Calls the server function that the path names.
pub async fn call(
    State(app): State<App>,
    visitor: Visitor,
    asker: Option<Asker>,
    request: Request,
) -> Response {
    let path = request.uri().path();
    if leptos::server_fn::axum::get_server_fn_service(path, request.method().clone()).is_none() {
        return Refusal::NoRoute.into_response();
    }
    let backend = app.backend().clone();
    let visitor = ClientVisitor {
        ctx: asker.map(|asker| asker.0),
        address: visitor.address,
        user_agent: visitor.user_agent,
        secure: app.public_url().is_some_and(|url| url.is_https()),
    };
    let context = move || {
        provide_context(backend.clone());
        provide_context(visitor.clone());
    };
    let request = request.map(|body| Body::new(Limited::new(body, BODY_LIMIT)));
    leptos_axum::handle_server_fns_with_context(context, request).await.into_response()
}
