//! One form being sent: whether it is on its way, and what was wrong with it. What was typed is never touched.

use std::{future::Future, pin::Pin, time::Duration};

use forms::Problem;
use leptos::{prelude::*, task::spawn_local};
use records::AppError;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::access::Session;

/// The state of a form's sending. Made in a component's body.
#[derive(Clone, Copy)]
pub(crate) struct Submission {
    pub(crate) busy: RwSignal<bool>,
    pub(crate) error: RwSignal<Option<AppError>>,
    problems: RwSignal<Vec<Problem>>,
    /// Paths that have a field to show their problems at.
    paths: RwSignal<Vec<String>>,
    session: Session,
}

impl Submission {
    pub(crate) fn new() -> Self {
        Self {
            busy: RwSignal::new(false),
            error: RwSignal::new(None),
            problems: RwSignal::new(Vec::new()),
            paths: RwSignal::new(Vec::new()),
            session: Session::get(),
        }
    }

    /// Sends, unless it is being sent already. Signing in with a wrong password is no expired session.
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
        self.busy.set(true);
        self.error.set(None);
        spawn_local(async move {
            let answer = answer.await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(made) => {
                    self.problems.set(Vec::new());
                    done(made);
                }
                Err(error) => self.failed(error),
            }
        });
    }

    /// Shows what is wrong, and puts the focus where it is.
    pub(crate) fn failed(self, error: AppError) {
        self.session.notice(&error);
        let problems = match &error {
            AppError::Invalid { problems } => problems.clone(),
            _ => Vec::new(),
        };
        let at_field = !problems.is_empty();
        self.problems.set(problems);
        self.error.set(Some(error));
        if at_field {
            set_timeout(focus_first_problem, Duration::from_millis(20));
        }
    }

    /// The problems, tracked.
    pub(crate) fn problems(self) -> Vec<Problem> {
        self.problems.get()
    }

    /// Replaces the problems as somebody types.
    pub(crate) fn judge(self, problems: Vec<Problem>) {
        self.problems.set(problems);
    }

    /// The problems of one field, tracked. An item of a list belongs to its list.
    pub(crate) fn at(self, path: &str) -> Vec<Problem> {
        self.problems
            .with(|problems| problems.iter().filter(|problem| belongs(problem, path)).cloned().collect())
    }

    /// Problems that no field shows, tracked.
    pub(crate) fn elsewhere(self) -> Vec<Problem> {
        let paths = self.paths.get();
        let homeless = |problem: &Problem| !paths.iter().any(|path| belongs(problem, path));
        self.problems.with(|problems| problems.iter().filter(|problem| homeless(problem)).cloned().collect())
    }

    /// A field shows the problems of this path for as long as the caller lives.
    pub(crate) fn shows(self, path: String) {
        self.paths.update(|paths| paths.push(path.clone()));
        on_cleanup(move || {
            self.paths.try_update(|paths| {
                if let Some(at) = paths.iter().position(|known| *known == path) {
                    paths.swap_remove(at);
                }
            });
        });
    }
}

fn belongs(problem: &Problem, path: &str) -> bool {
    problem.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
}

fn focus_first_problem() {
    let found = document().query_selector("main [aria-invalid=true], dialog [aria-invalid=true]");
    if let Some(field) = found.ok().flatten().and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        let _ = field.focus();
    }
}
