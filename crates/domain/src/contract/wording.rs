//! Dates, amounts and lines as a contract says them. Spanish as in the United States: dots and commas as in English.

use jiff::civil::Date;

use super::refund::{CostKind, Fee};
use crate::price::{LineKind, PriceLine, Quantity};
use crate::{Currency, Language, Money};

const ENGLISH_MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const SPANISH_MONTHS: [&str; 12] =
    ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

/// `November 24, 2026` or `24 de noviembre de 2026`.
#[must_use]
pub fn date(date: Date, language: Language) -> String {
    let months = match language {
        Language::English => ENGLISH_MONTHS,
        Language::Spanish => SPANISH_MONTHS,
    };
    let index = usize::try_from(date.month()).unwrap_or(1).saturating_sub(1);
    let month = months.get(index).copied().unwrap_or_default();
    match language {
        Language::English => format!("{month} {}, {}", date.day(), date.year()),
        Language::Spanish => format!("{} de {month} de {}", date.day(), date.year()),
    }
}

/// `$26,896.00`; negative as `−$5.00`.
#[must_use]
pub fn money(amount: Money) -> String {
    let sign = if amount.minor < 0 { "−" } else { "" };
    let symbol = match amount.currency {
        Currency::Usd => "$",
        Currency::Eur => "€",
    };
    let cents = amount.minor.unsigned_abs();
    format!("{sign}{symbol}{}.{:02}", grouped(cents / 100), cents % 100)
}

/// `14,160`.
pub(super) fn number(value: i64) -> String {
    format!("{}{}", if value < 0 { "−" } else { "" }, grouped(value.unsigned_abs()))
}

fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `System by size: 5,000 W × $2.80 = $14,000.00`.
pub(super) fn price_line(line: &PriceLine, language: Language) -> String {
    let label = line_label(line.kind, language);
    let amount = money(line.amount);
    match (line.quantity, language) {
        (Quantity::Once, _) => format!("{label}: {amount}"),
        (Quantity::Watts(watts), _) => format!("{label}: {} W × {} = {amount}", number(i64::from(watts)), money(line.unit_price)),
        (Quantity::BasisPoints(_), Language::English) => format!("{label}: {} of {} = {amount}", line.quantity, money(line.unit_price)),
        (Quantity::BasisPoints(_), Language::Spanish) => format!("{label}: {} de {} = {amount}", line.quantity, money(line.unit_price)),
    }
}

/// `Design: what it cost us, at most $500.00`.
pub(super) fn fee(fee: &Fee, currency: Currency, language: Language) -> String {
    let label = cost_label(fee.kind, language);
    let cap = fee.cap_cents.map(|cents| money(Money { minor: i64::from(cents), currency }));
    let whole = fee.share_bp == 10_000;
    let share = Quantity::BasisPoints(fee.share_bp);
    match language {
        Language::English => {
            let of = if whole { "what it cost us".to_owned() } else { format!("{share} of what it cost us") };
            format!("{label}: {of}{}", cap.map(|cap| format!(", at most {cap}")).unwrap_or_default())
        }
        Language::Spanish => {
            let of = if whole { "lo que nos costó".to_owned() } else { format!("{share} de lo que nos costó") };
            format!("{label}: {of}{}", cap.map(|cap| format!(", como máximo {cap}")).unwrap_or_default())
        }
    }
}

fn line_label(kind: LineKind, language: Language) -> &'static str {
    let (english, spanish) = match kind {
        LineKind::SystemBase => ("System by size, installed", "Sistema según tamaño, instalado"),
        LineKind::MetalRoof => ("Metal roof", "Techo de metal"),
        LineKind::ConcreteTile => ("Concrete tile roof", "Techo de teja de concreto"),
        LineKind::SteepPitch => ("Steep roof", "Techo empinado"),
        LineKind::TiltLegs => ("Tilt legs on a flat roof", "Soportes inclinados en techo plano"),
        LineKind::ManyArrays => ("Four or more groups of panels", "Cuatro o más grupos de paneles"),
        LineKind::SmallSystem => ("Small system", "Sistema pequeño"),
        LineKind::CritterGuard => ("Mesh against animals", "Malla contra animales"),
        LineKind::AtticRun => ("Conduit through the attic", "Conducto por el ático"),
        LineKind::MainPanelUpgrade => ("New main electrical panel", "Panel eléctrico principal nuevo"),
        LineKind::MainBreakerDerate => ("Smaller main breaker", "Interruptor principal más pequeño"),
        LineKind::Subpanel => ("Second electrical panel", "Segundo panel eléctrico"),
        LineKind::LoadSideTap => ("Load-side connection", "Conexión del lado de la carga"),
        LineKind::MeterServiceDrop => ("New service drop to the meter", "Acometida nueva al medidor"),
        LineKind::PermitFee => ("Building permit", "Permiso de construcción"),
        LineKind::InterconnectionFee => ("Interconnection with the utility", "Interconexión con la compañía eléctrica"),
        LineKind::SalesTax => ("Sales tax", "Impuesto sobre las ventas"),
    };
    match language {
        Language::English => english,
        Language::Spanish => spanish,
    }
}

fn cost_label(kind: CostKind, language: Language) -> &'static str {
    let (english, spanish) = match kind {
        CostKind::Survey => ("Survey of the house", "Inspección de la casa"),
        CostKind::Design => ("Design and drawings", "Diseño y planos"),
        CostKind::PermitFee => ("Building permit", "Permiso de construcción"),
        CostKind::InterconnectionFee => ("Interconnection application", "Solicitud de interconexión"),
        CostKind::Restocking => ("Returned materials", "Materiales devueltos"),
        CostKind::CrewCallOut => ("Crew already on its way or at the house", "Cuadrilla ya en camino o en la casa"),
        CostKind::WorkDone => ("Work done and materials installed", "Trabajo hecho y materiales instalados"),
    };
    match language {
        Language::English => english,
        Language::Spanish => spanish,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn dates_and_amounts_read_as_people_write_them() {
        assert_eq!(date(day(2026, 11, 4), Language::English), "November 4, 2026");
        assert_eq!(date(day(2026, 1, 24), Language::Spanish), "24 de enero de 2026");
        for (cents, text) in
            [(0, "$0.00"), (5, "$0.05"), (99_999, "$999.99"), (100_000, "$1,000.00"), (123_456_789, "$1,234,567.89"), (-500, "−$5.00")]
        {
            assert_eq!(money(Money::usd(cents)), text);
        }
        assert_eq!(money(Money::usd(i64::MIN)), "−$92,233,720,368,547,758.08");
        assert_eq!((number(14_160), number(999)), ("14,160".into(), "999".into()));
    }

    #[test]
    fn no_two_lines_have_one_name() {
        for language in [Language::English, Language::Spanish] {
            let mut labels: Vec<&str> = LineKind::ALL.into_iter().map(|kind| line_label(kind, language)).collect();
            labels.sort_unstable();
            labels.dedup();
            assert_eq!(labels.len(), LineKind::ALL.len());
        }
    }
}
