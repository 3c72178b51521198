//! A form while it is filled in: what is typed goes to the engine change by change, and only the parts of the form that
//! the engine tells to have changed look at it again.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use forms::{Context, Filling, Form, Json, Node, Outcome, Problem, Ref};
use leptos::prelude::*;
use records::Uuid;

use super::{Entered, entered::Row, problems::in_words};
use crate::{access::Session, time};

/// What a form may know beside its values: the time, who fills it in, the company, what was stored. Tracked.
pub(crate) fn context(session: Session, company: Option<(Uuid, String)>, stored: Option<Json>) -> Context {
    let (now, today) = time::now_and_today(&session.time_zone());
    let user = session.user().map(|user| Ref { id: user.id.to_string(), name: user.name });
    let company = company.map(|(id, name)| Ref { id: id.to_string(), name });
    Context { now: Some(now), today: Some(today), user, company, stored }
}

/// What the engine says of a part.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Asked {
    pub(super) shown: bool,
    pub(super) required: bool,
    pub(super) read_only: bool,
}

/// The engine's view of what is typed.
#[derive(Clone)]
pub(crate) struct Filled {
    pub(crate) form: Arc<Form>,
    pub(super) filling: StoredValue<Filling, LocalStorage>,
    /// What parts that somebody looks at are asked; and a count of the changes of those whose values are looked at.
    asked: StoredValue<BTreeMap<Node, ArcRwSignal<Asked>>>,
    news: StoredValue<BTreeMap<Node, ArcRwSignal<u32>>>,
    /// Counts the changes.
    version: RwSignal<u32>,
    /// Keys whose values have changed and whose problems the server may have told.
    changed: StoredValue<Vec<String>>,
    /// Paths of fields that somebody has been to.
    touched: StoredValue<BTreeSet<String>>,
    /// Sending was tried: every problem is told.
    tried: RwSignal<bool>,
    /// The company that the event is about.
    pub(super) company: RwSignal<Option<Ref>>,
    entered: Entered,
    context: StoredValue<Box<dyn Fn() -> Context>, LocalStorage>,
}

impl Filled {
    /// Begins with what was typed before, else with the form's defaults. Follows the typed texts and the context.
    pub(crate) fn new(form: Arc<Form>, entered: Entered, context: impl Fn() -> Context + 'static) -> Self {
        let about = untrack(&context);
        entered.begin(&form, &forms::initial(&form, &about));
        // What no input here can hold counts too, as it is stored.
        let values = untrack(|| entered.put(&form, about.stored.clone().unwrap_or_default()));
        let company = RwSignal::new(about.company.clone());
        let filled = Self {
            filling: StoredValue::new_local(Filling::new(form.clone(), &values, about)),
            asked: StoredValue::new(BTreeMap::new()),
            news: StoredValue::new(BTreeMap::new()),
            version: RwSignal::new(0),
            changed: StoredValue::new(Vec::new()),
            touched: StoredValue::new(BTreeSet::new()),
            tried: RwSignal::new(false),
            company,
            form,
            entered,
            context: StoredValue::new_local(Box::new(context)),
        };
        let follower = filled.clone();
        Effect::new(move |before: Option<()>| {
            let about = follower.context.with_value(|context| context());
            if before.is_some() {
                if company.with_untracked(|known| *known != about.company) {
                    company.set(about.company.clone());
                }
                follower.tell(|filling| filling.set_context(about));
            }
        });
        filled.follow();
        filled
    }

    /// Each text is followed by itself, so that a key pressed looks at one of them only.
    fn follow(&self) {
        for (at, field) in self.form.fields().enumerate() {
            if field.table.is_none() && !field.is_computed() {
                let (text, filled) = (self.entered.of(&field.key), self.clone());
                let mut known = text.get_untracked();
                Effect::new(move |_: Option<()>| {
                    let now = text.get();
                    if now != known {
                        let field = filled.form.field(at);
                        filled.set(&field.key, filled.entered.value(field, &now));
                        known = now;
                    }
                });
            }
        }
        for at in 0..self.form.tables().len() {
            let filled = self.clone();
            let mut known = untrack(|| self.entered.table(&self.form, self.form.table(at)));
            Effect::new(move |_: Option<()>| {
                let table = filled.form.table(at);
                let now = filled.entered.table(&filled.form, table);
                if now != known {
                    filled.set(&table.key, now.clone());
                    known = now;
                }
            });
        }
    }

    fn set(&self, key: &str, value: Option<Json>) {
        self.changed.update_value(|changed| changed.push(key.to_owned()));
        self.tell(|filling| filling.set(key, value));
    }

    /// Changes something, and tells the parts that the engine says to have changed by it.
    fn tell(&self, change: impl FnOnce(&mut Filling) -> Vec<Node>) {
        let Some(told) = self.filling.try_update_value(change) else { return };
        for node in told {
            if let Some(asked) = self.asked.with_value(|asked| asked.get(&node).cloned()) {
                let now = self.ask(node);
                if asked.get_untracked() != now {
                    asked.set(now);
                }
            }
            if let Some(news) = self.news.with_value(|news| news.get(&node).cloned()) {
                news.update(|news| *news += 1);
            }
        }
        self.version.update(|version| *version += 1);
    }

    /// Judges by the time that it is now.
    pub(crate) fn renew(&self) {
        let about = untrack(|| self.context.with_value(|context| context()));
        self.tell(|filling| filling.set_context(about));
    }

    fn ask(&self, node: Node) -> Asked {
        self.filling.with_value(|filling| Asked {
            shown: filling.is_shown(node),
            required: filling.is_required(node),
            read_only: filling.is_read_only(node),
        })
    }

    /// What a part that stands in no row is asked, tracked.
    pub(super) fn asked(&self, node: Node) -> ArcRwSignal<Asked> {
        if let Some(known) = self.asked.with_value(|asked| asked.get(&node).cloned()) {
            return known;
        }
        let asked = ArcRwSignal::new(self.ask(node));
        self.asked.update_value(|all| drop(all.insert(node, asked.clone())));
        asked
    }

    /// Follows the values of a part that stands in no row.
    pub(super) fn track(&self, node: Node) {
        let known = self.news.with_value(|news| news.get(&node).cloned());
        let news = known.unwrap_or_else(|| {
            let news = ArcRwSignal::new(0);
            self.news.update_value(|all| drop(all.insert(node, news.clone())));
            news
        });
        news.track();
    }

    /// The value that a part has or is computed to, tracked.
    pub(super) fn value(&self, node: Node) -> Option<Json> {
        self.track(node);
        self.filling.with_value(|filling| filling.value(node).cloned())
    }

    /// A new row of a table, with its defaults.
    pub(super) fn new_row(&self, table: usize) -> Row {
        let values = self.entered.put(&self.form, Json::object());
        let about = self.filling.with_value(|filling| filling.context().clone());
        let row = forms::initial_row(&self.form, table, &values, &about);
        self.entered.row(&self.form, self.form.table(table), &row)
    }

    /// Counts the changes, tracked.
    pub(crate) fn version(&self) -> u32 {
        self.version.get()
    }

    /// What judging all of it gives, untracked.
    pub(crate) fn outcome(&self) -> Outcome {
        self.filling.with_value(Filling::outcome)
    }

    /// The files that values name.
    pub(crate) fn files(&self, values: &Json) -> Vec<Uuid> {
        let mut found = Vec::new();
        let mut take = |ids: Option<&Json>| {
            let ids = ids.and_then(Json::as_array).unwrap_or_default().iter().filter_map(Json::as_str);
            found.extend(ids.filter_map(|id| Uuid::parse_str(id).ok()));
        };
        for field in self.form.fields().filter(|field| field.kind.is_file()) {
            let table = self.form.tables().iter().find(|table| Some(&table.id) == field.table.as_ref());
            match table {
                None => take(values.get(&field.key)),
                Some(table) => {
                    let rows = values.get(&table.key).and_then(Json::as_array).unwrap_or_default();
                    rows.iter().for_each(|row| take(row.get(&field.key)));
                }
            }
        }
        found
    }

    /// Somebody has been to a field: from now on its problems are told.
    pub(super) fn touch(&self, path: &str) {
        let is_new = self.touched.try_update_value(|touched| touched.insert(path.to_owned()));
        if is_new == Some(true) {
            self.version.try_update(|version| *version += 1);
        }
    }

    /// From now on all problems are told.
    pub(crate) fn tell_everything(&self) {
        self.tried.set(true);
    }

    /// The problems to be told by now, tracked; their paths begin with `values`.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        self.version.track();
        let tried = self.tried.get();
        let mut found = self.filling.with_value(Filling::found);
        if !tried {
            self.touched.with_value(|touched| {
                found.retain(|problem| {
                    let path = problem.path.strip_suffix(']').and_then(|path| path.rsplit_once('['));
                    touched.contains(&problem.path) || path.is_some_and(|(path, _)| touched.contains(path))
                });
            });
        }
        found.into_iter().map(|problem| in_words(problem, &self.form, self.entered)).collect()
    }

    /// Keys whose values have changed since this was last asked.
    pub(super) fn take_changed(&self) -> Vec<String> {
        self.changed.try_update_value(std::mem::take).unwrap_or_default()
    }
}
