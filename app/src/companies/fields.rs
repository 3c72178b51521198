//! What is typed for a company, for adding one and for changing it.

use leptos::prelude::*;
use records::{
    Uuid,
    companies::{ChangeCompany, CompanyData, NewCompany},
};

use crate::{
    catalogue::Catalogue,
    i18n::tr,
    kit::{Area, Field, Select, Submission},
};

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
    pub(crate) fn of(data: CompanyData) -> Self {
        let text = |value: Option<String>| RwSignal::new(value.unwrap_or_default());
        Self {
            name: RwSignal::new(data.name),
            nip: text(data.nip),
            street: text(data.street),
            postal_code: text(data.postal_code),
            post_town: text(data.post_town),
            city: text(data.city),
            country: text(data.country),
            email: text(data.email),
            phone: text(data.phone),
            website: text(data.website),
            note: text(data.note),
            account_manager: text(data.account_manager.map(|id| id.to_string())),
        }
    }

    /// Takes up what somebody else has changed meanwhile, except where something was typed here too.
    pub(crate) fn take_up(self, old: CompanyData, new: CompanyData) {
        let (old, new) = (Self::of(old), Self::of(new));
        for ((typed, old), new) in self.all().into_iter().zip(old.all()).zip(new.all()) {
            if typed.get_untracked() == old.get_untracked() {
                typed.set(new.get_untracked());
            }
        }
    }

    fn all(self) -> [RwSignal<String>; 12] {
        let Self {
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
            ..
        } = self;
        [
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
            self.account_manager,
        ]
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

    /// The change of what differs from `old`.
    pub(crate) fn change(self, old: &CompanyData, revision: i64) -> ChangeCompany {
        fn differs<T: PartialEq>(new: Option<T>, old: &Option<T>) -> Option<Option<T>> {
            (new != *old).then_some(new)
        }
        let data = self.data();
        ChangeCompany {
            revision,
            name: (data.name != old.name).then_some(data.name),
            nip: differs(data.nip, &old.nip),
            street: differs(data.street, &old.street),
            postal_code: differs(data.postal_code, &old.postal_code),
            post_town: differs(data.post_town, &old.post_town),
            city: differs(data.city, &old.city),
            country: differs(data.country, &old.country),
            email: differs(data.email, &old.email),
            phone: differs(data.phone, &old.phone),
            website: differs(data.website, &old.website),
            note: differs(data.note, &old.note),
            account_manager: differs(data.account_manager, &old.account_manager),
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
