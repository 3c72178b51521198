//! Where a part of a form stands: at the top, or in a row of a table.

use std::sync::Arc;

use forms::{Field, Form, Json, Node};
use leptos::prelude::*;

use super::{
    Entered, Filled,
    entered::{Texts, search_key},
};
use crate::kit::{Submission, effect, memo};

/// All that a part of a form needs to be filled in.
#[derive(Clone)]
pub(super) struct Scope {
    pub(super) filled: Filled,
    pub(super) entered: Entered,
    pub(super) submission: Submission,
    pub(super) row: Option<InRow>,
}

/// A row of a table.
#[derive(Clone)]
pub(super) struct InRow {
    pub(super) table: usize,
    pub(super) index: usize,
    pub(super) texts: Arc<Texts>,
}

impl Scope {
    pub(super) fn form(&self) -> Arc<Form> {
        self.filled.form.clone()
    }

    /// Whether a part is shown; `None` where nothing of its own can hide it.
    pub(super) fn shown(&self, node: Node) -> Option<Signal<bool>> {
        self.filled
            .form
            .may_hide(node)
            .then(|| self.holds(node, |asked| asked.shown, forms::Filling::is_shown_in))
    }

    /// Whether a field has to be filled in.
    pub(super) fn required(&self, at: usize) -> Signal<bool> {
        let field = self.filled.form.field(at);
        match field.is_steadily_required() {
            true => Signal::stored(field.required),
            false => self.holds(Node::Field(at), |asked| asked.required, forms::Filling::is_required_in),
        }
    }

    /// Whether a field may not be changed; `None` where it always may.
    pub(super) fn read_only(&self, at: usize) -> Option<Signal<bool>> {
        let of = || self.holds(Node::Field(at), |asked| asked.read_only, forms::Filling::is_read_only_in);
        self.filled.form.field(at).may_be_read_only().then(of)
    }

    fn holds(
        &self,
        node: Node,
        of: fn(&super::filled::Asked) -> bool,
        in_row: fn(&forms::Filling, Node, usize) -> bool,
    ) -> Signal<bool> {
        let Some(row) = &self.row else {
            let asked = self.filled.asked(node);
            return memo(move || asked.with(of)).into();
        };
        let (filled, index, table) = (self.filled.clone(), row.index, Node::Table(row.table));
        let holds = memo(move || {
            filled.track(table);
            filled.filling.with_value(|filling| in_row(filling, node, index))
        });
        holds.into()
    }

    /// Where a field stands in the event.
    pub(super) fn path(&self, field: &Field) -> String {
        match &self.row {
            None => format!("values.{}", field.key),
            Some(row) => {
                format!("values.{}[{}].{}", self.filled.form.table(row.table).key, row.index, field.key)
            }
        }
    }

    /// What is typed in a field.
    pub(super) fn text(&self, field: &Field) -> RwSignal<String> {
        let own = self.row.as_ref().and_then(|row| row.texts.get(&field.key).cloned());
        own.unwrap_or_else(|| self.entered.of(&field.key)).into()
    }

    /// What is typed and not chosen in a field. To be called in a component's body.
    pub(super) fn searched(&self, field: &Field) -> ArcRwSignal<String> {
        let Some(key) = search_key(field) else { return ArcRwSignal::default() };
        let own = self.row.as_ref().and_then(|row| row.texts.get(&key).cloned());
        let (text, entered) = (own.unwrap_or_else(|| self.entered.of(&key)), self.entered);
        let known = StoredValue::new(text.get_untracked());
        let followed = text.clone();
        effect(move || {
            let text = followed.get();
            if known.with_value(|known| *known != text) {
                known.set_value(text);
                entered.tell();
            }
        });
        text
    }

    /// The value that a field has or is computed to, tracked.
    pub(super) fn value(&self, at: usize) -> Option<Json> {
        let Some(row) = &self.row else { return self.filled.value(Node::Field(at)) };
        let rows = self.filled.value(Node::Table(row.table))?;
        rows.as_array()?.get(row.index)?.get(&self.filled.form.field(at).key).cloned()
    }
}
