//! Loans, and the fee that lenders hide in them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SavingsError;
use super::fixed_point::{ONE, cents, powers, scale};
use crate::Money;

/// A loan with equal monthly instalments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Loan {
    /// What is borrowed.
    pub principal: Money,
    /// Nominal yearly rate, basis points; a month bears a twelfth of it.
    pub apr_bp: u32,
    /// Number of instalments: 1 to 480.
    pub months: u16,
}

/// What a loan costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LoanTerms {
    /// Every instalment but the last.
    pub monthly: Money,
    /// The last one, which absorbs what was rounded.
    pub last: Money,
    /// Everything that is paid back.
    pub total: Money,
}

/// A fee that a lender takes from the installer for lending below the market's rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DealerFee {
    /// Its rate, basis points.
    pub rate_bp: u32,
    /// Of what it is a share.
    pub convention: FeeConvention,
}

/// Of what a dealer fee is a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeeConvention {
    /// Of what is borrowed: `principal = cash / (1 − f)`.
    GrossUp,
    /// Of the cash price: `principal = cash × (1 + f)`.
    MarkUp,
}

impl DealerFee {
    /// What must be borrowed so that the installer receives `cash`.
    ///
    /// # Errors
    /// A gross-up of 100 % or more, or an amount beyond `i64`.
    pub fn principal(self, cash: Money) -> Result<Money, SavingsError> {
        let fee = i64::from(self.rate_bp);
        match self.convention {
            FeeConvention::GrossUp if self.rate_bp < 10_000 => Ok(cash.ratio(10_000, 10_000 - fee)?),
            FeeConvention::GrossUp => Err(SavingsError::Overflow),
            FeeConvention::MarkUp => Ok(cash.ratio(10_000 + fee, 10_000)?),
        }
    }
}

/// Basis points of a year are this many parts of a month's whole.
const MONTHLY_PARTS: i64 = 120_000;

impl Loan {
    /// The instalments: an annuity rounded half to even to the cent, with interest of each month rounded alike.
    ///
    /// # Errors
    /// A negative principal, a term outside 1 to 480 months, or numbers too large.
    pub fn terms(&self) -> Result<LoanTerms, SavingsError> {
        let currency = self.principal.currency;
        let monthly = self.instalment()?;
        let mut balance = i128::from(self.principal.minor);
        let mut total = 0_i128;
        for _ in 1..self.months {
            balance = balance + self.interest(balance)? - monthly;
            total += monthly;
        }
        let last = balance + self.interest(balance)?;
        let money = |value| Ok::<_, SavingsError>(Money { minor: cents(value)?, currency });
        Ok(LoanTerms { monthly: money(monthly)?, last: money(last)?, total: money(total + last)? })
    }

    fn interest(&self, balance: i128) -> Result<i128, SavingsError> {
        scale(balance, i128::from(self.apr_bp), i128::from(MONTHLY_PARTS))
    }

    /// `P · i / (1 − (1 + i)⁻ⁿ)` in cents.
    fn instalment(&self) -> Result<i128, SavingsError> {
        if self.principal.minor < 0 || !(1..=480).contains(&self.months) {
            return Err(SavingsError::Overflow);
        }
        let principal = i128::from(self.principal.minor);
        if self.apr_bp == 0 {
            return scale(principal, 1, i128::from(self.months));
        }
        let grown = powers(i64::from(self.apr_bp), MONTHLY_PARTS, self.months)?.last().copied().unwrap_or(ONE);
        let interest = principal.checked_mul(i128::from(self.apr_bp)).ok_or(SavingsError::Overflow)?;
        scale(interest, grown, (grown - ONE).checked_mul(i128::from(MONTHLY_PARTS)).ok_or(SavingsError::Overflow)?)
    }

    /// The rate that the customer really pays when the system costs `cash` without the loan: the smallest rate, in
    /// basis points, at which borrowing `cash` has instalments as large. `None` above 100 % a year.
    ///
    /// # Errors
    /// Those of [`Loan::terms`].
    pub fn true_apr_bp(&self, cash: Money) -> Result<Option<u32>, SavingsError> {
        if cash.currency != self.principal.currency {
            return Err(SavingsError::Currency);
        }
        let paid = self.instalment()?;
        let reaches = |apr_bp: u32| Ok::<_, SavingsError>(Self { principal: cash, apr_bp, months: self.months }.instalment()? >= paid);
        let (mut below, mut above) = (0, 10_000);
        if !reaches(above)? {
            return Ok(None);
        }
        while below < above {
            let middle = u32::midpoint(below, above);
            if reaches(middle)? {
                above = middle;
            } else {
                below = middle + 1;
            }
        }
        Ok(Some(above))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CASH: Money = Money::usd(2_831_900);

    #[test]
    fn the_worked_loan_is_219_39_a_month() {
        let terms = Loan { principal: CASH, apr_bp: 699, months: 240 }.terms().unwrap();
        assert_eq!(terms.monthly, Money::usd(21_939));
        // 240 unrounded instalments are $52,652.87; the last one absorbs the cents that rounding moved.
        assert!((terms.total.minor - 5_265_287).abs() <= 150, "{terms:?}");
        assert_eq!(terms.total.minor, terms.monthly.minor * 239 + terms.last.minor);
    }

    #[test]
    fn a_dealer_fee_of_25_percent_is_two_different_amounts() {
        let gross_up = DealerFee { rate_bp: 2_500, convention: FeeConvention::GrossUp }.principal(CASH).unwrap();
        let mark_up = DealerFee { rate_bp: 2_500, convention: FeeConvention::MarkUp }.principal(CASH).unwrap();
        assert_eq!((gross_up, mark_up), (Money::usd(3_775_867), Money::usd(3_539_875)));
        let loan = |principal| Loan { principal, apr_bp: 399, months: 240 };
        assert_eq!(loan(gross_up).terms().unwrap().monthly, Money::usd(22_861));
        assert_eq!(loan(mark_up).terms().unwrap().monthly, Money::usd(21_432));
        // What is sold as 3.99 % costs more than the honest 6.99 %.
        assert_eq!(loan(gross_up).true_apr_bp(CASH), Ok(Some(753)));
        assert_eq!(loan(CASH).true_apr_bp(CASH), Ok(Some(399)));
        assert!(DealerFee { rate_bp: 10_000, convention: FeeConvention::GrossUp }.principal(CASH).is_err());
    }

    #[test]
    fn a_loan_without_interest_is_divided() {
        let terms = Loan { principal: Money::usd(100_000), apr_bp: 0, months: 3 }.terms().unwrap();
        assert_eq!((terms.monthly, terms.last, terms.total), (Money::usd(33_333), Money::usd(33_334), Money::usd(100_000)));
    }

    proptest! {
        #[test]
        fn a_loan_is_paid_back_with_its_interest(principal in 10_000_i64..100_000_000, apr_bp in 0_u32..3_000, months in 1_u16..481) {
            let terms = Loan { principal: Money::usd(principal), apr_bp, months }.terms().unwrap();
            prop_assert!(terms.total.minor >= principal);
            // Half a cent of each instalment, grown by the interest, is all that the last one absorbs.
            prop_assert!(terms.monthly.minor >= principal / i64::from(months));
        }

        #[test]
        fn hostile_loans_are_an_error(principal: i64, apr_bp: u32, months: u16, cash: i64) {
            let loan = Loan { principal: Money::usd(principal), apr_bp, months };
            let _ = (loan.terms(), loan.true_apr_bp(Money::usd(cash)));
        }
    }
}
