//! What the tests of events register.

use backend::{Backend, Ctx, directory::companies};
use records::{
    AppError, Json, Timestamp, Uuid, companies::NewCompany, event_types::NewEventType, events::RegisterEvent,
};

pub fn json(text: &str) -> Json {
    Json::parse(text).expect("JSON")
}

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("time")
}

pub async fn company(backend: &Backend, ctx: &Ctx, name: &str) -> Uuid {
    let new = NewCompany { name: name.into(), ..NewCompany::default() };
    companies::create(backend, ctx, new).await.expect("company").0.id
}

/// A call to a company, the simplest of registrations.
pub fn call(company: Uuid) -> RegisterEvent {
    RegisterEvent {
        id: Some(Uuid::now_v7()),
        r#type: "called_client".into(),
        company: Some(company),
        note: Some("Zadzwoniliśmy w sprawie żółwia".into()),
        ..RegisterEvent::default()
    }
}

pub fn visit_type() -> NewEventType {
    serde_json::from_str(
        r##"{"key": "visit", "kind": "form", "name": {"en": "Visit", "pl": "Wizyta"}, "color": "#1f77b4",
        "form": {"nodes": [
          {"node": "field", "key": "km", "type": "decimal", "label": {"en": "Km"}, "required": true, "min": "0", "scale": 2},
          {"node": "field", "key": "mood", "type": "choice", "label": {"en": "Mood"},
           "options": [{"key": "good", "label": {"en": "Good"}}, {"key": "bad", "label": {"en": "Bad"}}]},
          {"node": "field", "key": "people", "type": "integer", "label": {"en": "People"}}]},
        "numbering": {"pattern": "VIS/{seq:4}/{MM}/{YYYY}", "reset": "monthly", "date": "occurred"},
        "links": {"company": "required", "contact": "optional", "order": "optional"},
        "settlements": [{"key": "mileage", "name": {"en": "Mileage"}, "unit": "km", "quantity": "editable",
          "unit_price": "locked", "default_unit_price": "1.15", "currency": "PLN"}],
        "backdating": {"max_days": 30}, "on_behalf": true}"##,
    )
    .expect("type")
}

pub fn visit(company: Uuid, values: &str) -> RegisterEvent {
    RegisterEvent {
        r#type: "visit".into(),
        company: Some(company),
        values: json(values),
        ..RegisterEvent::default()
    }
}

/// `path code` of every problem.
pub fn told(error: AppError) -> Vec<String> {
    match error {
        AppError::Invalid { problems } => {
            problems.iter().map(|problem| format!("{} {}", problem.path, problem.code)).collect()
        }
        other => vec![format!("{other:?}")],
    }
}

pub fn decimal(text: &str) -> records::Decimal {
    serde_json::from_str(&format!("\"{text}\"")).expect("decimal")
}
