//! Sentences for problems and errors, made from their codes.

use forms::{Json, Label, Problem};
use records::{AppError, ConflictCode};

use super::{Language, fill};

/// What is wrong with a value.
pub fn problem_text(problem: &Problem, language: Language) -> String {
    let texts = language.texts();
    let said = |name: &str| match problem.params.get(name) {
        Some(Json::String(text) | Json::Number(text)) => Some(text.as_str()),
        _ => None,
    };
    let count = |name: &str| said(name).and_then(|digits| digits.parse().ok()).unwrap_or(1);
    let last = problem.path.rsplit('.').next().unwrap_or_default();
    let text = match &*problem.code {
        "required" => texts.problem_required,
        "type" => texts.problem_type,
        "format" if said("format") == Some("nip") => texts.problem_format_nip,
        "format" if said("format") == Some("email") => texts.problem_format_email,
        "format" => texts.problem_format,
        "passwords_differ" => texts.passwords_differ,
        "min" if last.ends_with("_at") => texts.problem_too_early,
        "max" if last.ends_with("_at") => texts.problem_too_late,
        "min" => return fill(texts.problem_min, said("min").unwrap_or_default()),
        "max" => return fill(texts.problem_max, said("max").unwrap_or_default()),
        "scale" => return texts.places_max.of(count("scale"), language),
        "min_length" => return texts.characters_min.of(count("min_length"), language),
        "max_length" => return texts.characters_max.of(count("max_length"), language),
        "min_items" => return texts.items_min.of(count("min_items"), language),
        "max_items" => return texts.items_max.of(count("max_items"), language),
        "pattern" if last == "login" => texts.problem_login,
        "pattern" => texts.problem_pattern,
        "option" => texts.problem_option,
        "duplicate" => texts.problem_duplicate,
        "read_only" => texts.problem_read_only,
        "rule" if last == "current" => texts.problem_wrong_password,
        "last_administrator" => texts.problem_last_administrator,
        "rule" if matches!(last, "password" | "new") => texts.problem_password_is_login,
        "rule" => return rule(problem, language),
        "expression" => texts.problem_expression,
        "limit" if last.ends_with("_at") => texts.problem_type,
        "limit" => texts.problem_limit,
        "unknown_field" => texts.problem_unknown_field,
        "reference" => texts.problem_reference,
        "unchosen" => texts.problem_unchosen,
        code => return fill(texts.problem_other, code),
    };
    text.to_owned()
}

/// What the pages call a part of a command.
pub fn part_name(path: &str, language: Language) -> Option<&'static str> {
    let texts = language.texts();
    let known = match path.split('[').next().unwrap_or_default() {
        "company" => texts.company,
        "contact" => texts.contact,
        "note" => texts.note,
        "occurred_at" => texts.occurred_at,
        "performed_by" => texts.performed_by,
        "task" => texts.task,
        "type" => texts.event_type,
        "name" => texts.name,
        "nip" => texts.nip,
        "email" => texts.email,
        "phone" => texts.phone,
        "website" => texts.website,
        "settlements" => texts.settlements,
        _ => return None,
    };
    Some(known)
}

/// A rule of a form brings its own message.
fn rule(problem: &Problem, language: Language) -> String {
    let label = problem.params.get("message").and_then(Label::from_json);
    let message = label.as_ref().map(|label| label.in_language(language.code()));
    message.filter(|text| !text.is_empty()).unwrap_or(language.texts().problem_rule).to_owned()
}

/// Why a request was refused.
pub fn error_text(error: &AppError, language: Language) -> String {
    let texts = language.texts();
    let text = match error {
        AppError::Unauthorized => texts.error_unauthorized,
        AppError::WrongCredentials => texts.error_credentials,
        AppError::Forbidden { .. } => texts.error_forbidden,
        AppError::NotFound => texts.error_not_found,
        AppError::Malformed { .. } => texts.error_malformed,
        AppError::Invalid { problems } => return texts.problems_count.of(problems.len() as u64, language),
        AppError::InvalidForm { .. } => texts.error_invalid,
        AppError::Conflict { code: Some(ConflictCode::Withdrawn), detail, .. } => {
            return fill(texts.error_withdrawn, detail);
        }
        AppError::Conflict { code: Some(ConflictCode::IdUsed), .. } => texts.error_id_used,
        AppError::Conflict { .. } => texts.error_conflict,
        AppError::TooMany { retry_after } if *retry_after > 90 => {
            return fill(texts.error_too_many_minutes, &retry_after.div_ceil(60).to_string());
        }
        AppError::TooMany { retry_after } => return fill(texts.error_too_many, &retry_after.to_string()),
        AppError::Gone => texts.error_gone,
        AppError::TooLarge => texts.error_too_large,
        AppError::Unavailable => texts.error_unavailable,
        AppError::Internal => texts.error_internal,
        AppError::Network { .. } => texts.error_network,
        AppError::Storage { full: true } => texts.error_storage_full,
        AppError::Storage { full: false } => texts.error_storage,
    };
    text.to_owned()
}
