//! Exact arithmetic with rates: integers, 128 bits, half to even.

use super::SavingsError;

/// One, as a factor.
pub(super) const ONE: i128 = 1_000_000_000_000;

/// `value × numerator / denominator`, rounded half to even.
pub(super) fn scale(value: i128, numerator: i128, denominator: i128) -> Result<i128, SavingsError> {
    let product = value.checked_mul(numerator).ok_or(SavingsError::Overflow)?;
    let quotient = product.checked_div_euclid(denominator).ok_or(SavingsError::Overflow)?;
    let remainder = product.checked_rem_euclid(denominator).ok_or(SavingsError::Overflow)?;
    let half = denominator.checked_sub(remainder).ok_or(SavingsError::Overflow)?;
    let up = denominator > 0 && (remainder > half || (remainder == half && quotient.rem_euclid(2) == 1));
    if denominator > 0 { quotient.checked_add(i128::from(up)).ok_or(SavingsError::Overflow) } else { Err(SavingsError::Overflow) }
}

/// `(1 + rate)^0 … (1 + rate)^steps` for a rate of `numerator / denominator`, each rounded to 10⁻¹².
pub(super) fn powers(numerator: i64, denominator: i64, steps: u16) -> Result<Vec<i128>, SavingsError> {
    let grown = i128::from(denominator).checked_add(i128::from(numerator)).ok_or(SavingsError::Overflow)?;
    let mut powers = vec![ONE];
    let mut power = ONE;
    for _ in 0..steps {
        power = scale(power, grown, i128::from(denominator))?;
        powers.push(power);
    }
    Ok(powers)
}

/// As cents.
pub(super) fn cents(value: i128) -> Result<i64, SavingsError> {
    i64::try_from(value).map_err(|_| SavingsError::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rounding_agrees_with_money(a in any::<i64>(), b in any::<i64>(), c in 1_i64..i64::MAX) {
            let expected = crate::money::mul_div_half_even(a, b, c).map(i128::from);
            let got = scale(i128::from(a), i128::from(b), i128::from(c)).unwrap();
            prop_assert_eq!(i64::try_from(got).ok().map(i128::from), expected);
        }

        #[test]
        fn extreme_numbers_are_an_error(a: i128, b: i128, c: i128) {
            let _ = scale(a, b, c);
        }
    }
}
