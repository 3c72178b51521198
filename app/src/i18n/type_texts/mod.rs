//! Texts of the editor of event types. They stand apart from the others so that they travel with it, and not with a
//! first visit.

mod en;
mod pl;

use super::Language;

/// All of them in one language; a missing one is an error of the compiler.
pub struct TypeTexts {
    pub add_type: &'static str,
    pub edit_type: &'static str,
    pub draft_type: &'static str,
    pub has_draft: &'static str,
    pub for_administrators: &'static str,
    pub basics: &'static str,
    pub name_pl: &'static str,
    pub name_en: &'static str,
    pub key_hint: &'static str,
    pub task_color: &'static str,
    pub color_hint: &'static str,
    pub on_light: &'static str,
    pub on_dark: &'static str,
    pub default_note: &'static str,
    pub show_details: &'static str,
    pub active: &'static str,
    pub rules: &'static str,
    pub links: &'static str,
    pub deal: &'static str,
    pub order: &'static str,
    pub product: &'static str,
    pub link_hidden: &'static str,
    pub link_optional: &'static str,
    pub link_required: &'static str,
    pub backdating: &'static str,
    pub backdating_hint: &'static str,
    pub days: &'static str,
    pub on_behalf: &'static str,
    pub numbering: &'static str,
    pub pattern: &'static str,
    pub pattern_hint: &'static str,
    pub reset: &'static str,
    pub reset_never: &'static str,
    pub reset_yearly: &'static str,
    pub reset_monthly: &'static str,
    pub numbering_date: &'static str,
    pub date_occurred: &'static str,
    pub date_registered: &'static str,
    pub start: &'static str,
    pub example: &'static str,
    pub settlements: &'static str,
    pub settlements_none: &'static str,
    pub add_line: &'static str,
    pub remove_line: &'static str,
    pub line: &'static str,
    pub unit: &'static str,
    pub quantity: &'static str,
    pub unit_price: &'static str,
    pub default_quantity: &'static str,
    pub default_unit_price: &'static str,
    pub currency: &'static str,
    pub part_editable: &'static str,
    pub part_locked: &'static str,
    pub part_absent: &'static str,
    pub form: &'static str,
    pub form_text: &'static str,
    pub form_hint: &'static str,
    pub tidy_text: &'static str,
    pub export_form: &'static str,
    pub import_form: &'static str,
    pub import_hint: &'static str,
    pub imported: &'static str,
    pub imported_parts: &'static str,
    pub left_out: &'static str,
    pub undo_import: &'static str,
    pub form_sound: &'static str,
    pub form_problems: &'static str,
    pub line_column: &'static str,
    pub column: &'static str,
    pub preview: &'static str,
    pub preview_hint: &'static str,
    pub preview_empty: &'static str,
    pub preview_waits: &'static str,
    pub clear_sample: &'static str,
    pub outcome: &'static str,
    pub outcome_sound: &'static str,
    pub values: &'static str,
    pub save_draft: &'static str,
    pub publish: &'static str,
    pub publish_hint: &'static str,
    pub publish_note: &'static str,
    pub discard_draft: &'static str,
    pub discard_draft_hint: &'static str,
    pub draft_saved: &'static str,
    pub published: &'static str,
    pub nothing_changed: &'static str,
    pub against_published: &'static str,
    pub fault_schema: &'static str,
    pub fault_key: &'static str,
    pub fault_duplicate_key: &'static str,
    pub fault_duplicate_id: &'static str,
    pub fault_options: &'static str,
    pub fault_range: &'static str,
    pub fault_pattern: &'static str,
    pub fault_syntax: &'static str,
    pub fault_unknown_name: &'static str,
    pub fault_type: &'static str,
    pub fault_cycle: &'static str,
    pub fault_nesting: &'static str,
    pub fault_limit: &'static str,
    pub fault_type_changed: &'static str,
    pub json_expected: &'static str,
    pub json_number: &'static str,
    pub json_escape: &'static str,
    pub json_control: &'static str,
    pub json_end: &'static str,
    pub json_duplicate: &'static str,
    pub json_depth: &'static str,
}

impl Language {
    /// Its texts of the editor of event types.
    pub fn type_texts(self) -> &'static TypeTexts {
        match self {
            Self::Polish => &pl::TEXTS,
            Self::English => &en::TEXTS,
        }
    }
}

/// As `tr`, of these texts.
#[cfg(feature = "csr")]
pub fn trt(
    pick: fn(&'static TypeTexts) -> &'static str,
) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let i18n = super::I18n::get();
    move || pick(i18n.language().type_texts())
}
