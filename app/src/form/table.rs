//! A table of a form: rows that are added, removed and put in order. Where there is room for it, the fields of a row
//! stand side by side under the names of the columns; else each row is a card.

use forms::{FieldType, Label, Node, Table};
use leptos::text_prop::TextProp;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    entered::Row,
    fill::{nodes, one},
    scope::{InRow, Scope},
};
use crate::{
    i18n::{I18n, fill, tr},
    kit::{Each, Icon, Labelled, Shape, part, when},
};

/// So many fields of a row fit side by side.
const MOST_COLUMNS: usize = 6;

/// A table with its rows.
#[component]
pub(super) fn FormTable(scope: Scope, at: usize) -> impl IntoView {
    let i18n = I18n::get();
    let form = scope.form();
    let table = form.table(at);
    let path = format!("values.{}", table.key);
    let label = table.label.clone();
    let name = TextProp::from(move || label.in_language(i18n.language().code()).to_owned());
    let help = table.help.clone();
    let hint = help.map(|help| TextProp::from(move || help.in_language(i18n.language().code()).to_owned()));
    let required = Signal::stored(table.min_items.is_some_and(|least| least > 0));
    let labelled = Labelled::new(scope.submission, &path, name.clone(), required, hint);
    let rows = scope.entered.rows(&table.key);
    let list = NodeRef::<html::Div>::new();
    // What was removed last, and where it stood.
    let removed = RwSignal::new(None::<(usize, Row)>);

    let (filled, known, most) = (scope.filled.clone(), rows.clone(), table.max_items);
    let full = {
        let rows = rows.clone();
        move || rows.with(|rows| most.is_some_and(|most| rows.len() >= most as usize) || rows.len() >= 500)
    };
    let add = move |_| {
        let row = filled.new_row(at);
        known.update(|rows| rows.push(row));
        removed.set(None);
        focus_in(list, known.with_untracked(Vec::len) - 1, "input, select, textarea, button");
    };
    let known = rows.clone();
    let restore = move |_| {
        if let Some((place, row)) = removed.get_untracked() {
            removed.set(None);
            known.update(|rows| rows.insert(place.min(rows.len()), row));
            focus_in(list, place, "input, select, textarea, button");
        }
    };
    let as_table = is_flat(&scope, table);
    let heads = as_table.then(|| {
        let label =
            |node: &Node| if let Node::Field(at) = *node { Some(form.field(at).label.clone()) } else { None };
        let labels: Vec<_> = table.nodes.iter().filter_map(label).collect();
        let rows = rows.clone();
        let head = move |label: Label| {
            view! { <span>{move || label.in_language(i18n.language().code()).to_owned()}</span> }
        };
        when(
            move || rows.with(|rows| !rows.is_empty()),
            move || {
                let heads = labels.iter().cloned().map(head).collect_view();
                view! { <div class="entry-heads" aria-hidden="true">{heads}</div> }
            },
        )
    });
    let columns = table.nodes.len();
    let each = {
        let rows = rows.clone();
        move || rows.get().into_iter().enumerate().collect::<Vec<_>>()
    };
    let row = {
        let (scope, rows, name) = (scope.clone(), rows.clone(), name.clone());
        move |(index, row): (usize, Row)| {
            let fields = row_fields(&scope, at, index, &row, as_table);
            let tools = row_tools(rows.clone(), index, row.id, list, removed);
            let title = {
                let name = name.clone();
                move || format!("{} {}", name.get(), index + 1)
            };
            let spoken = title.clone();
            view! {
                <div class="entry" role="group" aria-label=spoken>
                    <p class="entry-title" aria-hidden="true">{title}</p>
                    <div class=if as_table { "entry-fields" } else { "fields" }>{fields}</div>
                    {tools}
                </div>
            }
        }
    };
    let empty = {
        let rows = rows.clone();
        move || rows.with(Vec::is_empty)
    };
    let undo = part(move || {
        let restore = restore.clone();
        removed.get().map(|_| {
            view! {
                <span>{tr(|t| t.row_removed)}</span>
                <button type="button" class="link-button" on:click=restore>{tr(|t| t.undo)}</button>
            }
        })
    });
    let content = view! {
        {heads}
        <div class="entries" node_ref=list>
            <Each each key=|(index, row): &(usize, Row)| (*index, row.id) children=row />
        </div>
        {when(empty, || view! { <p class="hint">{tr(|t| t.rows_none)}</p> })}
        <div class="entry-actions">
            <button type="button" class="button small" disabled=full on:click=add>
                <Icon shape=Shape::Register /> {tr(|t| t.row_add)}
            </button>
            <span role="status" class="entry-undo">{undo}</span>
        </div>
    };
    let class = if as_table {
        format!("table-field as-table columns-of-{columns}")
    } else {
        "table-field".to_owned()
    };
    let path = table.key.clone();
    let width = table.width.unwrap_or(12);
    view! {
        <div class=format!("part wide-{width}") data-path=path>
            {labelled.group(&class, "group", content.into_any())}
        </div>
    }
}

/// Whether the fields of a row can stand side by side.
fn is_flat(scope: &Scope, table: &Table) -> bool {
    let form = scope.form();
    let fits = |node: &Node| match *node {
        Node::Field(at) => {
            let kind = form.field(at).kind;
            !kind.is_list() && !matches!(kind, FieldType::LongText | FieldType::Location)
        }
        _ => false,
    };
    table.nodes.len() <= MOST_COLUMNS && table.nodes.iter().all(fits)
}

fn row_fields(scope: &Scope, at: usize, index: usize, row: &Row, as_table: bool) -> AnyView {
    let scope = Scope { row: Some(InRow { table: at, index, texts: row.texts.clone() }), ..scope.clone() };
    let form = scope.form();
    let list = &form.table(at).nodes;
    if !as_table {
        return nodes(&scope, list, 1);
    }
    // What is hidden in this row keeps its column.
    let column = |node: &Node| {
        let (scope, node) = (scope.clone(), *node);
        let content = match scope.shown(node) {
            Some(shown) => when(move || shown.get(), move || one(&scope, node, 1)).into_any(),
            None => one(&scope, node, 1),
        };
        view! { <div class="column">{content}</div> }
    };
    list.iter().map(column).collect_view().into_any()
}

fn row_tools(
    rows: ArcRwSignal<Vec<Row>>,
    index: usize,
    id: u32,
    list: NodeRef<html::Div>,
    removed: RwSignal<Option<(usize, Row)>>,
) -> AnyView {
    let i18n = I18n::get();
    let numbered = move |text: fn(&'static crate::i18n::Texts) -> &'static str| {
        move || fill(text(i18n.texts()), &(index + 1).to_string())
    };
    let moved = {
        let rows = rows.clone();
        move |to: usize, class: &'static str| {
            rows.update(|rows| {
                if to < rows.len() {
                    rows.swap(index, to);
                }
            });
            focus_in(list, to, class);
        }
    };
    let (up, down) = (moved.clone(), moved);
    let is_last = {
        let rows = rows.clone();
        move || rows.with(|rows| index + 1 >= rows.len())
    };
    let remove = move |_| {
        rows.update(|rows| {
            if let Some(at) = rows.iter().position(|row| row.id == id) {
                removed.set(Some((at, rows.remove(at))));
            }
        });
        // Somewhere near, so that the keyboard is not lost.
        match rows.with_untracked(Vec::len) {
            0 => focus_beside(list),
            left => focus_in(list, index.min(left - 1), ".entry-remove"),
        }
    };
    view! {
        <div class="entry-tools">
            <button
                type="button"
                class="button quiet small entry-up"
                aria-label=numbered(|t| t.row_up)
                disabled=index == 0
                on:click=move |_| up(index.saturating_sub(1), ".entry-up:enabled, .entry-down:enabled")
            >
                <Icon shape=Shape::Up />
            </button>
            <button
                type="button"
                class="button quiet small entry-down"
                aria-label=numbered(|t| t.row_down)
                disabled=is_last
                on:click=move |_| down(index + 1, ".entry-down:enabled, .entry-up:enabled")
            >
                <Icon shape=Shape::Down />
            </button>
            <button type="button" class="button quiet small entry-remove" aria-label=numbered(|t| t.row_remove) on:click=remove>
                <Icon shape=Shape::Remove />
            </button>
        </div>
    }
    .into_any()
}

/// Puts the focus on something in a row, once the row is there.
fn focus_in(list: NodeRef<html::Div>, index: usize, what: &'static str) {
    request_animation_frame(move || {
        let Some(list) = list.try_get_untracked().flatten() else { return };
        let row = list.children().item(index as u32);
        let found = row.and_then(|row| row.query_selector(what).ok().flatten());
        if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            let _ = found.focus();
        }
    });
}

/// Puts the focus on the button below the rows.
fn focus_beside(list: NodeRef<html::Div>) {
    let around = list.get_untracked().and_then(|list| list.parent_element());
    let button = around.and_then(|around| around.query_selector(".entry-actions button").ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}
