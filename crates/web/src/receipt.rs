//! What a receipt says, in words: the price with every line, what it saves, what it was computed from.

use domain::{
    Language, Money,
    estimate::Usage,
    price::{PriceLine, Quantity},
    quote::Receipt,
    savings::{ExportRule, Scenario, ScenarioOutcome, Verdict},
};
use jiff::tz::TimeZone;

use crate::{
    chart::{MonthEnergy, MonthsChart},
    text::{Texts, format, texts},
};

/// A receipt in the reader's language.
pub(crate) struct ReceiptWords {
    pub(crate) tone: &'static str,
    pub(crate) verdict: &'static str,
    pub(crate) because: String,
    /// `18 panels, 7.74 kW`.
    pub(crate) system: String,
    /// `98% of your use`.
    pub(crate) covers: String,
    pub(crate) price: String,
    pub(crate) total: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) annual_kwh: String,
    pub(crate) band: String,
    pub(crate) first_year: String,
    pub(crate) payback: String,
    pub(crate) all_years: String,
    pub(crate) all_years_amount: String,
    pub(crate) bills: String,
    pub(crate) futures: Vec<Future>,
    pub(crate) answers: Vec<(&'static str, String)>,
    pub(crate) assumptions: Vec<String>,
    /// When the price stops being locked.
    pub(crate) until: String,
}

/// A line of the price.
pub(crate) struct Line {
    pub(crate) what: &'static str,
    pub(crate) how_much: String,
    pub(crate) amount: String,
}

/// One of three futures.
pub(crate) struct Future {
    pub(crate) name: &'static str,
    pub(crate) first_year: String,
    pub(crate) payback: String,
    pub(crate) total: String,
}

impl ReceiptWords {
    pub(crate) fn new(receipt: &Receipt, zone: &TimeZone, language: Language) -> Self {
        let t = texts(language);
        let (savings, price) = (&receipt.savings, receipt.price.total);
        let nothing = Money::zero(price.currency);
        let expected = outcome(receipt, Scenario::Expected);
        let (first_year, all) = expected.map_or((nothing, nothing), |outcome| (outcome.first_year, outcome.total));
        let years = t.shared.years(u64::from(receipt.rules.assumptions.years));
        let payback = expected.map(|outcome| t.estimate.payback_in_words(outcome.payback)).unwrap_or_default();
        let watts = i64::from(receipt.system.panels).saturating_mul(i64::from(receipt.system.watts_per_panel));
        let production = &receipt.production;
        let covers = format::percent(f64::from(savings.offset_per_mille) / 1_000.0, 0, language);
        Self {
            tone: match savings.verdict {
                Verdict::WorthIt => "good",
                Verdict::Borderline => "info",
                Verdict::NotToday { .. } => "warn",
            },
            verdict: t.estimate.verdict_sentence(savings.verdict),
            because: match savings.verdict {
                Verdict::WorthIt => t.estimate.verdict_worth_text(&payback, format::money_rounded(all), &years),
                Verdict::Borderline => t.estimate.verdict_close_text(&payback),
                Verdict::NotToday { reason } => t.estimate.not_today(reason).to_owned(),
            },
            system: t.estimate.system(t.shared.panels(u64::from(receipt.system.panels)), format::watts(watts)),
            covers: t.estimate.share_of_use(covers),
            price: format::price(price),
            total: t.shared.total_no_extras(format::price(price)),
            lines: receipt.price.lines.iter().map(|line| Line::new(line, t, language)).collect(),
            annual_kwh: format::kwh(f64::from(production.annual_kwh)),
            band: t.estimate.production_band(format::kwh(f64::from(production.low_kwh)), format::kwh(f64::from(production.high_kwh))),
            first_year: format::money_rounded(first_year),
            payback,
            all_years: if all.minor < 0 { t.estimate.savings_cost(&years) } else { t.estimate.savings_total(&years) },
            all_years_amount: format::money_rounded(Money { minor: all.minor.saturating_abs(), ..all }),
            bills: t.estimate.bill_now(format::money_rounded(savings.bill_before), format::money_rounded(savings.bill_after)),
            futures: savings.scenarios.iter().map(|outcome| Future::new(outcome, t)).collect(),
            answers: answers(receipt, t),
            assumptions: assumptions(receipt, t, language),
            until: format::date_time(receipt.valid_until, zone, language),
        }
    }
}

fn outcome(receipt: &Receipt, scenario: Scenario) -> Option<&ScenarioOutcome> {
    receipt.savings.scenarios.iter().find(|outcome| outcome.scenario == scenario)
}

impl Line {
    fn new(line: &PriceLine, t: &Texts, language: Language) -> Self {
        let unit = format::money(line.unit_price);
        Self {
            what: t.estimate.price_line(line.kind),
            how_much: match line.quantity {
                Quantity::Watts(watts) => t.estimate.unit_price(t.estimate.watts(format::grouped(u64::from(watts))), unit),
                Quantity::BasisPoints(_) if line.amount.minor == 0 => String::new(),
                Quantity::Once => String::new(),
                Quantity::BasisPoints(points) => t.estimate.tax_rate(format::percent(f64::from(points) / 1e4, 2, language), unit),
            },
            amount: format::money(line.amount),
        }
    }
}

impl Future {
    fn new(outcome: &ScenarioOutcome, t: &Texts) -> Self {
        Self {
            name: t.estimate.scenario(outcome.scenario),
            first_year: format::money_rounded(outcome.first_year),
            payback: t.estimate.payback_in_words(outcome.payback),
            total: format::money_rounded(outcome.total),
        }
    }
}

/// What the customer told us.
fn answers(receipt: &Receipt, t: &Texts) -> Vec<(&'static str, String)> {
    let (input, e) = (&receipt.input, &t.estimate);
    let place = if input.town.is_empty() { input.state.clone() } else { e.place_line(&input.town, &input.state) };
    let metres = |cm: u32| format!("{} m", format::decimal(f64::from(cm) / 100.0, if cm.is_multiple_of(100) { 0 } else { 2 }));
    let sections = input.sections.iter().map(|section| {
        let size = e.section_line(e.roof_shape(section.shape), metres(section.length_cm), metres(section.width_cm));
        let lie = e.section_pitch(format_args!("{}°", section.pitch_deg), format_args!("{}°", section.azimuth_deg));
        (e.roof, format!("{size}, {lie}"))
    });
    let usage = match input.usage {
        Usage::MonthlyBill(bill) => (e.usage_bill, e.bill_line(format::price(bill))),
        Usage::AnnualKwh(kwh) => (e.usage_kwh_label, e.kwh_line(format::kwh(f64::from(kwh)))),
    };
    std::iter::once((e.place, place))
        .chain(sections)
        .chain([(e.covering, e.covering_name(input.covering).to_owned()), (e.shade, e.shade_name(input.shade).to_owned()), usage])
        .collect()
}

/// How it was computed, with the figures of this receipt's rules.
fn assumptions(receipt: &Receipt, t: &Texts, language: Language) -> Vec<String> {
    let (rules, e) = (&receipt.rules, &t.estimate);
    let (assumed, tariff) = (&rules.assumptions, &rules.tariff);
    let money = |cents: u32| format::price(Money { minor: i64::from(cents), currency: tariff.currency });
    let percent = |points: f64| format::percent(points / 1e4, 1, language);
    let export = match tariff.export {
        ExportRule::NetMetering { surplus_micro_per_kwh } => e.assumption_metering(cents(surplus_micro_per_kwh)),
        ExportRule::NetBilling { export_micro_per_kwh, self_consumption_bp, .. } => {
            e.assumption_billing(cents(export_micro_per_kwh), percent(f64::from(self_consumption_bp)))
        }
    };
    let mut said = vec![
        e.usage_now(format::kwh(f64::from(receipt.savings.usage_kwh))),
        e.assumption_model(&receipt.production.model),
        e.assumption_ageing(percent(f64::from(assumed.degradation_bp))),
        e.assumption_rates(
            cents(tariff.energy_micro_per_kwh),
            money(tariff.fixed_cents_per_month),
            percent(f64::from(assumed.escalation.expected_bp)),
        ),
        export,
        e.assumption_upkeep(money(assumed.upkeep_cents_per_kw_year), percent(f64::from(assumed.upkeep_growth_bp))),
    ];
    if let Some(inverter) = &assumed.inverter_replacement {
        said.push(e.assumption_inverter(inverter.year, money(inverter.cents_per_kw)));
    }
    said.push(e.assumption_discount(percent(f64::from(assumed.discount_bp)), t.shared.years(u64::from(assumed.years))));
    said.push(e.no_tax_credit.to_owned());
    said
}

/// The tariff of a receipt: `15.5¢ per kWh and $12 a month`.
pub(crate) fn tariff(receipt: &Receipt, language: Language) -> String {
    let tariff = &receipt.rules.tariff;
    let fixed = Money { minor: i64::from(tariff.fixed_cents_per_month), currency: tariff.currency };
    texts(language).estimate.rate_line(cents(tariff.energy_micro_per_kwh), format::price(fixed))
}

/// A rate of 10⁻⁶ of the currency, in cents with one decimal: `15.8¢`.
fn cents(micro: u32) -> String {
    format!("{}.{}¢", micro / 10_000, micro % 10_000 / 1_000)
}

/// The months of a receipt. Its range is of the whole year; every month gets the same share of it.
pub(crate) fn months(id: &str, receipt: &Receipt, language: Language) -> MonthsChart {
    let production = &receipt.production;
    let [likely, low, high] = [production.annual_kwh, production.low_kwh, production.high_kwh].map(f64::from);
    let (down, up) = if likely > 0.0 { (low / likely, high / likely) } else { (1.0, 1.0) };
    let months = production.monthly_kwh.map(|kwh| {
        let kwh = f64::from(kwh);
        MonthEnergy { low: kwh * down, likely: kwh, high: kwh * up }
    });
    MonthsChart::new(id, &months, MonthEnergy { low, likely, high }, language)
}

#[cfg(test)]
mod tests {
    use super::cents;

    #[test]
    fn rates_are_said_in_cents() {
        assert_eq!((cents(158_000), cents(30_000), cents(5_000)), ("15.8¢".to_owned(), "3.0¢".to_owned(), "0.5¢".to_owned()));
    }
}
