//! From what is paid and what is earned to one number.

use super::{Assumptions, EconomicsError, powers, within};

/// What a system costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlay {
    /// What is paid for it, loan included.
    pub price: f64,
    /// Rated power of its modules, kW.
    pub kw_dc: f64,
    /// What is borrowed of the price, if anything.
    pub loan: Option<Loan>,
}

/// A loan that is paid back in equal parts, one at the end of each year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loan {
    /// What is borrowed.
    pub principal: f64,
    /// Interest, a fraction a year.
    pub rate: f64,
    /// Number of parts, 1 to 100.
    pub years: u16,
}

impl Loan {
    /// One part: `L i / (1 − (1 + i)⁻ⁿ)`.
    #[must_use]
    pub fn annuity(&self) -> f64 {
        let years = i32::from(self.years.max(1));
        if self.rate.abs() < 1e-12 {
            return self.principal / f64::from(years);
        }
        self.principal * self.rate / (1.0 - (1.0 + self.rate).powi(-years))
    }
}

/// What comes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct CashFlow {
    /// Year 0 is what is paid at once, then each year's worth of energy less upkeep and loan.
    pub years: Vec<f64>,
    /// Net present value at the nominal discount rate.
    pub npv: f64,
    /// Years until the energy less upkeep has paid the price, whoever lent it; none when the years that are counted do not
    /// suffice.
    pub payback_years: Option<f64>,
    /// The same with every year discounted to today.
    pub discounted_payback_years: Option<f64>,
    /// Levelised cost of energy per kWh, in nominal money; none without energy.
    pub nominal_cost_per_kwh: Option<f64>,
    /// The same in today's money.
    pub real_cost_per_kwh: Option<f64>,
}

/// The cash flow of a system whose energy is worth `energy_value` in each year, one value for each of the assumed years
/// (a missing one counts as nothing), and which makes `annual_kwh` in the first.
///
/// # Errors
/// When a number is out of range.
pub fn cash_flow(outlay: &Outlay, assumptions: &Assumptions, energy_value: &[f64], annual_kwh: f64) -> Result<CashFlow, EconomicsError> {
    assumptions.check()?;
    outlay.check()?;
    within("the energy of a year", annual_kwh, 0.0, 1e12, "an amount of energy, not negative")?;
    let loan = outlay.loan.map_or((0.0, 0, 0.0), |loan| (loan.principal, loan.years, loan.annuity()));
    let (borrowed, parts, annuity) = loan;

    // What the energy brings and what the system costs to keep, loan left out.
    let upkeep: Vec<f64> =
        powers(1.0 + assumptions.inflation, assumptions.years).map(|growth| growth * assumptions.upkeep_per_kw * outlay.kw_dc).collect();
    let worth = energy_value.iter().copied().chain(std::iter::repeat(0.0));
    let net: Vec<f64> = worth.zip(&upkeep).map(|(worth, upkeep)| worth - upkeep).collect();
    let paid = |year: u16| if year <= parts { annuity } else { 0.0 };

    let own_money = outlay.price - borrowed;
    let mut years = vec![-own_money];
    years.extend((1_u16..).zip(&net).map(|(year, net)| net - paid(year)));

    let discount = assumptions.nominal_discount();
    let costs = own_money + present_value(discount, (1_u16..).zip(&upkeep).map(|(year, upkeep)| upkeep + paid(year)));
    let energy = |rate: f64| present_value(rate, assumptions.lasting().map(|lasting| lasting * annual_kwh));
    let per_kwh = |rate: f64| Some(costs / energy(rate)).filter(|cost| cost.is_finite());
    Ok(CashFlow {
        npv: -own_money + present_value(discount, years.iter().skip(1).copied()),
        payback_years: payback(outlay.price, net.iter().copied()),
        discounted_payback_years: payback(outlay.price, (1..).zip(&net).map(|(year, net)| net / (1.0 + discount).powi(year))),
        nominal_cost_per_kwh: per_kwh(discount),
        real_cost_per_kwh: per_kwh(assumptions.real_discount),
        years,
    })
}

impl Outlay {
    fn check(&self) -> Result<(), EconomicsError> {
        within("the price", self.price, 0.0, 1e12, "an amount of money, not negative")?;
        within("the rated power", self.kw_dc, 0.0, 1e9, "a number of kW, not negative")?;
        let Some(loan) = self.loan else { return Ok(()) };
        within("what is borrowed", loan.principal, 0.0, self.price, "not negative and not more than the price")?;
        within("the interest", loan.rate, 0.0, 1.0, "a fraction between 0 and 1")?;
        within("the term of the loan", f64::from(loan.years), 1.0, 100.0, "between 1 and 100 years")
    }
}

/// What amounts at the ends of years 1, 2, … are worth at the beginning of year 1.
pub(super) fn present_value(rate: f64, amounts: impl Iterator<Item = f64>) -> f64 {
    (1..).zip(amounts).map(|(year, amount)| amount / (1.0 + rate).powi(year)).sum()
}

/// When the amounts of years 1, 2, … have first made up for a price; linear within the year.
fn payback(price: f64, amounts: impl Iterator<Item = f64>) -> Option<f64> {
    let mut missing = price;
    for (year, amount) in (0_u16..).zip(amounts) {
        if amount >= missing && amount > 0.0 {
            return Some(f64::from(year) + (missing / amount).max(0.0));
        }
        missing -= amount;
    }
    None
}
