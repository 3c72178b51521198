//! What a settlement line comes to: quantity × unit price, each part editable, locked or absent.

use rust_decimal::{Decimal as Exact, RoundingStrategy};

use crate::{
    Decimal,
    event_types::{SettlementLine, SettlementPart},
};

impl SettlementLine {
    /// Quantity, unit price and amount of what was entered. A missing part takes the type's default, an absent one counts
    /// as 1 and shows nothing; the amount is rounded half away from zero to the currency's minor unit, and `None` where a
    /// part is unknown.
    pub fn settled(
        &self,
        quantity: Option<Decimal>,
        unit_price: Option<Decimal>,
    ) -> (Option<Decimal>, Option<Decimal>, Option<Decimal>) {
        let quantity = value(self.quantity, quantity, self.default_quantity);
        let unit_price = value(self.unit_price, unit_price, self.default_unit_price);
        (quantity, unit_price, self.amount(quantity, unit_price))
    }

    fn amount(&self, quantity: Option<Decimal>, unit_price: Option<Decimal>) -> Option<Decimal> {
        let factor = |part, value: Option<Decimal>| match part {
            SettlementPart::Absent => Some(Exact::ONE),
            _ => value.map(|value| value.0),
        };
        let product = factor(self.quantity, quantity)?.checked_mul(factor(self.unit_price, unit_price)?)?;
        let places = minor_unit(&self.currency);
        let mut rounded = product.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        rounded.rescale(places);
        Some(Decimal(rounded))
    }
}

fn value(part: SettlementPart, sent: Option<Decimal>, default: Option<Decimal>) -> Option<Decimal> {
    match part {
        SettlementPart::Absent => None,
        SettlementPart::Locked => default,
        SettlementPart::Editable => sent.or(default),
    }
}

/// Decimal places of a currency's minor unit (ISO 4217).
pub fn minor_unit(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}
