//! A signature by pen or finger, kept as a picture after every stroke; by keyboard a picture of it is chosen.

use leptos::{ev, html, prelude::*, task::spawn_local};
use records::Uuid;
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlCanvasElement, HtmlElement, PointerEvent};

use super::{
    attached::{Attached, attached},
    photo::{blob, context},
};
use crate::{
    i18n::{I18n, error_text, tr},
    kit::{Icon, Labelled, Shape, either, flag, part},
    offline::files,
};

/// The picture's size in pixels; on the page it is as wide as its field.
const WIDTH: u32 = 900;
const HEIGHT: u32 = 300;

type Stroke = Vec<(f64, f64)>;

/// A field to sign in.
#[component]
pub(super) fn Signature(labelled: Labelled, value: RwSignal<String>) -> impl IntoView {
    let i18n = I18n::get();
    let error = RwSignal::new(None);
    let canvas = NodeRef::<html::Canvas>::new();
    let strokes = StoredValue::new(Vec::<Stroke>::new());
    let drawing = StoredValue::new(None::<i32>);
    // While somebody signs, the paper stays; a signature that was there before is shown as a picture.
    let signing = RwSignal::new(value.with_untracked(String::is_empty));
    let any = RwSignal::new(false);
    // Of several pictures on their way only the last counts.
    let turn = StoredValue::new(0_u32);

    let replace = move |id: Option<Uuid>| {
        let before = value.get_untracked();
        value.set(id.map(|id| id.to_string()).unwrap_or_default());
        for old in before.lines().filter_map(|id| Uuid::parse_str(id).ok()) {
            spawn_local(files::forget(old));
        }
    };
    let keep = move |name: String, content: Blob, mine: u32| async move {
        match files::keep(&name, &content.type_(), &content).await {
            Ok(kept) if turn.try_get_value() == Some(mine) => replace(Some(kept.id)),
            Ok(kept) => files::forget(kept.id).await,
            Err(why) => drop(error.try_set(Some(why))),
        }
    };
    let next = move || {
        turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        })
        .unwrap_or_default()
    };
    let save = move || {
        let mine = next();
        error.set(None);
        let Some(paper) = canvas.get_untracked() else { return };
        if strokes.with_value(Vec::is_empty) {
            return replace(None);
        }
        let busy = files::busy();
        spawn_local(async move {
            let _busy = busy;
            if let Ok(picture) = blob(&paper, "image/png", 1.0).await {
                keep("signature.png".to_owned(), picture, mine).await;
            }
        });
    };
    let redraw = move || {
        if let Some(paper) = canvas.get_untracked() {
            strokes.with_value(|strokes| draw(&paper, strokes));
            any.set(strokes.with_value(|strokes| !strokes.is_empty()));
        }
    };
    let down = move |event: PointerEvent| {
        if drawing.get_value().is_some() || event.button() != 0 {
            return;
        }
        event.prevent_default();
        let Some(paper) = canvas.get_untracked() else { return };
        let _ = paper.set_pointer_capture(event.pointer_id());
        drawing.set_value(Some(event.pointer_id()));
        strokes.update_value(|strokes| strokes.push(vec![place(&paper, &event)]));
        redraw();
    };
    let moved = move |event: PointerEvent| {
        if drawing.get_value() != Some(event.pointer_id()) {
            return;
        }
        let Some(paper) = canvas.get_untracked() else { return };
        strokes.update_value(|strokes| {
            if let Some(stroke) = strokes.last_mut() {
                stroke.push(place(&paper, &event));
            }
        });
        redraw();
    };
    let up = move |event: PointerEvent| {
        if drawing.get_value() == Some(event.pointer_id()) {
            drawing.set_value(None);
            save();
        }
    };
    let undo = move |_| {
        strokes.update_value(|strokes| drop(strokes.pop()));
        redraw();
        save();
    };
    let clear = move |_| {
        strokes.set_value(Vec::new());
        redraw();
        save();
    };
    let again = move |_| {
        next();
        replace(None);
        strokes.set_value(Vec::new());
        any.set(false);
        signing.set(true);
    };
    let chosen = move |event: ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(file) = input.files().and_then(|files| files.item(0)) else { return };
        let mine = next();
        error.set(None);
        let busy = files::busy();
        spawn_local(async move {
            let _busy = busy;
            keep(file.name(), file.unchecked_into(), mine).await;
            signing.try_set(false);
        });
    };
    let id = labelled.id.clone();
    let (label, required, invalid) = (labelled.label.clone(), labelled.required, labelled.invalid);
    let paper = move || {
        let label = label.clone();
        view! {
            <canvas
                class="signature"
                node_ref=canvas
                width=WIDTH
                height=HEIGHT
                role="img"
                aria-label=move || label.get()
                on:pointerdown=down
                on:pointermove=moved
                on:pointerup=up
                on:pointercancel=up
            ></canvas>
            <p class="hint">{tr(|t| t.signature_hint)}</p>
            <div class="form-actions">
                <button type="button" class="button small" disabled=move || !any.get() on:click=undo>{tr(|t| t.signature_undo)}</button>
                <button type="button" class="button small" disabled=move || !any.get() on:click=clear>{tr(|t| t.signature_clear)}</button>
                <label class="button small file-button">
                    <Icon shape=Shape::Upload />
                    {tr(|t| t.signature_upload)}
                    <input
                        type="file"
                        accept="image/*"
                        aria-required=flag(required)
                        aria-invalid=flag(invalid)
                        on:change=chosen
                    />
                </label>
            </div>
        }
    };
    let signed = move || {
        view! {
            {part(move || value.with(|ids| ids.lines().map(|id| {
                let file = attached(id);
                view! { <p class="file signed"><Attached file /></p> }
            }).collect_view()))}
            <div class="form-actions">
                <button type="button" class="button small" on:click=again>{tr(|t| t.signature_again)}</button>
            </div>
        }
    };
    let told = move || error.get().map(|error| error_text(&error, i18n.language()));
    let content = view! {
        <div id=format!("{id}-paper")>{either(move || signing.get(), paper, signed)}</div>
        <p class="problem" role="alert">{told}</p>
    };
    labelled.group("", "group", content.into_any())
}

/// Where a pen is on the paper, in pixels of the picture.
fn place(paper: &HtmlCanvasElement, event: &PointerEvent) -> (f64, f64) {
    let shown = paper.unchecked_ref::<HtmlElement>().get_bounding_client_rect();
    let x = (f64::from(event.client_x()) - shown.left()) / shown.width().max(1.0) * f64::from(WIDTH);
    let y = (f64::from(event.client_y()) - shown.top()) / shown.height().max(1.0) * f64::from(HEIGHT);
    (x, y)
}

/// Ink on white paper, in the dark too: the picture is printed.
fn draw(paper: &HtmlCanvasElement, strokes: &[Stroke]) {
    let Ok(ink) = context(paper) else { return };
    ink.set_fill_style_str("#fff");
    ink.fill_rect(0.0, 0.0, f64::from(WIDTH), f64::from(HEIGHT));
    ink.set_stroke_style_str("#101828");
    ink.set_line_width(4.0);
    ink.set_line_cap("round");
    ink.set_line_join("round");
    for stroke in strokes {
        ink.begin_path();
        for (at, (x, y)) in stroke.iter().enumerate() {
            match at {
                0 => ink.move_to(*x, *y),
                _ => ink.line_to(*x, *y),
            }
        }
        if let [(x, y)] = stroke[..] {
            ink.line_to(x + 0.1, y);
        }
        ink.stroke();
    }
}
