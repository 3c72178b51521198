//! A long list of which only the part near the screen is in the page: the rest is empty room of the same height.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::erased::effect;

/// Rows that come and go together.
const BLOCK: usize = 20;
/// A block's height until it is known, in pixels.
const GUESS: i32 = 68 * BLOCK as i32;

/// Which rows of a list are in the page.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    /// The element that holds the rows.
    pub(crate) node: NodeRef<html::Ul>,
    /// First block, and the one after the last.
    blocks: RwSignal<(usize, usize)>,
    heights: StoredValue<Vec<i32>>,
    rows: Signal<usize>,
    /// The reader has scrolled past the beginning.
    pub(crate) away: RwSignal<bool>,
    due: StoredValue<bool>,
    /// How far it is to be scrolled once rows are there.
    goal: StoredValue<Option<f64>>,
}

impl Window {
    /// Follows the reader for as long as the caller lives; `end` is told that they come near the last row.
    pub(crate) fn new(rows: Signal<usize>, end: impl Fn() + Send + Sync + 'static) -> Self {
        let window = Self {
            node: NodeRef::new(),
            blocks: RwSignal::new((0, 4)),
            heights: StoredValue::new(Vec::new()),
            rows,
            away: RwSignal::new(false),
            due: StoredValue::new(false),
            goal: StoredValue::new(None),
        };
        let end = StoredValue::new(Box::new(end) as Box<dyn Fn() + Send + Sync>);
        let moved = move || {
            if window.due.try_get_value() == Some(false) {
                window.due.set_value(true);
                request_animation_frame(move || {
                    if window.due.try_set_value(false).is_none() {
                        window.follow(end, true);
                    }
                });
            }
        };
        let listen = |name| window_event_listener_untyped(name, move |_| moved());
        let (scroll, resize) = (listen("scroll"), listen("resize"));
        on_cleanup(move || {
            scroll.remove();
            resize.remove();
        });
        effect(move || {
            rows.track();
            window.node.track();
            moved();
        });
        window
    }

    /// The heights of its blocks, in pixels; `None` once it is gone.
    pub(super) fn heights(self) -> Option<Vec<i32>> {
        self.heights.try_get_value()
    }

    /// Goes back to a place, in pixels, once its rows are there.
    pub(super) fn go_back(self, heights: Vec<i32>, scrolled: f64) {
        self.heights.set_value(heights);
        self.goal.set_value(Some(scrolled));
        self.away.set(scrolled > 0.0);
    }

    /// The rows that are in the page, tracked: from here to there.
    pub(crate) fn range(self) -> (usize, usize) {
        let (from, to) = self.blocks.get();
        let rows = self.rows.get();
        ((from * BLOCK).min(rows), (to * BLOCK).min(rows))
    }

    /// The room of the rows before, tracked.
    pub(crate) fn before(self) -> String {
        let (from, _) = self.blocks.get();
        format!("{}px", self.height(0, from))
    }

    /// The room of the rows after, tracked.
    pub(crate) fn after(self) -> String {
        let (_, to) = self.blocks.get();
        format!("{}px", self.height(to, self.rows.get().div_ceil(BLOCK)))
    }

    fn height(self, from: usize, to: usize) -> i32 {
        self.heights.with_value(|heights| {
            (from..to).map(|block| heights.get(block).copied().unwrap_or(GUESS)).sum::<i32>()
        })
    }

    fn follow(self, end: StoredValue<Box<dyn Fn() + Send + Sync>>, again: bool) {
        let Some(list) = self.node.get_untracked() else { return };
        if let (true, Some(goal)) = (self.rows.get_untracked() > 0, self.goal.get_value()) {
            self.goal.set_value(None);
            leptos::prelude::window().scroll_to_with_x_and_y(0.0, goal);
        }
        let list: &HtmlElement = list.unchecked_ref();
        let screen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0) as i32;
        let place = list.get_bounding_client_rect();
        let (top, bottom) = (place.top() as i32, place.bottom() as i32);
        let (from, to) = self.blocks.get_untracked();
        // What is in the page can be measured.
        let children = list.children();
        let room = self.height(to, self.rows.get_untracked().div_ceil(BLOCK));
        self.heights.update_value(|heights| {
            for block in from..to {
                let top = |row: usize| {
                    children.item(row as u32).map(|row| row.get_bounding_client_rect().top().round() as i32)
                };
                let Some(begin) = top((block - from) * BLOCK) else { break };
                let finish = top((block - from + 1) * BLOCK).unwrap_or(bottom - room);
                heights.resize(heights.len().max(block + 1), GUESS);
                heights[block] = finish - begin;
            }
        });
        let away = top < 0;
        if away != self.away.get_untracked() {
            self.away.set(away);
        }
        let (above, below) = (-top - screen, -top + 2 * screen);
        let rows = self.rows.get_untracked();
        let count = rows.div_ceil(BLOCK);
        let (mut first, mut last, mut y) = (0, 0, 0);
        while last < count && y < below {
            let height = self.height(last, last + 1);
            y += height;
            last += 1;
            if y < above {
                first = last;
            }
        }
        let wanted = (first.min(last.saturating_sub(1)), last.max(4));
        if wanted != (from, to) {
            self.blocks.set(wanted);
            // What has just come into the page is measured too.
            if again {
                request_animation_frame(move || {
                    if self.due.try_get_value().is_some() {
                        self.follow(end, false);
                    }
                });
            }
        }
        if last == count && y < below + screen {
            end.with_value(|end| end());
        }
    }
}
