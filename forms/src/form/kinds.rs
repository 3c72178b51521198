//! The types of fields.

/// The types of section 3 of the design, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    Text,
    LongText,
    Email,
    Phone,
    Url,
    Nip,
    Integer,
    Decimal,
    Money,
    Boolean,
    Date,
    Time,
    DateTime,
    Duration,
    Choice,
    Choices,
    Rating,
    User,
    Company,
    Contact,
    Deal,
    Order,
    Product,
    File,
    Photo,
    Signature,
    Location,
    Barcode,
    Computed,
}

impl FieldType {
    pub const ALL: [FieldType; 29] = [
        FieldType::Text,
        FieldType::LongText,
        FieldType::Email,
        FieldType::Phone,
        FieldType::Url,
        FieldType::Nip,
        FieldType::Integer,
        FieldType::Decimal,
        FieldType::Money,
        FieldType::Boolean,
        FieldType::Date,
        FieldType::Time,
        FieldType::DateTime,
        FieldType::Duration,
        FieldType::Choice,
        FieldType::Choices,
        FieldType::Rating,
        FieldType::User,
        FieldType::Company,
        FieldType::Contact,
        FieldType::Deal,
        FieldType::Order,
        FieldType::Product,
        FieldType::File,
        FieldType::Photo,
        FieldType::Signature,
        FieldType::Location,
        FieldType::Barcode,
        FieldType::Computed,
    ];

    /// As in the schema: `long_text`.
    pub fn name(self) -> &'static str {
        match self {
            FieldType::Text => "text",
            FieldType::LongText => "long_text",
            FieldType::Email => "email",
            FieldType::Phone => "phone",
            FieldType::Url => "url",
            FieldType::Nip => "nip",
            FieldType::Integer => "integer",
            FieldType::Decimal => "decimal",
            FieldType::Money => "money",
            FieldType::Boolean => "boolean",
            FieldType::Date => "date",
            FieldType::Time => "time",
            FieldType::DateTime => "date_time",
            FieldType::Duration => "duration",
            FieldType::Choice => "choice",
            FieldType::Choices => "choices",
            FieldType::Rating => "rating",
            FieldType::User => "user",
            FieldType::Company => "company",
            FieldType::Contact => "contact",
            FieldType::Deal => "deal",
            FieldType::Order => "order",
            FieldType::Product => "product",
            FieldType::File => "file",
            FieldType::Photo => "photo",
            FieldType::Signature => "signature",
            FieldType::Location => "location",
            FieldType::Barcode => "barcode",
            FieldType::Computed => "computed",
        }
    }

    pub fn from_name(name: &str) -> Option<FieldType> {
        FieldType::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Typed-in text, with lengths and a pattern.
    pub fn is_text(self) -> bool {
        use FieldType::*;
        matches!(self, Text | LongText | Email | Phone | Url | Nip | Barcode)
    }

    /// Whole numbers, which are JSON numbers.
    pub fn is_whole(self) -> bool {
        matches!(self, FieldType::Integer | FieldType::Duration | FieldType::Rating)
    }

    /// Exact decimals, which are JSON strings.
    pub fn is_decimal(self) -> bool {
        matches!(self, FieldType::Decimal | FieldType::Money)
    }

    /// The id of a record that the server looks up.
    pub fn is_reference(self) -> bool {
        use FieldType::*;
        matches!(self, User | Company | Contact | Deal | Order | Product)
    }

    /// Lists of file ids.
    pub fn is_file(self) -> bool {
        matches!(self, FieldType::File | FieldType::Photo | FieldType::Signature)
    }

    /// Values that are lists.
    pub fn is_list(self) -> bool {
        self == FieldType::Choices || self.is_file()
    }
}

/// What a computed field gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResultType {
    Text,
    Integer,
    Decimal,
    Boolean,
    Date,
}

impl ResultType {
    pub fn from_name(name: &str) -> Option<ResultType> {
        Some(match name {
            "text" => ResultType::Text,
            "integer" => ResultType::Integer,
            "decimal" => ResultType::Decimal,
            "boolean" => ResultType::Boolean,
            "date" => ResultType::Date,
            _ => return None,
        })
    }

    pub fn name(self) -> &'static str {
        match self {
            ResultType::Text => "text",
            ResultType::Integer => "integer",
            ResultType::Decimal => "decimal",
            ResultType::Boolean => "boolean",
            ResultType::Date => "date",
        }
    }
}
