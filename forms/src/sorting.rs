//! Sorting in few bytes: the sorts of `core` are several kilobytes of WASM for every type they are used with.

use std::collections::BinaryHeap;

/// The items in their order, by the standard library's heap.
pub(crate) fn sorted<T: Ord>(items: Vec<T>) -> Vec<T> {
    BinaryHeap::from(items).into_sorted_vec()
}
