//! A code read by the camera, where the browser can read codes (`BarcodeDetector`).

use std::time::Duration;

use js_sys::{Array, Function, Promise, Reflect};
use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MediaStream, MediaStreamConstraints, MediaStreamTrack};

use crate::{
    i18n::tr,
    kit::{Dialog, Icon, Shape, when},
};

/// How often the picture is looked at.
const EVERY: Duration = Duration::from_millis(200);

/// A button that opens the camera; `None` where the browser reads no codes or has no camera for us.
pub(super) fn scan(value: RwSignal<String>) -> Option<AnyView> {
    let has = |of: &JsValue, name: &str| Reflect::has(of, &name.into()).unwrap_or(false);
    let able = has(&window(), "BarcodeDetector") && has(&window().navigator(), "mediaDevices");
    able.then(|| {
        let open = RwSignal::new(false);
        let read = move |code: String| {
            value.set(code);
            open.set(false);
        };
        view! {
            <button type="button" class="button" on:click=move |_| open.set(true)>
                <Icon shape=Shape::Scan /> {tr(|t| t.barcode_scan)}
            </button>
            {when(move || open.get(), move || view! {
                <Dialog title=tr(|t| t.barcode_scan) on_close=move |()| open.set(false)>
                    <Camera on_read=read />
                </Dialog>
            })}
        }
        .into_any()
    })
}

/// What the camera sees, until a code is in it.
#[component]
fn Camera(#[prop(into)] on_read: Callback<String>) -> impl IntoView {
    let video = NodeRef::<html::Video>::new();
    let refused = RwSignal::new(false);
    let stream = StoredValue::new_local(None::<MediaStream>);
    let timer = StoredValue::new(None::<IntervalHandle>);
    let stop = move || {
        if let Some(Some(stream)) = stream.try_update_value(Option::take) {
            for track in stream.get_tracks().iter() {
                track.unchecked_into::<MediaStreamTrack>().stop();
            }
        }
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
    };
    on_cleanup(stop);
    let look = move || {
        let Some(video) = video.try_get_untracked().flatten() else { return };
        spawn_local(async move {
            if let Ok(Some(code)) = detect(&video).await
                && stream.try_with_value(Option::is_some) == Some(true)
            {
                stop();
                on_read.run(code);
            }
        });
    };
    spawn_local(async move {
        let Ok(seen) = camera().await else {
            refused.try_set(true);
            return;
        };
        let Some(video) = video.try_get_untracked().flatten() else {
            // The dialog is closed again.
            for track in seen.get_tracks().iter() {
                track.unchecked_into::<MediaStreamTrack>().stop();
            }
            return;
        };
        video.set_src_object(Some(&seen));
        // It plays as soon as the camera gives a picture; until then there is nothing to read.
        let _ = video.play();
        if stream.try_set_value(Some(seen)).is_none()
            && let Ok(started) = set_interval_with_handle(look, EVERY)
        {
            timer.try_set_value(Some(started));
        }
    });
    view! {
        <p class="dialog-hint">{tr(|t| t.barcode_hint)}</p>
        <video class="camera" node_ref=video muted playsinline></video>
        {when(move || refused.get(), || view! { <p class="problem" role="alert">{tr(|t| t.camera_refused)}</p> })}
    }
}

async fn camera() -> Result<MediaStream, JsValue> {
    let facing = js_sys::Object::new();
    Reflect::set(&facing, &"facingMode".into(), &"environment".into())?;
    let wanted = MediaStreamConstraints::new();
    wanted.set_video(&facing);
    let devices = window().navigator().media_devices()?;
    JsFuture::from(devices.get_user_media_with_constraints(&wanted)?).await?.dyn_into()
}

/// The first code in the picture.
async fn detect(video: &web_sys::HtmlVideoElement) -> Result<Option<String>, JsValue> {
    let make: Function = Reflect::get(&window(), &"BarcodeDetector".into())?.dyn_into()?;
    let detector = Reflect::construct(&make, &Array::new())?;
    let detect: Function = Reflect::get(&detector, &"detect".into())?.dyn_into()?;
    let codes = JsFuture::from(detect.call1(&detector, video)?.dyn_into::<Promise>()?).await?;
    let first = Array::from(&codes).get(0);
    if first.is_undefined() {
        return Ok(None);
    }
    Ok(Reflect::get(&first, &"rawValue".into())?.as_string())
}
