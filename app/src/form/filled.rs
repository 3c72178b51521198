//! A form while it is filled in: what is typed goes to the engine change by change, and parts of the form that come, go
//! or are computed follow at once.

use std::sync::Arc;

use forms::{Context, Filling, Form, Json, Node, Outcome, Ref};
use leptos::prelude::*;
use records::Uuid;

use super::Entered;
use crate::{access::Session, kit::memo, time};

/// What a form may know beside its values: the time, who fills it in, the company, what was stored. Tracked.
pub(crate) fn context(session: Session, company: Option<(Uuid, String)>, stored: Option<Json>) -> Context {
    let (now, today) = time::now_and_today(&session.time_zone());
    let user = session.user().map(|user| Ref { id: user.id.to_string(), name: user.name });
    let company = company.map(|(id, name)| Ref { id: id.to_string(), name });
    Context { now: Some(now), today: Some(today), user, company, stored }
}

/// The engine's view of what is typed.
#[derive(Clone)]
pub(crate) struct Filled {
    pub(crate) form: Arc<Form>,
    filling: StoredValue<Filling, LocalStorage>,
    /// Counts the changes.
    version: RwSignal<u32>,
}

impl Filled {
    /// Begins with what was typed before, else with the form's defaults. Follows the typed texts and the context.
    pub(crate) fn new(form: Arc<Form>, entered: Entered, context: impl Fn() -> Context + 'static) -> Self {
        let about = untrack(&context);
        entered.begin(&form, &forms::initial(&form, &about));
        // What no input here can hold counts too, as it is stored.
        let values = entered.put(&form, about.stored.clone().unwrap_or_default());
        let mut known = untrack(|| entered.texts());
        let filling = StoredValue::new_local(Filling::new(form.clone(), &values, about));
        let version = RwSignal::new(0_u32);
        Effect::new(move |before: Option<()>| {
            let about = context();
            if before.is_some() {
                filling.update_value(|filling| drop(filling.set_context(about)));
                version.update(|version| *version += 1);
            }
        });
        let typed = form.clone();
        Effect::new(move |_: Option<()>| {
            let texts = entered.texts();
            let mut any = false;
            for (key, text) in texts.iter().filter(|(key, text)| known.get(*key) != Some(*text)) {
                if let Some(field) = Entered::all(&typed).find(|field| field.key == *key) {
                    let value = entered.value(field.kind, text);
                    filling.update_value(|filling| drop(filling.set(key, value)));
                    any = true;
                }
            }
            known = texts;
            if any {
                version.update(|version| *version += 1);
            }
        });
        Self { form, filling, version }
    }

    /// Whether a part that stands in no row is shown.
    pub(crate) fn shown(&self, node: Node) -> Signal<bool> {
        self.holds(node, Filling::is_shown)
    }

    /// Whether a field has to be filled in.
    pub(crate) fn required(&self, node: Node) -> Signal<bool> {
        self.holds(node, Filling::is_required)
    }

    /// Whether a field may not be changed.
    pub(crate) fn read_only(&self, node: Node) -> Signal<bool> {
        self.holds(node, Filling::is_read_only)
    }

    fn holds(&self, node: Node, ask: fn(&Filling, Node) -> bool) -> Signal<bool> {
        let (filling, version) = (self.filling, self.version);
        let holds = memo(move || {
            version.track();
            filling.with_value(|filling| ask(filling, node))
        });
        holds.into()
    }

    /// The value that a part has or is computed to, tracked.
    pub(crate) fn value(&self, node: Node) -> Option<Json> {
        self.version.track();
        self.filling.with_value(|filling| filling.value(node).cloned())
    }

    /// What judging all of it gives, tracked.
    pub(crate) fn outcome(&self) -> Outcome {
        self.version.track();
        self.filling.with_value(Filling::outcome)
    }
}
