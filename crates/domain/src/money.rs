//! Money as integer minor units with its currency. Nothing rounds silently.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A currency of ISO 4217 that has two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Currency {
    /// United States dollar.
    #[serde(rename = "USD")]
    Usd,
    /// Euro.
    #[serde(rename = "EUR")]
    Eur,
}

impl Currency {
    /// ISO 4217 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Usd => "USD",
            Self::Eur => "EUR",
        }
    }
    /// The currency of an ISO 4217 code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "USD" => Some(Self::Usd),
            "EUR" => Some(Self::Eur),
            _ => None,
        }
    }
}

/// An amount: minor units (cents) and their currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Cents; negative is a credit.
    pub minor: i64,
    /// Whose cents.
    pub currency: Currency,
}

/// Two amounts that cannot be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Amounts in different currencies do not add up.
    #[error("amounts in different currencies")]
    Currencies,
    /// The result is larger than 92 quadrillion.
    #[error("amount too large")]
    Overflow,
}

impl Money {
    /// US dollars from cents.
    #[must_use]
    pub const fn usd(cents: i64) -> Self {
        Self { minor: cents, currency: Currency::Usd }
    }
    /// Nothing, in `currency`.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }
    /// The sum.
    ///
    /// # Errors
    /// Different currencies, or a sum beyond `i64`.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Currencies);
        }
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, currency: self.currency })
    }
    /// The difference.
    ///
    /// # Errors
    /// Different currencies, or a difference beyond `i64`.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        let minor = other.minor.checked_neg().ok_or(MoneyError::Overflow)?;
        self.plus(Self { minor, ..other })
    }
    /// This amount times `numerator / denominator`, rounded half to even to the cent, exactly.
    ///
    /// # Errors
    /// A zero denominator or a result beyond `i64`.
    pub fn ratio(self, numerator: i64, denominator: i64) -> Result<Self, MoneyError> {
        let minor = mul_div_half_even(self.minor, numerator, denominator).ok_or(MoneyError::Overflow)?;
        Ok(Self { minor, ..self })
    }
    /// Divides into `parts` amounts that differ by at most one cent and add up to this amount.
    #[must_use]
    pub fn split(self, parts: u16) -> Vec<Self> {
        let count = i64::from(parts);
        if count == 0 {
            return Vec::new();
        }
        let each = self.minor.div_euclid(count);
        let extra = self.minor.rem_euclid(count);
        (0..count).map(|i| Self { minor: each + i64::from(i < extra), ..self }).collect()
    }
}

/// `a * b / c` rounded half to even, through 128 bits; `None` when `c` is zero or it does not fit.
#[must_use]
pub fn mul_div_half_even(a: i64, b: i64, c: i64) -> Option<i64> {
    if c == 0 {
        return None;
    }
    let product = i128::from(a) * i128::from(b);
    let divisor = i128::from(c);
    let quotient = product.div_euclid(divisor);
    let remainder = product.rem_euclid(divisor);
    let twice = remainder * 2;
    let magnitude = divisor.abs();
    let up = match twice.cmp(&magnitude) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => quotient.rem_euclid(2) == 1,
    };
    // With a negative divisor div_euclid rounds towards plus infinity, so the neighbour is one below.
    let step = if divisor > 0 { 1 } else { -1 };
    i64::try_from(if up { quotient + step } else { quotient }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_go_to_the_even_cent() {
        assert_eq!(Money::usd(5).ratio(1, 2), Ok(Money::usd(2)));
        assert_eq!(Money::usd(7).ratio(1, 2), Ok(Money::usd(4)));
        assert_eq!(Money::usd(-5).ratio(1, 2), Ok(Money::usd(-2)));
        assert_eq!(Money::usd(1).ratio(1, 0), Err(MoneyError::Overflow));
    }

    #[test]
    fn currencies_never_mix() {
        assert_eq!(Money::usd(1).plus(Money { minor: 1, currency: Currency::Eur }), Err(MoneyError::Currencies));
    }

    proptest! {
        #[test]
        fn money_never_rounds_away_when_split(minor in -10_000_000_000_i64..10_000_000_000, parts in 1_u16..1000) {
            let shares = Money::usd(minor).split(parts);
            prop_assert_eq!(shares.iter().map(|m| m.minor).sum::<i64>(), minor);
            let low = shares.iter().map(|m| m.minor).min().unwrap();
            let high = shares.iter().map(|m| m.minor).max().unwrap();
            prop_assert!(high - low <= 1);
        }

        #[test]
        fn a_ratio_is_within_half_a_cent(minor in -1_000_000_000_i64..1_000_000_000, n in -1_000_i64..1_000, d in 1_i64..100_000) {
            let got = Money::usd(minor).ratio(n, d).unwrap().minor;
            let error = (i128::from(got) * i128::from(d) - i128::from(minor) * i128::from(n)).abs() * 2;
            prop_assert!(error <= i128::from(d));
        }
    }
}
