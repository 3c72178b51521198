//! Choosing a company by typing.

use leptos::prelude::*;
use leptos::text_prop::TextProp;
use records::{
    Uuid,
    companies::{CompanyFilter, CompanyRow},
};

use super::api::ListCompanies;
use crate::{
    i18n::tr,
    kit::{Combobox, Item, Labelled, Pick, Search, Submission, memo},
    rest::call,
};

/// A chosen company.
pub(crate) type Picked = Option<(Uuid, String)>;

/// The company that the form is about.
#[component]
pub(crate) fn PickCompany(
    submission: Submission,
    #[prop(into)] label: TextProp,
    picked: RwSignal<Picked>,
    #[prop(into)] required: Signal<bool>,
    /// Another one was chosen, or none.
    #[prop(into)]
    on_pick: Callback<()>,
    /// What is typed and not chosen.
    searched: ArcRwSignal<String>,
) -> impl IntoView {
    let labelled = Labelled::new(submission, "company", label, required, None);
    let shown = memo(move || picked.get().map(|(id, name)| (id.to_string(), name)));
    let pick = move |chosen: Pick| {
        let chosen = chosen.and_then(|(id, name)| Some((Uuid::parse_str(&id).ok()?, name)));
        if picked.with_untracked(|picked| *picked != chosen) {
            picked.set(chosen);
            on_pick.run(());
        }
    };
    view! { <Combobox labelled picked=shown pick search=companies() placeholder=tr(|t| t.company_search) unchosen=searched /> }
}

/// Finds companies by the words of their names.
pub(crate) fn companies() -> Search {
    Search::new(|text| async move {
        let text = Some(text).filter(|text| !text.trim().is_empty());
        let filter = CompanyFilter { text, limit: Some(8), ..Default::default() };
        let item = |row: CompanyRow| Item {
            key: row.id.to_string(),
            name: row.name,
            details: row.city.unwrap_or_default(),
            color: None,
        };
        Ok(call(ListCompanies { filter }).await?.items.into_iter().map(item).collect())
    })
}
