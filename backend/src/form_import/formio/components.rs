//! The first pass: a node for every component, and a path for every value.

use forms::{Json, Label};

use super::{
    DEPTH, Entry, Role, attributes, composite, countries, is_true,
    kinds::{self, Kind},
    options,
    paths::{Paths, Target, joined},
    text,
    words::Words,
};
use crate::form_import::{
    draft::{Draft, Id, Kind as NodeKind},
    report::Report,
    told::{What, Why},
};

pub(super) struct Walk<'w, 'a> {
    pub(super) draft: &'w mut Draft,
    pub(super) paths: Paths,
    pub(super) report: &'w mut Report,
    pub(super) words: &'w Words,
    pub(super) entries: Vec<Entry<'a>>,
    pub(super) count: usize,
}

/// Where a component stands: its place in the source, the node and the path around it.
#[derive(Clone, Copy)]
pub(super) struct At<'p> {
    pub(super) place: &'p str,
    pub(super) parent: Option<Id>,
    pub(super) scope: &'p str,
    depth: usize,
}

impl<'a> Walk<'_, 'a> {
    pub(super) fn all(
        &mut self,
        components: &'a [Json],
        place: &str,
        parent: Option<Id>,
        scope: &str,
        depth: usize,
    ) {
        for (index, component) in components.iter().enumerate() {
            let place = format!("{place}/{index}");
            self.one(component, At { place: &place, parent, scope, depth });
        }
    }

    fn one(&mut self, component: &'a Json, at: At<'_>) {
        self.count += 1;
        if at.depth > DEPTH {
            return self.report.left_out(at.place, named(component), Why::TooDeep);
        }
        match kinds::of(component) {
            Kind::Section { holds } => self.section(component, at, holds),
            Kind::Columns => self.columns(component, at),
            Kind::Grid => self.grid(component, at),
            Kind::Rows => self.rows(component, at),
            Kind::Words => self.texts(component, at),
            Kind::Identity => composite::identity(self, component, at),
            Kind::Address => composite::address(self, component, at),
            Kind::AddressValidity => composite::validity(self, component, at),
            Kind::Attachment => composite::attachment(self, component, at),
            Kind::Survey => composite::survey(self, component, at),
            Kind::Needless(why) => self.report.left_out(at.place, named(component), why),
            Kind::None(why) => {
                self.report.left_out(at.place, named(component), why);
                self.paths.add(&joined(at.scope, key(component)), Target::Missing);
            }
            Kind::Unknown => self.unknown(component, at),
            Kind::Field(of) => self.field(component, at, of),
            Kind::Chosen { several } => self.chosen(component, at, several),
            Kind::Country => {
                if let Some(id) = self.input(component, at, "choice") {
                    self.draft.offer(id, &countries::options(is_true(component, "ignoreNorway")));
                }
            }
        }
    }

    fn section(&mut self, component: &'a Json, at: At<'_>, holds: bool) {
        let Some(id) = self.titled(component, at) else { return };
        let scope = if holds { joined(at.scope, key(component)) } else { at.scope.to_owned() };
        if holds {
            self.paths.add(&scope, Target::Holder);
        }
        let inside = component.get("components").and_then(Json::as_array).unwrap_or_default();
        self.all(inside, &format!("{}/components", at.place), Some(id), &scope, at.depth + 1);
    }

    /// A section with a title, whose condition is still to be said.
    pub(super) fn titled(&mut self, component: &'a Json, at: At<'_>) -> Option<Id> {
        let id = self.draft.add(NodeKind::Section, at.parent, at.place, name(component))?;
        let title = ["legend", "title", "label"].iter().find_map(|name| text(component, name));
        // The builder calls what nobody named by its type.
        let named = title.filter(|title| {
            !["Panel", "Container", "Field Set", "Columns", "Well", "Beholder", "Skjemagruppe"]
                .contains(title)
        });
        let shown = named.filter(|_| !is_true(component, "hideLabel") || text(component, "legend").is_some());
        if let Some(title) = shown {
            self.draft.set(id, "title", self.words.label(title).to_json());
        }
        if let Some(description) = text(component, "description") {
            self.aside(description, Some(id), at.place, "description");
        }
        self.entries.push(Entry {
            component,
            place: at.place.to_owned(),
            id,
            scope: at.scope.to_owned(),
            role: Role::Layout,
        });
        Some(id)
    }

    /// Words of a component that stand as a text of their own.
    fn aside(&mut self, words: &str, parent: Option<Id>, place: &str, name: &str) {
        let label = self.words.label(words);
        if !label.is_empty()
            && let Some(id) = self.draft.add(NodeKind::Text, parent, &format!("{place}/{name}"), name)
        {
            self.draft.set(id, "text", label.to_json());
        }
    }

    fn columns(&mut self, component: &'a Json, at: At<'_>) {
        let Some(id) = self.titled(component, at) else { return };
        let columns = component.get("columns").and_then(Json::as_array).unwrap_or_default();
        for (index, column) in columns.iter().enumerate() {
            let first = self.draft.nodes[id].children.len();
            let inside = column.get("components").and_then(Json::as_array).unwrap_or_default();
            self.all(
                inside,
                &format!("{}/columns/{index}/components", at.place),
                Some(id),
                at.scope,
                at.depth + 1,
            );
            let width = column
                .get("width")
                .and_then(super::digits)
                .filter(|width| (1..=12).any(|twelfth| *width == twelfth.into()));
            let added: Vec<Id> = self.draft.nodes[id].children.iter().skip(first).copied().collect();
            for child in added {
                if let Some(width) = width
                    && matches!(self.draft.nodes[child].kind, NodeKind::Field | NodeKind::Table)
                {
                    self.draft.set(child, "width", Json::Number(width.normalize().to_string()));
                }
            }
        }
    }

    /// A table that only lays out.
    fn grid(&mut self, component: &'a Json, at: At<'_>) {
        let Some(id) = self.titled(component, at) else { return };
        let rows = component.get("rows").and_then(Json::as_array).unwrap_or_default();
        for (row, cells) in rows.iter().enumerate() {
            for (cell, inside) in cells.as_array().unwrap_or_default().iter().enumerate() {
                let inside = inside.get("components").and_then(Json::as_array).unwrap_or_default();
                let place = format!("{}/rows/{row}/{cell}/components", at.place);
                self.all(inside, &place, Some(id), at.scope, at.depth + 1);
            }
        }
    }

    fn rows(&mut self, component: &'a Json, at: At<'_>) {
        let path = joined(at.scope, key(component));
        let inside = component.get("components").and_then(Json::as_array).unwrap_or_default();
        let in_rows = at.parent.is_some_and(|parent| {
            self.draft.nodes[parent].kind == NodeKind::Table || self.draft.nodes[parent].table.is_some()
        });
        let id = if in_rows {
            self.report.left_out(at.place, What::Rows(name(component).to_owned()), Why::RowsInRows);
            self.paths.add(&path, Target::Holder);
            self.titled(component, at)
        } else {
            let id = self.draft.add(NodeKind::Table, at.parent, at.place, name(component));
            if let Some(id) = id {
                self.report.imported();
                self.paths.add(&path, Target::Rows(id));
                self.draft.set(
                    id,
                    "label",
                    self.words.label(text(component, "label").unwrap_or(key(component))).to_json(),
                );
                attributes::of_rows(component, id, self.draft, self.words);
                self.entries.push(Entry {
                    component,
                    place: at.place.to_owned(),
                    id,
                    scope: at.scope.to_owned(),
                    role: Role::Rows,
                });
            }
            id
        };
        if let Some(id) = id {
            self.all(inside, &format!("{}/components", at.place), Some(id), &path, at.depth + 1);
        }
    }

    fn texts(&mut self, component: &'a Json, at: At<'_>) {
        let mut parts: Vec<&str> =
            [text(component, "content"), text(component, "html")].into_iter().flatten().collect();
        for part in component.get("accordionValues").and_then(Json::as_array).unwrap_or_default() {
            parts.extend(text(part, "title"));
            parts.extend(text(part, "content"));
        }
        let label = self.words.lines(&parts);
        if label.is_empty() {
            return self.report.left_out(at.place, named(component), Why::NoWords);
        }
        let conditional = component.get("conditional").and_then(|conditional| conditional.get("when"));
        let has_condition = text(component, "customConditional").is_some()
            || conditional.is_some_and(|when| !super::is_unset(when));
        if is_true(component, "hidden") && !has_condition {
            return self.report.left_out(at.place, named(component), Why::NeverShown);
        }
        let Some(id) = self.draft.add(NodeKind::Text, at.parent, at.place, name(component)) else { return };
        self.report.imported();
        self.draft.set(id, "text", label.to_json());
        self.entries.push(Entry {
            component,
            place: at.place.to_owned(),
            id,
            scope: at.scope.to_owned(),
            role: Role::Layout,
        });
    }

    /// A component that is not known: what is in it is taken over; a value becomes a text.
    fn unknown(&mut self, component: &'a Json, at: At<'_>) {
        let of = text(component, "type").unwrap_or_default().to_owned();
        let does = What::Does(name(component).to_owned());
        if component.get("components").is_some_and(|inside| inside.as_array().is_some()) {
            self.report.left_out(at.place, does, Why::BecameSection(of));
            return self.section(component, at, is_true(component, "tree"));
        }
        if !options::of(component, self.words).is_empty() {
            self.report.left_out(at.place, does, Why::BecameChoice(of));
            return self.chosen(component, at, is_true(component, "multiple"));
        }
        if component.get("input").and_then(Json::as_bool) == Some(false) {
            return self.report.left_out(at.place, named(component), Why::HoldsNothing(of));
        }
        self.report.left_out(at.place, does, Why::BecameText(of));
        self.field(component, at, "text");
    }

    fn chosen(&mut self, component: &'a Json, at: At<'_>, several: bool) {
        let options = options::of(component, self.words);
        if options.is_empty() {
            self.report.left_out(at.place, What::Choices(name(component).to_owned()), Why::FromServerByHand);
            return self.field(component, at, "text");
        }
        if let Some(id) = self.input(component, at, if several { "choices" } else { "choice" }) {
            self.draft.offer(id, &options);
            attributes::default(component, id, at.place, self.draft, self.report);
        }
    }

    fn field(&mut self, component: &'a Json, at: At<'_>, of: &'static str) {
        if let Some(id) = self.input(component, at, of) {
            attributes::of_field(component, id, at.place, self.draft, self.report);
            attributes::default(component, id, at.place, self.draft, self.report);
        }
    }

    /// A field with what all fields have.
    fn input(&mut self, component: &'a Json, at: At<'_>, of: &'static str) -> Option<Id> {
        let id = self.bare(component, at, name(component), of)?;
        self.report.imported();
        self.paths.add(&joined(at.scope, key(component)), Target::Field(id));
        self.draft.set(
            id,
            "label",
            self.words.label(text(component, "label").unwrap_or(key(component))).to_json(),
        );
        attributes::common(component, id, at.place, self.draft, self.report, self.words);
        self.entries.push(Entry {
            component,
            place: at.place.to_owned(),
            id,
            scope: at.scope.to_owned(),
            role: Role::Field,
        });
        Some(id)
    }

    /// A field with nothing but its type.
    fn bare(&mut self, component: &Json, at: At<'_>, called: &str, of: &str) -> Option<Id> {
        let id = self.draft.add(NodeKind::Field, at.parent, at.place, called);
        match id {
            Some(id) => self.draft.typed(id, of),
            None => self.report.left_out(at.place, named(component), Why::Full),
        }
        id
    }

    /// One of the fields that a component consists of.
    pub(super) fn within(
        &mut self,
        section: Id,
        place: &str,
        path: &str,
        of: &str,
        label: Label,
    ) -> Option<Id> {
        let mut names = path.rsplit('.');
        let last = names.next().unwrap_or(path);
        let called = match last {
            "files" | "additionalDocumentation" => &format!("{} {last}", names.next().unwrap_or_default()),
            last => last,
        };
        let Some(id) = self.draft.add(NodeKind::Field, Some(section), place, called) else {
            self.report.left_out(place, What::Named(called.to_owned()), Why::Full);
            return None;
        };
        self.draft.typed(id, of);
        self.draft.set(id, "label", label.to_json());
        self.paths.add(path, Target::Field(id));
        Some(id)
    }
}

pub(super) fn key(component: &Json) -> &str {
    text(component, "key").unwrap_or_default()
}

/// What a report calls a component.
pub(super) fn name(component: &Json) -> &str {
    text(component, "key").or_else(|| text(component, "type")).unwrap_or_default()
}

/// The whole component, as it was left out.
fn named(component: &Json) -> What {
    What::Named(name(component).to_owned())
}
