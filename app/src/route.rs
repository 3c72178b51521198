//! The addresses of the client's pages.

use records::Uuid;

/// A page by its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    Home,
    Companies,
    AddCompany,
    Company(Uuid),
    CompanyEvents(Uuid),
    EditCompany(Uuid),
    Register,
    Outbox,
    Events,
    Event(Uuid),
    EditEvent(Uuid),
    EventTypes,
    EventType(Uuid),
    AddEventType,
    EditEventType(Uuid),
    DraftEventType(Uuid),
    People,
    Groups,
    Password,
    Settings,
    About,
    Unknown,
}

impl Page {
    /// The page at an address such as `/companies/0199…/events` or `/register?type=visit`.
    pub fn of(url: &str) -> Self {
        let path = url.split('?').next().unwrap_or(url);
        let id = |text: &str, page: fn(Uuid) -> Self| Uuid::parse_str(text).map_or(Self::Unknown, page);
        let steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
        match steps.as_slice() {
            [] => Self::Home,
            ["companies"] => Self::Companies,
            ["companies", "new"] => Self::AddCompany,
            ["companies", one] => id(one, Self::Company),
            ["companies", one, "events"] => id(one, Self::CompanyEvents),
            ["companies", one, "edit"] => id(one, Self::EditCompany),
            ["register"] => Self::Register,
            ["outbox"] => Self::Outbox,
            ["events"] => Self::Events,
            ["events", one] => id(one, Self::Event),
            ["events", one, "edit"] => id(one, Self::EditEvent),
            ["event-types"] => Self::EventTypes,
            ["event-types", "new"] => Self::AddEventType,
            ["event-types", one] => id(one, Self::EventType),
            ["event-types", one, "edit"] => id(one, Self::EditEventType),
            ["event-types", one, "draft"] => id(one, Self::DraftEventType),
            ["people"] => Self::People,
            ["people", "groups"] => Self::Groups,
            ["password"] => Self::Password,
            ["settings"] => Self::Settings,
            ["about"] => Self::About,
            _ => Self::Unknown,
        }
    }

    /// The path of the page.
    pub fn path(self) -> String {
        match self {
            Self::Home | Self::Unknown => "/".into(),
            Self::Companies => "/companies".into(),
            Self::AddCompany => "/companies/new".into(),
            Self::Company(id) => format!("/companies/{id}"),
            Self::CompanyEvents(id) => format!("/companies/{id}/events"),
            Self::EditCompany(id) => format!("/companies/{id}/edit"),
            Self::Register => "/register".into(),
            Self::Outbox => "/outbox".into(),
            Self::Events => "/events".into(),
            Self::Event(id) => format!("/events/{id}"),
            Self::EditEvent(id) => format!("/events/{id}/edit"),
            Self::EventTypes => "/event-types".into(),
            Self::EventType(id) => format!("/event-types/{id}"),
            Self::AddEventType => "/event-types/new".into(),
            Self::EditEventType(id) => format!("/event-types/{id}/edit"),
            Self::DraftEventType(id) => format!("/event-types/{id}/draft"),
            Self::People => "/people".into(),
            Self::Groups => "/people/groups".into(),
            Self::Password => "/password".into(),
            Self::Settings => "/settings".into(),
            Self::About => "/about".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let id = Uuid::from_u128(7);
        let pages = [
            Page::Home,
            Page::Companies,
            Page::AddCompany,
            Page::Company(id),
            Page::CompanyEvents(id),
            Page::EditCompany(id),
            Page::Register,
            Page::Outbox,
            Page::Events,
            Page::Event(id),
            Page::EditEvent(id),
            Page::EventTypes,
            Page::EventType(id),
            Page::AddEventType,
            Page::EditEventType(id),
            Page::DraftEventType(id),
            Page::People,
            Page::Groups,
            Page::Password,
            Page::Settings,
            Page::About,
        ];
        for page in pages {
            assert_eq!(Page::of(&page.path()), page);
        }
        assert_eq!(Page::of("/companies/"), Page::Companies);
        assert_eq!(Page::of("/register?type=visit"), Page::Register);
        assert_eq!(Page::of("/companies/nobody"), Page::Unknown);
        assert_eq!(Page::of("/elsewhere"), Page::Unknown);
    }
}
