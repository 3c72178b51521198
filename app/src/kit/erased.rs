//! Reactive parts of one type each. Leptos compiles its machinery anew for every closure that it is given; boxed
//! or made by one function, closures share it, which is a third of the client's size.

use leptos::oco::Oco;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

/// A part of a view that is made anew when what it looks at changes.
pub(crate) type Part = Box<dyn Fn() -> AnyView + Send>;

/// A part of a view that is made anew when what it looks at changes.
pub(crate) fn part<V: IntoView + 'static>(view: impl Fn() -> V + Send + 'static) -> Part {
    Box::new(move || view().into_any())
}

/// A part that is there while the condition holds; it is made anew only when that changes.
pub(crate) fn when<V: IntoView + 'static>(
    holds: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> V + Send + 'static,
) -> Part {
    let holds = memo(holds);
    Box::new(move || if holds.get() { view().into_any() } else { ().into_any() })
}

/// Runs now and whenever what it looks at changes.
pub(crate) fn effect(run: impl Fn() + 'static) {
    fn start(run: Box<dyn Fn()>) {
        Effect::new(run);
    }
    start(Box::new(run));
}

/// A value that is worked out anew when what it looks at changes, and tells only of true changes.
pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(
    work: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    type Work<T> = Box<dyn Fn() -> T + Send + Sync>;
    fn make<T: PartialEq + Send + Sync + 'static>(work: Work<T>) -> Memo<T> {
        Memo::new(move |_| work())
    }
    make(Box::new(work))
}

/// A text as a child of an element.
pub(crate) fn words(text: TextProp) -> impl Fn() -> Oco<'static, str> + Clone + Send + Sync + 'static {
    move || text.get()
}

/// Something true or false as the value of an ARIA attribute.
pub(crate) fn flag(
    holds: impl Into<Signal<bool>>,
) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    fn make(holds: Signal<bool>) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
        move || if holds.get() { "true" } else { "false" }
    }
    make(holds.into())
}

/// One of two parts, by a condition.
pub(crate) fn either<V: IntoView + 'static, W: IntoView + 'static>(
    holds: impl Fn() -> bool + Send + Sync + 'static,
    then: impl Fn() -> V + Send + 'static,
    otherwise: impl Fn() -> W + Send + 'static,
) -> Part {
    let holds = memo(holds);
    Box::new(move || if holds.get() { then().into_any() } else { otherwise().into_any() })
}
