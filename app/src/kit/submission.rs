//! One form being sent: whether it is on its way, and what is wrong with it. What was typed is never touched.

use std::{collections::BTreeMap, future::Future, pin::Pin, time::Duration};

use forms::Problem;
use leptos::text_prop::TextProp;
use leptos::{prelude::*, task::spawn_local};
use records::AppError;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::erased::effect;
use crate::access::Session;

/// The problems of one field.
pub(crate) type Told = ArcRwSignal<Vec<Problem>>;

/// A field that shows its problems.
#[derive(Clone)]
struct Place {
    label: TextProp,
    /// Of its element in the page.
    id: String,
    told: Told,
}

/// A text that stands where something is to be chosen.
#[derive(Clone)]
struct Unchosen {
    path: String,
    told: bool,
}

/// A problem for each of these fields in which nothing is typed.
pub(crate) fn missing<const N: usize>(fields: [(&str, RwSignal<String>); N]) -> Vec<Problem> {
    let is_empty = |typed: RwSignal<String>| typed.with_untracked(|typed| typed.trim().is_empty());
    let empty = fields.into_iter().filter(|(_, typed)| is_empty(*typed));
    empty.map(|(path, _)| Problem::new(path, "required")).collect()
}

/// The state of a form's sending. Made in a component's body.
#[derive(Clone, Copy)]
pub(crate) struct Submission {
    pub(crate) busy: RwSignal<bool>,
    pub(crate) error: RwSignal<Option<AppError>>,
    /// What the server has refused and nobody has changed since.
    refused: StoredValue<Vec<Problem>>,
    /// What was found here while somebody types, by the part of the page that judges it.
    judged: StoredValue<BTreeMap<&'static str, Vec<Problem>>>,
    /// Where a text is typed and nothing is chosen, by the id of the field.
    unchosen: StoredValue<BTreeMap<String, Unchosen>>,
    /// All of it together.
    problems: RwSignal<Vec<Problem>>,
    /// Those of them that no field shows.
    elsewhere: RwSignal<Vec<Problem>>,
    places: StoredValue<BTreeMap<String, Place>>,
    /// The element that lists all problems, where there is one.
    summary: StoredValue<Option<String>>,
    session: Session,
}

impl Unchosen {
    fn problem(&self) -> Problem {
        Problem::new(&self.path, "unchosen")
    }
}

impl Submission {
    /// Whoever signs in anew has done what an ended session asked for: it is no error any more.
    pub(crate) fn new() -> Self {
        let submission = Self::begun();
        let Self { session, error, .. } = submission;
        let began = untrack(|| session.version());
        effect(move || {
            if session.version() != began
                && error.with_untracked(|error| *error == Some(AppError::Unauthorized))
            {
                error.set(None);
            }
        });
        submission
    }

    fn begun() -> Self {
        Self {
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            refused: StoredValue::new(Vec::new()),
            judged: StoredValue::new(BTreeMap::new()),
            unchosen: StoredValue::new(BTreeMap::new()),
            problems: RwSignal::new(Vec::new()),
            elsewhere: RwSignal::new(Vec::new()),
            places: StoredValue::new(BTreeMap::new()),
            summary: StoredValue::new(None),
            session: Session::get(),
        }
    }

    /// Sends, unless it is being sent already or a text stands where something is to be chosen. Signing in with a wrong
    /// password is no expired session.
    pub(crate) fn run<T: 'static>(
        self,
        answer: impl Future<Output = Result<T, AppError>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        // Boxed, so that it is compiled once for each kind of answer.
        self.run_boxed(Box::pin(answer), Box::new(done));
    }

    fn run_boxed<T: 'static>(
        self,
        answer: Pin<Box<dyn Future<Output = Result<T, AppError>>>>,
        done: Box<dyn FnOnce(T)>,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        let problems = self.unchosen.with_value(|all| {
            let to_choose = all.iter().filter(|(field, _)| !is_disabled(field));
            to_choose.map(|(_, one)| one.problem()).collect::<Vec<_>>()
        });
        if !problems.is_empty() {
            return self.stop(AppError::Invalid { problems });
        }
        self.busy.set(true);
        self.error.set(None);
        spawn_local(async move {
            let answer = answer.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(made) => {
                    self.refused.set_value(Vec::new());
                    self.share();
                    done(made);
                }
                Err(error) => self.failed(error),
            }
        });
    }

    /// Goes on once what the form needs is there, and shows that it waits.
    pub(crate) fn once(self, ready: impl Future<Output = ()> + 'static, go_on: impl FnOnce() + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            ready.await;
            if self.busy.try_set(false).is_none() {
                go_on();
            }
        });
    }

    /// What closes the form's dialog, but not while it is being sent: how that ends is told there.
    pub(crate) fn closing(self, close: Callback<()>) -> Callback<()> {
        Callback::new(move |()| {
            if self.busy.try_get_untracked() != Some(true) {
                close.run(());
            }
        })
    }

    /// Shows what is wrong, and puts the focus where it is.
    pub(crate) fn failed(self, error: AppError) {
        self.session.notice(&error);
        let problems = match &error {
            AppError::Invalid { problems } => problems.clone(),
            _ => Vec::new(),
        };
        self.refused.set_value(problems);
        self.stop(error);
        self.share();
    }

    /// Does not send: what is wrong was found here, by `judge`.
    pub(crate) fn stop(self, error: AppError) {
        let at_field = matches!(&error, AppError::Invalid { problems } if !problems.is_empty());
        self.unchosen.update_value(|all| all.values_mut().for_each(|one| one.told = true));
        self.share();
        self.error.set(Some(error));
        if at_field {
            let summary = self.summary.get_value();
            let show = move || match summary {
                Some(id) => focus_on(&id),
                None => focus_first_problem(),
            };
            set_timeout(show, Duration::from_millis(20));
        }
    }

    /// What one part of the page finds as somebody types, in place of what it found before.
    pub(crate) fn judge(self, part: &'static str, problems: Vec<Problem>) {
        let changed = self.judged.try_update_value(|judged| {
            let known = judged.entry(part).or_default();
            let changed = *known != problems;
            *known = problems;
            changed
        });
        if changed == Some(true) {
            self.share();
        }
    }

    /// A text stands in a field where something is to be chosen. Once told it is told until something is chosen.
    pub(crate) fn is_unchosen(self, field: &str, path: &str, told: bool) {
        self.unchosen.update_value(|all| {
            let known = all.entry(field.to_owned());
            known.or_insert(Unchosen { path: path.to_owned(), told }).told |= told;
        });
        self.share();
    }

    /// No such text stands in a field any more.
    pub(crate) fn is_chosen(self, field: &str) {
        let known = self.unchosen.try_update_value(|all| all.remove(field)).flatten();
        if known.is_some() {
            self.share();
        }
    }

    /// A value has been changed: what the server said of it holds no longer.
    pub(crate) fn changed(self, path: &str) {
        let others = |problem: &Problem| {
            let rest = problem.path.strip_prefix(path);
            !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '.']))
        };
        let before = self.refused.with_value(Vec::len);
        self.refused.update_value(|refused| refused.retain(others));
        if self.refused.with_value(Vec::len) < before {
            self.share();
        }
    }

    /// The problems, tracked.
    pub(crate) fn problems(self) -> Vec<Problem> {
        self.problems.get()
    }

    /// How many problems have such a path, tracked.
    pub(crate) fn count(self, of: impl Fn(&str) -> bool) -> usize {
        self.problems.with(|problems| problems.iter().filter(|problem| of(&problem.path)).count())
    }

    /// Problems that no field shows, tracked.
    pub(crate) fn elsewhere(self) -> Vec<Problem> {
        self.elsewhere.get()
    }

    /// A field shows the problems of this path for as long as the caller lives. An item of a list belongs to its list
    /// unless it has a field of its own.
    pub(crate) fn place(self, path: &str, label: TextProp, id: &str) -> Told {
        let told = Told::new(Vec::new());
        let place = Place { label, id: id.to_owned(), told: told.clone() };
        self.places.update_value(|places| drop(places.insert(path.to_owned(), place)));
        if self.problems.with_untracked(|problems| !problems.is_empty()) {
            self.share();
        }
        let (path, id) = (path.to_owned(), id.to_owned());
        on_cleanup(move || {
            self.places.try_update_value(|places| {
                if places.get(&path).is_some_and(|place| place.id == id) {
                    places.remove(&path);
                }
            });
        });
        told
    }

    /// The label and the element of the field that shows a problem.
    pub(crate) fn field_of(self, problem: &Problem) -> Option<(TextProp, String)> {
        self.places.with_value(|places| {
            let place = places.get(home(places, &problem.path)?)?;
            Some((place.label.clone(), place.id.clone()))
        })
    }

    /// An element lists all problems: the focus goes there when there are any.
    pub(crate) fn is_summed_up_at(self, id: &str) {
        self.summary.set_value(Some(id.to_owned()));
    }

    /// Tells every field its problems.
    fn share(self) {
        let mut all = self.judged.with_value(|judged| judged.values().flatten().cloned().collect::<Vec<_>>());
        self.refused.with_value(|refused| {
            for problem in refused {
                if all.iter().all(|known| known.path != problem.path || known.code != problem.code) {
                    all.push(problem.clone());
                }
            }
        });
        // Where a text stands, it is not missing: it is to be chosen.
        self.unchosen.with_value(|unchosen| {
            all.retain(|problem| {
                &*problem.code != "required" || unchosen.values().all(|one| one.path != problem.path)
            });
            all.extend(unchosen.values().filter(|one| one.told).map(Unchosen::problem));
        });
        let mut elsewhere = Vec::new();
        self.places.with_value(|places| {
            let mut by_place: BTreeMap<&str, Vec<Problem>> = BTreeMap::new();
            for problem in &all {
                match home(places, &problem.path) {
                    Some(path) => by_place.entry(path).or_default().push(problem.clone()),
                    None => elsewhere.push(problem.clone()),
                }
            }
            for (path, place) in places {
                let mine = by_place.remove(path.as_str()).unwrap_or_default();
                if place.told.with_untracked(|told| *told != mine) {
                    place.told.set(mine);
                }
            }
        });
        if self.elsewhere.with_untracked(|known| *known != elsewhere) {
            self.elsewhere.set(elsewhere);
        }
        if self.problems.with_untracked(|known| *known != all) {
            self.problems.set(all);
        }
    }
}

/// The place nearest to a path: of `people[0].name` the cell's own, else the row's, else the table's.
fn home<'a>(places: &BTreeMap<String, Place>, path: &'a str) -> Option<&'a str> {
    let mut path = path;
    while !places.contains_key(path) {
        let (around, last) = path.rfind(['[', '.']).map(|at| path.split_at(at))?;
        if last.starts_with('.') && !around.ends_with(']') {
            return None;
        }
        path = around;
    }
    Some(path)
}

/// Whether a field cannot be changed now.
fn is_disabled(id: &str) -> bool {
    let field = document().get_element_by_id(id);
    field.is_some_and(|field| field.matches(":disabled").unwrap_or_default())
}

/// Puts the focus on an element or, where that takes none, on the first part of it that does.
pub(crate) fn focus_on(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let is_plain =
        matches!(element.tag_name().as_str(), "FIELDSET" | "DIV") && !element.has_attribute("tabindex");
    let inner =
        is_plain.then(|| element.query_selector("input, select, textarea, button, canvas").ok().flatten());
    let target = inner.flatten().unwrap_or_else(|| element.clone());
    if let Ok(target) = target.dyn_into::<HtmlElement>() {
        let _ = target.focus();
    }
    element.scroll_into_view();
}

fn focus_first_problem() {
    let found = document().query_selector("main [aria-invalid=true], dialog [aria-invalid=true]");
    if let Some(field) = found.ok().flatten().and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        let _ = field.focus();
    }
}
