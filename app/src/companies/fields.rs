//! What is typed for a company, for adding one and for changing it.

use leptos::prelude::*;
use records::{
    Uuid,
    companies::{ChangeCompany, CompanyData, NewCompany},
};

use crate::{
    catalogue::Catalogue,
    i18n::tr,
    kit::{Area, Field, Known, Select, Submission, by_name, slot},
};

/// Names of the form's slots in a record.
pub(super) const KEYS: &[&str] = &[
    "name",
    "nip",
    "street",
    "postal_code",
    "post_town",
    "city",
    "country",
    "email",
    "phone",
    "website",
    "note",
    "account_manager",
];

/// A company's texts in the order of the form's slots.
fn texts(data: &CompanyData) -> [String; 12] {
    let manager = data.account_manager.map(|id| id.to_string());
    let CompanyData {
        nip, street, postal_code, post_town, city, country, email, phone, website, note, ..
    } = data;
    let name = Some(data.name.clone());
    let all =
        [&name, nip, street, postal_code, post_town, city, country, email, phone, website, note, &manager];
    all.map(|text| text.clone().unwrap_or_default())
}

/// The change of what is typed otherwise than known.
pub(super) fn change(known: Known) -> ChangeCompany {
    ChangeCompany {
        revision: known.revision(),
        name: known.changed(0),
        nip: known.replaced(1),
        street: known.replaced(2),
        postal_code: known.replaced(3),
        post_town: known.replaced(4),
        city: known.replaced(5),
        country: known.replaced(6),
        email: known.replaced(7),
        phone: known.replaced(8),
        website: known.replaced(9),
        note: known.replaced(10),
        account_manager: known.changed(11).map(|id| Uuid::parse_str(&id).ok()),
    }
}

/// The typed texts.
#[derive(Clone, Copy)]
pub(crate) struct CompanyFields {
    name: RwSignal<String>,
    nip: RwSignal<String>,
    street: RwSignal<String>,
    postal_code: RwSignal<String>,
    post_town: RwSignal<String>,
    city: RwSignal<String>,
    country: RwSignal<String>,
    email: RwSignal<String>,
    phone: RwSignal<String>,
    website: RwSignal<String>,
    note: RwSignal<String>,
    account_manager: RwSignal<String>,
}

impl CompanyFields {
    /// Begins with what is known.
    pub(crate) fn of(data: &CompanyData) -> Self {
        let [
            name,
            nip,
            street,
            postal_code,
            post_town,
            city,
            country,
            email,
            phone,
            website,
            note,
            account_manager,
        ] = texts(data).map(RwSignal::new);
        Self {
            name,
            nip,
            street,
            postal_code,
            post_town,
            city,
            country,
            email,
            phone,
            website,
            note,
            account_manager,
        }
    }

    /// The data that a change starts from.
    pub(crate) fn known(self, data: &CompanyData, revision: i64) -> Known {
        let catalogue = Catalogue::get();
        let mut manager = slot(tr(|t| t.account_manager), self.account_manager);
        manager.shown = by_name(Signal::derive(move || catalogue.people_options()));
        let slots = vec![
            slot(tr(|t| t.name), self.name),
            slot(tr(|t| t.nip), self.nip),
            slot(tr(|t| t.street), self.street),
            slot(tr(|t| t.postal_code), self.postal_code),
            slot(tr(|t| t.post_town), self.post_town),
            slot(tr(|t| t.city), self.city),
            slot(tr(|t| t.country), self.country),
            slot(tr(|t| t.email), self.email),
            slot(tr(|t| t.phone), self.phone),
            slot(tr(|t| t.website), self.website),
            slot(tr(|t| t.note), self.note),
            manager,
        ];
        Known::new(slots, texts(data).into(), revision)
    }

    fn data(self) -> CompanyData {
        let text =
            |field: RwSignal<String>| Some(field.get_untracked()).filter(|text| !text.trim().is_empty());
        CompanyData {
            name: self.name.get_untracked(),
            nip: text(self.nip),
            street: text(self.street),
            postal_code: text(self.postal_code),
            post_town: text(self.post_town),
            city: text(self.city),
            country: text(self.country),
            email: text(self.email),
            phone: text(self.phone),
            website: text(self.website),
            note: text(self.note),
            account_manager: text(self.account_manager).and_then(|id| Uuid::parse_str(&id).ok()),
        }
    }

    /// The command that adds the company.
    pub(crate) fn command(self, id: Uuid) -> NewCompany {
        let data = self.data();
        NewCompany {
            id: Some(id),
            name: data.name,
            nip: data.nip,
            street: data.street,
            postal_code: data.postal_code,
            post_town: data.post_town,
            city: data.city,
            country: data.country,
            email: data.email,
            phone: data.phone,
            website: data.website,
            note: data.note,
            account_manager: data.account_manager,
        }
    }

    /// The fields themselves.
    pub(crate) fn view(self, submission: Submission) -> impl IntoView {
        let catalogue = Catalogue::get();
        let people = Signal::derive(move || catalogue.people_options());
        view! {
            <Field submission path="name" label=tr(|t| t.name) value=self.name required=true autofocus=true />
            <div class="pair">
                <Field submission path="nip" label=tr(|t| t.nip) value=self.nip inputmode="numeric" />
                <Select
                    submission
                    path="account_manager"
                    label=tr(|t| t.account_manager)
                    value=self.account_manager
                    options=people
                    none=tr(|t| t.nobody)
                />
            </div>
            <Field submission path="street" label=tr(|t| t.street) value=self.street />
            <div class="pair">
                <Field submission path="postal_code" label=tr(|t| t.postal_code) value=self.postal_code />
                <Field submission path="city" label=tr(|t| t.city) value=self.city />
            </div>
            <div class="pair">
                <Field submission path="post_town" label=tr(|t| t.post_town) value=self.post_town />
                <Field submission path="country" label=tr(|t| t.country) value=self.country />
            </div>
            <div class="pair">
                <Field submission path="email" label=tr(|t| t.email) value=self.email kind="email" />
                <Field submission path="phone" label=tr(|t| t.phone) value=self.phone kind="tel" />
            </div>
            <Field submission path="website" label=tr(|t| t.website) value=self.website kind="url" />
            <Area submission path="note" label=tr(|t| t.note) value=self.note />
        }
    }
}
