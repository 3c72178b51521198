//! What an import tells of itself: everything that could not be taken over, with its place and what to do about it.

use records::{
    Language,
    form_import::{FormReport, LeftOut},
};

use super::told::{Told, What, Why};

/// The report as it grows.
#[derive(Default)]
pub(super) struct Report {
    /// Fields, tables and texts of the source that stand in the form.
    pub(super) imported: u64,
    left_out: Vec<(String, What, Why)>,
    share: Share,
}

/// Conditions, constraints and calculations of the source, and those among them that mean the same now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub found: u64,
    pub translated: u64,
}

impl Report {
    /// Something of the source has no place in the form.
    pub(super) fn left_out(&mut self, at: impl Into<String>, what: What, why: Why) {
        self.left_out.push((at.into(), what, why));
    }

    /// A field, table or text of the source that stands in the form.
    pub(super) fn imported(&mut self) {
        self.imported += 1;
    }

    /// One that was counted has gone again.
    pub(super) fn withdrawn(&mut self) {
        self.imported = self.imported.saturating_sub(1);
    }

    /// A condition, constraint or calculation of the source.
    pub(super) fn found(&mut self) {
        self.share.found += 1;
    }

    /// One that was found means the same in the form.
    pub(super) fn translated(&mut self) {
        self.share.translated += 1;
    }

    /// One that was thought to be translated is not.
    pub(super) fn lost(&mut self) {
        self.share.translated = self.share.translated.saturating_sub(1);
    }

    pub(super) fn finished(self, language: Language) -> (FormReport, Share) {
        let left_out = self.left_out.into_iter().map(|(at, what, why)| LeftOut {
            at,
            what: what.told(language),
            why: why.told(language),
        });
        (FormReport { imported: self.imported, left_out: left_out.collect() }, self.share)
    }
}
