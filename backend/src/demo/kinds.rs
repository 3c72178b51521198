//! Event types with forms, numbers and settlements, beside the seven built-in ones.

use records::{AppError, event_types::NewEventType};

use crate::{Backend, Ctx, events::types};

/// A report of a visit, with mileage.
const VISIT: &str = r##"{
  "key": "visit_report", "kind": "form", "color": "#7a4fb5",
  "name": {"en": "Visit report", "pl": "Raport z wizyty"},
  "numbering": {"pattern": "WIZ/{seq:4}/{MM}/{YYYY}", "reset": "monthly"},
  "links": {"company": "required", "contact": "optional"},
  "settlements": [{"key": "mileage", "name": {"en": "Mileage", "pl": "Kilometrówka"}, "unit": "km",
    "quantity": "editable", "unit_price": "locked", "default_unit_price": "1.15", "currency": "PLN"}],
  "form": {"nodes": [
    {"node": "field", "key": "purpose", "type": "choice", "required": true, "width": 6,
     "label": {"en": "Purpose", "pl": "Cel"}, "options": [
       {"key": "offer", "label": {"en": "Offer", "pl": "Oferta"}},
       {"key": "presentation", "label": {"en": "Presentation", "pl": "Prezentacja"}},
       {"key": "delivery", "label": {"en": "Delivery", "pl": "Dostawa"}},
       {"key": "complaint", "label": {"en": "Complaint", "pl": "Reklamacja"}}]},
    {"node": "field", "key": "km", "type": "decimal", "required": true, "min": "0", "max": "2000", "scale": 1,
     "unit": "km", "width": 6, "label": {"en": "Kilometres", "pl": "Kilometry"}},
    {"node": "field", "key": "next_visit", "type": "date", "width": 6,
     "label": {"en": "Next visit", "pl": "Następna wizyta"}},
    {"node": "field", "key": "satisfied", "type": "boolean", "width": 6,
     "label": {"en": "Client satisfied", "pl": "Klient zadowolony"}}]}
}"##;

/// A training, charged by the hour.
const TRAINING: &str = r##"{
  "key": "training", "kind": "form", "color": "#3f8f4d",
  "name": {"en": "Training", "pl": "Szkolenie"},
  "numbering": {"pattern": "SZK/{seq:3}/{YYYY}", "reset": "yearly"},
  "links": {"company": "required", "contact": "optional"},
  "settlements": [{"key": "hours", "name": {"en": "Training hours", "pl": "Godziny szkolenia"}, "unit": "h",
    "quantity": "editable", "unit_price": "editable", "default_unit_price": "180.00", "currency": "PLN"}],
  "form": {"nodes": [
    {"node": "field", "key": "topic", "type": "choice", "required": true, "width": 6,
     "label": {"en": "Topic", "pl": "Temat"}, "options": [
       {"key": "basics", "label": {"en": "First steps", "pl": "Pierwsze kroki"}},
       {"key": "scanning", "label": {"en": "Scanning and archive", "pl": "Skanowanie i archiwum"}},
       {"key": "costs", "label": {"en": "Print costs", "pl": "Koszty wydruku"}},
       {"key": "administration", "label": {"en": "Administration", "pl": "Administracja"}}]},
    {"node": "field", "key": "participants", "type": "integer", "required": true, "min": 1, "max": 60, "width": 6,
     "label": {"en": "Participants", "pl": "Uczestnicy"}},
    {"node": "field", "key": "remarks", "type": "long_text", "label": {"en": "Remarks", "pl": "Uwagi"}}]}
}"##;

/// A repair, charged by the consultant's hour and the way there.
const SERVICE: &str = r##"{
  "key": "service_call", "kind": "form", "color": "#c2571a",
  "name": {"en": "Service call", "pl": "Zlecenie serwisowe"},
  "numbering": {"pattern": "SER/{YYYY}/{seq:5}", "reset": "yearly"},
  "links": {"company": "required", "contact": "optional"},
  "settlements": [
    {"key": "work", "name": {"en": "Consultant hours", "pl": "Godziny konsultanta"}, "unit": "h",
     "quantity": "editable", "unit_price": "editable", "default_unit_price": "220.00", "currency": "PLN"},
    {"key": "mileage", "name": {"en": "Mileage", "pl": "Kilometrówka"}, "unit": "km",
     "quantity": "editable", "unit_price": "locked", "default_unit_price": "1.15", "currency": "PLN"}],
  "form": {"nodes": [
    {"node": "field", "key": "device", "type": "text", "required": true, "max_length": 100, "width": 6,
     "label": {"en": "Device", "pl": "Urządzenie"}},
    {"node": "field", "key": "fault", "type": "choice", "required": true, "width": 6,
     "label": {"en": "Fault", "pl": "Usterka"}, "options": [
       {"key": "paper", "label": {"en": "Paper feed", "pl": "Podawanie papieru"}},
       {"key": "print", "label": {"en": "Print quality", "pl": "Jakość wydruku"}},
       {"key": "network", "label": {"en": "Network", "pl": "Sieć"}},
       {"key": "other", "label": {"en": "Other", "pl": "Inna"}}]},
    {"node": "field", "key": "counter", "type": "integer", "min": 0, "width": 6,
     "label": {"en": "Page counter", "pl": "Licznik stron"}},
    {"node": "field", "key": "repaired", "type": "boolean", "width": 6,
     "label": {"en": "Repaired", "pl": "Naprawiono"}},
    {"node": "field", "key": "done", "type": "long_text", "label": {"en": "What was done", "pl": "Co zrobiono"}}]}
}"##;

/// An exhibition stand lent out.
const STAND: &str = r##"{
  "key": "stand_lent", "kind": "form", "color": "#1d7f8c",
  "name": {"en": "Stand lent out", "pl": "Wypożyczenie stoiska"},
  "numbering": {"pattern": "ST/{seq:3}/{YY}", "reset": "yearly"},
  "links": {"company": "required", "contact": "optional"},
  "form": {"nodes": [
    {"node": "field", "key": "stand", "type": "choice", "required": true, "width": 6,
     "label": {"en": "Stand", "pl": "Stoisko"}, "options": [
       {"key": "small", "label": {"en": "Small, 2 × 2 m", "pl": "Małe, 2 × 2 m"}},
       {"key": "large", "label": {"en": "Large, 3 × 4 m", "pl": "Duże, 3 × 4 m"}},
       {"key": "counter", "label": {"en": "Counter", "pl": "Lada"}}]},
    {"node": "field", "key": "back_on", "type": "date", "required": true, "width": 6,
     "label": {"en": "Back on", "pl": "Zwrot dnia"}},
    {"node": "field", "key": "occasion", "type": "text", "max_length": 120,
     "label": {"en": "Occasion", "pl": "Okazja"}}]}
}"##;

/// An offer that went out.
const OFFER: &str = r##"{
  "key": "offer_sent", "kind": "form", "color": "#9a6b00",
  "name": {"en": "Offer sent", "pl": "Wysłano ofertę"},
  "numbering": {"pattern": "OF/{seq:4}/{YYYY}", "reset": "yearly"},
  "links": {"company": "required", "contact": "optional"},
  "form": {"nodes": [
    {"node": "field", "key": "subject", "type": "text", "required": true, "max_length": 120,
     "label": {"en": "Subject", "pl": "Przedmiot"}},
    {"node": "field", "key": "net", "type": "decimal", "required": true, "min": "0", "scale": 2, "unit": "PLN",
     "width": 6, "label": {"en": "Net value", "pl": "Wartość netto"}},
    {"node": "field", "key": "valid_until", "type": "date", "width": 6,
     "label": {"en": "Valid until", "pl": "Ważna do"}}]}
}"##;

/// Makes them.
pub(super) async fn load(backend: &Backend, administrator: &Ctx) -> Result<(), AppError> {
    for text in [VISIT, TRAINING, SERVICE, STAND, OFFER] {
        let new: NewEventType = serde_json::from_str(text).map_err(|error| {
            tracing::error!(%error, "a demo event type cannot be read");
            AppError::Internal
        })?;
        types::create(backend, administrator, new).await?;
    }
    Ok(())
}
