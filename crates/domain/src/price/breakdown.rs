//! A price and the lines it is made of.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Charge, PriceBook, SalesTaxRule, SystemFacts, sales_tax_rule};
use crate::calendar::{Jurisdiction, NotAJurisdiction};
use crate::money::MoneyError;
use crate::{Invalid, Money};

/// What a line is for. Pages translate it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Panels, inverter, racking, wiring and labour, by size.
    SystemBase,
    /// Clamps on a metal roof.
    MetalRoof,
    /// Hooks under concrete tile.
    ConcreteTile,
    /// Work on a steep roof.
    SteepPitch,
    /// Legs that tilt panels on a flat roof.
    TiltLegs,
    /// Wiring of many arrays.
    ManyArrays,
    /// Fixed costs that a small system does not carry.
    SmallSystem,
    /// A mesh against animals.
    CritterGuard,
    /// A conduit through the attic.
    AtticRun,
    /// A new main electrical panel.
    MainPanelUpgrade,
    /// A smaller main breaker.
    MainBreakerDerate,
    /// A second electrical panel.
    Subpanel,
    /// A connection on the load side.
    LoadSideTap,
    /// A new service drop.
    MeterServiceDrop,
    /// The building permit.
    PermitFee,
    /// The utility's interconnection fee.
    InterconnectionFee,
    /// Sales tax or VAT; present even when it is nothing.
    SalesTax,
}

impl LineKind {
    /// All kinds, in the order in which lines appear.
    pub const ALL: [Self; 17] = [
        Self::SystemBase,
        Self::MetalRoof,
        Self::ConcreteTile,
        Self::SteepPitch,
        Self::TiltLegs,
        Self::ManyArrays,
        Self::SmallSystem,
        Self::CritterGuard,
        Self::AtticRun,
        Self::MainPanelUpgrade,
        Self::MainBreakerDerate,
        Self::Subpanel,
        Self::LoadSideTap,
        Self::MeterServiceDrop,
        Self::PermitFee,
        Self::InterconnectionFee,
        Self::SalesTax,
    ];
}

/// How much of a line there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Quantity {
    /// Watts DC.
    Watts(u32),
    /// One, whatever the size.
    Once,
    /// A rate in basis points (1/10,000) of the line's unit price.
    BasisPoints(u32),
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Watts(watts) => write!(f, "{watts} W"),
            Self::Once => f.write_str("1"),
            Self::BasisPoints(points) => write!(f, "{}.{:02} %", points / 100, points % 100),
        }
    }
}

/// One line of a price: `quantity × unit price = amount`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceLine {
    /// What it is for.
    pub kind: LineKind,
    /// How much of it.
    pub quantity: Quantity,
    /// Price of one unit; for a tax, the amount that is taxed.
    pub unit_price: Money,
    /// What it adds to the price.
    pub amount: Money,
}

/// A price with all its lines.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceBreakdown {
    /// Its lines; their amounts add up to the total.
    pub lines: Vec<PriceLine>,
    /// What the customer pays. No incentive is subtracted.
    pub total: Money,
}

/// Why there is no price.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PriceError {
    /// No panels, or panels without power.
    #[error("a system without panels has no price")]
    NoSystem,
    /// Larger than the book prices.
    #[error("larger than the {max_watts} W that the price book covers")]
    TooLarge {
        /// The largest system, watts DC.
        max_watts: u32,
    },
    /// A piece of site work is named twice.
    #[error("site work is named twice")]
    RepeatedSiteWork,
    /// The book is for another region, or not for this day.
    #[error("the price book does not hold here on this day")]
    NotHere,
    /// We know no sales tax rule for the place and day: no price rather than a wrong one.
    #[error("no sales tax rule is known here on this day")]
    NoTaxRule,
    /// The state is not two capital letters.
    #[error(transparent)]
    State(#[from] NotAJurisdiction),
    /// The book itself is not sound.
    #[error("price book: {0}")]
    Book(#[from] Invalid),
    /// An amount is too large.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// The price of a system by `book` on the day `on`, with the sales tax that we know for its state.
///
/// # Errors
/// When the system cannot be priced by this book on this day.
pub fn price(book: &PriceBook, facts: &SystemFacts, on: Date) -> Result<PriceBreakdown, PriceError> {
    let place = Jurisdiction::of_us_state(&facts.state)?;
    let tax = sales_tax_rule(&place, on).ok_or(PriceError::NoTaxRule)?;
    price_under(book, tax, &place, facts, on)
}

/// The price of a system in `place` by `book` and `tax` on the day `on`: depends on nothing else.
///
/// # Errors
/// When the system cannot be priced by these rules on this day.
pub fn price_under(
    book: &PriceBook,
    tax: &SalesTaxRule,
    place: &Jurisdiction,
    facts: &SystemFacts,
    on: Date,
) -> Result<PriceBreakdown, PriceError> {
    book.check()?;
    if !book.region.covers(place) || !book.provenance.holds_on(on) {
        return Err(PriceError::NotHere);
    }
    if !tax.jurisdiction.covers(place) || !tax.provenance.holds_on(on) {
        return Err(PriceError::NoTaxRule);
    }
    let watts = facts.watts().filter(|watts| *watts <= book.max_watts).ok_or(PriceError::TooLarge { max_watts: book.max_watts })?;
    if watts == 0 {
        return Err(PriceError::NoSystem);
    }
    let repeated = facts.site_work.iter().enumerate().any(|(i, work)| facts.site_work.iter().skip(i + 1).any(|other| other == work));
    if repeated {
        return Err(PriceError::RepeatedSiteWork);
    }
    let mut lines = band_lines(book, watts)?;
    for item in book.items.iter().filter(|item| item.provenance.holds_on(on) && item.when.holds(facts, watts)) {
        let (quantity, units, cents) = match item.charge {
            Charge::CentsPerWatt(cents) => (Quantity::Watts(watts), watts, cents),
            Charge::CentsOnce(cents) => (Quantity::Once, 1, cents),
        };
        lines.push(line(book, item.kind, quantity, units, cents)?);
    }
    lines.push(tax.line(sum(book, &lines)?)?);
    let total = sum(book, &lines)?;
    Ok(PriceBreakdown { lines, total })
}

fn band_lines(book: &PriceBook, watts: u32) -> Result<Vec<PriceLine>, PriceError> {
    let mut lines = Vec::new();
    let mut below = 0;
    for band in &book.bands {
        let limit = band.up_to_watts.unwrap_or(u32::MAX).min(watts);
        let share = limit.saturating_sub(below);
        if share > 0 {
            lines.push(line(book, LineKind::SystemBase, Quantity::Watts(share), share, band.cents_per_watt)?);
        }
        below = limit;
    }
    Ok(lines)
}

fn line(book: &PriceBook, kind: LineKind, quantity: Quantity, units: u32, cents: u32) -> Result<PriceLine, PriceError> {
    let unit_price = Money { minor: i64::from(cents), currency: book.currency };
    Ok(PriceLine { kind, quantity, unit_price, amount: unit_price.ratio(i64::from(units), 1)? })
}

fn sum(book: &PriceBook, lines: &[PriceLine]) -> Result<Money, MoneyError> {
    lines.iter().try_fold(Money::zero(book.currency), |sum, line| sum.plus(line.amount))
}

/// Whether `new` differs from `old` by at most five percent of `old`, in either direction. A larger change needs
/// the customer's approval or lets her leave for free. Amounts in different currencies are never within it.
#[must_use]
pub fn within_five_percent(old: Money, new: Money) -> bool {
    let change = i128::from(new.minor) - i128::from(old.minor);
    old.currency == new.currency && change.abs() * 20 <= i128::from(old.minor).abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;
    use crate::estimate::Covering;
    use crate::price::{Band, SiteWork, price_book};
    use jiff::civil::date;
    use proptest::prelude::*;

    const ON: Date = date(2026, 11, 20);

    fn book() -> PriceBook {
        price_book(&Jurisdiction::parse("US-CO").unwrap(), ON).unwrap().clone()
    }
    fn facts(panels: u32) -> SystemFacts {
        let covering = Covering::Asphalt;
        SystemFacts {
            panels,
            watts_per_panel: 430,
            planes_used: 1,
            covering,
            max_pitch_deg: 25,
            flat: false,
            state: "CO".into(),
            site_work: Vec::new(),
        }
    }
    fn amount(breakdown: &PriceBreakdown, kind: LineKind) -> Option<i64> {
        let amounts: Vec<i64> = breakdown.lines.iter().filter(|line| line.kind == kind).map(|line| line.amount.minor).collect();
        (!amounts.is_empty()).then(|| amounts.iter().sum())
    }

    #[test]
    fn the_worked_example_of_22_panels_costs_28_319_dollars() {
        let mut book = book();
        let provenance = book.provenance.clone();
        book.bands = vec![Band { up_to_watts: None, cents_per_watt: 250, provenance }];
        book.items.retain(|item| matches!(item.kind, LineKind::MainPanelUpgrade | LineKind::CritterGuard));
        let facts = SystemFacts { site_work: vec![SiteWork::MainPanelUpgrade, SiteWork::CritterGuard], ..facts(22) };
        let breakdown = price(&book, &facts, ON).unwrap();
        assert_eq!(amount(&breakdown, LineKind::SystemBase), Some(2_365_000));
        assert_eq!(amount(&breakdown, LineKind::MainPanelUpgrade), Some(325_000));
        assert_eq!(amount(&breakdown, LineKind::CritterGuard), Some(141_900));
        assert_eq!(breakdown.total, Money::usd(2_831_900));
    }

    #[test]
    fn a_plain_roof_pays_system_permit_and_interconnection_and_no_tax() {
        let breakdown = price(&book(), &facts(22), ON).unwrap();
        let kinds: Vec<LineKind> = breakdown.lines.iter().map(|line| line.kind).collect();
        let expected = [LineKind::SystemBase, LineKind::SystemBase, LineKind::PermitFee, LineKind::InterconnectionFee, LineKind::SalesTax];
        assert_eq!(kinds, expected);
        // 5,000 W at $2.80 and 4,460 W at $2.45, permit $450, interconnection $100.
        assert_eq!(breakdown.total, Money::usd(1_400_000 + 1_092_700 + 45_000 + 10_000));
        assert_eq!(amount(&breakdown, LineKind::SalesTax), Some(0));
    }

    #[test]
    fn what_makes_work_harder_makes_a_line() {
        let with = |change: &dyn Fn(&mut SystemFacts)| {
            let mut facts = facts(20);
            change(&mut facts);
            price(&book(), &facts, ON).unwrap()
        };
        assert_eq!(amount(&with(&|f| f.covering = Covering::Metal), LineKind::MetalRoof), Some(86_000));
        assert_eq!(amount(&with(&|f| f.covering = Covering::ConcreteTile), LineKind::ConcreteTile), Some(172_000));
        assert_eq!(amount(&with(&|f| f.max_pitch_deg = 35), LineKind::SteepPitch), Some(129_000));
        assert_eq!(amount(&with(&|f| f.max_pitch_deg = 34), LineKind::SteepPitch), None);
        assert_eq!(amount(&with(&|f| f.flat = true), LineKind::TiltLegs), Some(301_000));
        assert_eq!(amount(&with(&|f| f.planes_used = 4), LineKind::ManyArrays), Some(50_000));
        assert_eq!(amount(&with(&|f| f.planes_used = 3), LineKind::ManyArrays), None);
        assert_eq!(amount(&with(&|f| f.panels = 9), LineKind::SmallSystem), Some(100_000));
        assert_eq!(amount(&with(&|f| f.panels = 10), LineKind::SmallSystem), None);
    }

    #[test]
    fn a_taxed_place_rounds_once_to_the_cent() {
        let place = Jurisdiction::parse("US-CO").unwrap();
        let mut tax = sales_tax_rule(&place, ON).unwrap().clone();
        (tax.rate_bp, tax.taxable_share_bp) = (725, 3_333);
        let breakdown = price_under(&book(), &tax, &place, &facts(22), ON).unwrap();
        let line = breakdown.lines.last().unwrap();
        // 33.33 % of $25,477.00 is $8,491.48; 7.25 % of it is $615.6323.
        assert_eq!((line.unit_price, line.quantity, line.amount), (Money::usd(849_148), Quantity::BasisPoints(725), Money::usd(61_563)));
        assert_eq!(breakdown.total, Money::usd(2_547_700 + 61_563));
    }

    #[test]
    fn there_is_no_price_rather_than_a_wrong_one() {
        let refused = |facts: &SystemFacts, on| price(&book(), facts, on).unwrap_err();
        assert_eq!(refused(&facts(0), ON), PriceError::NoSystem);
        assert_eq!(refused(&facts(u32::MAX), ON), PriceError::TooLarge { max_watts: 50_000 });
        assert_eq!(refused(&SystemFacts { state: "WY".into(), ..facts(22) }, ON), PriceError::NoTaxRule);
        assert_eq!(refused(&SystemFacts { state: "CA".into(), ..facts(22) }, ON), PriceError::NotHere);
        assert_eq!(refused(&SystemFacts { state: "co".into(), ..facts(22) }, ON), PriceError::State(NotAJurisdiction));
        assert_eq!(refused(&facts(22), date(2025, 6, 1)), PriceError::NotHere);
        let twice = SystemFacts { site_work: vec![SiteWork::AtticRun, SiteWork::AtticRun], ..facts(22) };
        assert_eq!(refused(&twice, ON), PriceError::RepeatedSiteWork);
    }

    #[test]
    fn five_percent_is_counted_to_the_cent() {
        let old = Money::usd(2_831_900);
        assert!(within_five_percent(old, Money::usd(2_831_900 + 141_595)));
        assert!(!within_five_percent(old, Money::usd(2_831_900 + 141_596)));
        assert!(within_five_percent(old, Money::usd(2_831_900 - 141_595)));
        assert!(!within_five_percent(old, Money { minor: 2_831_900, currency: Currency::Eur }));
        assert!(!within_five_percent(Money::usd(0), Money::usd(1)) && within_five_percent(Money::usd(0), Money::usd(0)));
        assert!(!within_five_percent(Money::usd(i64::MIN), Money::usd(i64::MAX)));
    }

    fn coverings() -> impl Strategy<Value = Covering> {
        prop_oneof![Just(Covering::Asphalt), Just(Covering::Metal), Just(Covering::ConcreteTile), Just(Covering::Membrane)]
    }

    proptest! {
        #[test]
        fn the_lines_add_up_and_one_panel_more_never_costs_less(
            panels in 1_u32..115, planes_used in 0_u32..9, pitch in 0_u8..61, flat: bool, covering in coverings(), rate_bp in 0_u32..3_000, share in 0_u32..10_001,
        ) {
            let place = Jurisdiction::parse("US-CO").unwrap();
            let mut tax = sales_tax_rule(&place, ON).unwrap().clone();
            (tax.rate_bp, tax.taxable_share_bp) = (rate_bp, share);
            let facts = SystemFacts { planes_used, max_pitch_deg: pitch, flat, covering, ..facts(panels) };
            let breakdown = price_under(&book(), &tax, &place, &facts, ON).unwrap();
            prop_assert_eq!(breakdown.lines.iter().map(|line| line.amount.minor).sum::<i64>(), breakdown.total.minor);
            let larger = price_under(&book(), &tax, &place, &SystemFacts { panels: panels + 1, ..facts }, ON).unwrap();
            prop_assert!(larger.total.minor > breakdown.total.minor);
        }

        #[test]
        fn hostile_numbers_are_refused_without_panic(
            panels: u32, watts_per_panel: u32, planes_used: u32, cents: u32, limit: Option<u32>, max_watts: u32, rate_bp: u32, share: u32,
        ) {
            let place = Jurisdiction::parse("US-CO").unwrap();
            let mut book = book();
            book.max_watts = max_watts;
            book.bands[0].cents_per_watt = cents;
            book.bands[0].up_to_watts = limit;
            book.items[0].charge = Charge::CentsPerWatt(cents);
            let mut tax = sales_tax_rule(&place, ON).unwrap().clone();
            (tax.rate_bp, tax.taxable_share_bp) = (rate_bp, share);
            let facts = SystemFacts { watts_per_panel, planes_used, ..facts(panels) };
            let _ = price_under(&book, &tax, &place, &facts, ON);
        }
    }
}
