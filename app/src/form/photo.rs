//! Photos are made smaller on the device: what a telephone's camera gives is ten times what an event needs.

use js_sys::{Function, Promise};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

/// The longer side, in pixels.
const MOST: f64 = 1600.0;
/// Of JPEG, from 0 to 1.
const QUALITY: f64 = 0.82;

/// A photo with at most 1,600 pixels a side, as JPEG; `None` where the browser cannot read it or it would not get
/// smaller: then it is kept as it is.
pub(super) async fn reduced(photo: &Blob) -> Option<Blob> {
    let smaller = reduce(photo).await.ok()?;
    (smaller.size() < photo.size()).then_some(smaller)
}

async fn reduce(photo: &Blob) -> Result<Blob, JsValue> {
    // The picture is turned as its camera was held.
    let picture: ImageBitmap =
        JsFuture::from(window().create_image_bitmap_with_blob(photo)?).await?.dyn_into()?;
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let share = (MOST / width.max(height)).min(1.0);
    let canvas = canvas((width * share).round() as u32, (height * share).round() as u32)?;
    let context = context(&canvas)?;
    // JPEG knows no transparency.
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    let (to_width, to_height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.draw_image_with_image_bitmap_and_dw_and_dh(&picture, 0.0, 0.0, to_width, to_height)?;
    picture.close();
    blob(&canvas, "image/jpeg", QUALITY).await
}

fn canvas(width: u32, height: u32) -> Result<HtmlCanvasElement, JsValue> {
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    canvas.set_width(width.max(1));
    canvas.set_height(height.max(1));
    Ok(canvas)
}

/// What draws on a canvas.
pub(super) fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, JsValue> {
    Ok(canvas.get_context("2d")?.ok_or(JsValue::UNDEFINED)?.dyn_into()?)
}

/// What is on a canvas as a file.
pub(super) async fn blob(
    canvas: &HtmlCanvasElement,
    media_type: &str,
    quality: f64,
) -> Result<Blob, JsValue> {
    let made = Promise::new(&mut |resolve: Function, reject: Function| {
        let given = Closure::once_into_js(move |blob: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &blob);
        });
        let asked =
            canvas.to_blob_with_type_and_encoder_options(given.unchecked_ref(), media_type, &quality.into());
        if let Err(error) = asked {
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(made).await?.dyn_into()
}
