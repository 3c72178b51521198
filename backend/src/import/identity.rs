//! Ids that are the same whenever the same thing is imported: UUIDv5 of the source's name, the kind and its key there.

use records::Uuid;

/// Made once for this purpose; changing it would import everything a second time.
const NAMESPACE: Uuid = Uuid::from_u128(0x4b1d_6c7e_9f02_4c55_8a37_6f1e_0d2b_93a4);

/// Ids of one source.
#[derive(Clone, Copy)]
pub(super) struct Identity(Uuid);

impl Identity {
    pub(super) fn of(source: &str) -> Self {
        Self(Uuid::new_v5(&NAMESPACE, source.as_bytes()))
    }

    pub(super) fn company(self, key: &str) -> Uuid {
        self.of_kind("company", key.as_bytes())
    }

    pub(super) fn employee(self, key: &str) -> Uuid {
        self.of_kind("employee", key.as_bytes())
    }

    pub(super) fn event_type(self, value: &str) -> Uuid {
        self.of_kind("event_type", value.as_bytes())
    }

    /// What a row says, whatever its place in the file.
    pub(super) fn content(self, cells: &[String]) -> Uuid {
        let mut content = Vec::new();
        for cell in cells {
            content.extend((cell.len() as u64).to_be_bytes());
            content.extend(cell.as_bytes());
        }
        self.of_kind("content", &content)
    }

    /// The event of a row: its content, and how many rows before it say exactly the same.
    pub(super) fn event(self, content: Uuid, occurrence: u64) -> Uuid {
        self.of_kind("event", &[content.as_bytes().as_slice(), &occurrence.to_be_bytes()].concat())
    }

    fn of_kind(self, kind: &str, key: &[u8]) -> Uuid {
        Uuid::new_v5(&self.0, &[kind.as_bytes(), b"\0", key].concat())
    }
}

/// The account-less administrator on whose behalf an import runs where there is nobody yet.
pub(super) fn importer() -> Uuid {
    Uuid::new_v5(&NAMESPACE, b"importer")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_never_change() {
        let ids = Identity::of("helpdesk");
        // Another value here would mean that every firm's next import doubles its history.
        assert_eq!(ids.company("7").to_string(), "ec47f4ea-c5df-5d6c-af69-0f77ebdf01dc");
        assert_ne!(ids.company("7"), ids.employee("7"));
        assert_ne!(ids.company("7"), Identity::of("crm").company("7"));
        let row = |cells: [&str; 2]| ids.content(&cells.map(str::to_owned));
        assert_ne!(row(["ab", "c"]), row(["a", "bc"]));
        assert_ne!(ids.event(row(["a", "b"]), 0), ids.event(row(["a", "b"]), 1));
    }
}
