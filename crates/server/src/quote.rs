//! `sunward quote verify`: recomputes a locked price.

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, Read},
    path::Path,
};

use domain::{
    Money,
    quote::{FileError, MAX_BYTES, Receipt, verify_file},
    savings::{Payback, Verdict},
};
use serde::Serialize;

use crate::{failure::Failure, terminal};

/// Recomputes the receipt at `path` and tells what followed.
pub(crate) fn verify(path: &Path) -> Result<(), Failure> {
    let bytes = read(path).map_err(|error| Failure::unusable(format!("{} cannot be read", path.display())).because(error))?;
    let receipt = verify_file(&bytes).map_err(|error| match error {
        FileError::Receipt(error) => Failure::unusable(format!("{} is no receipt", path.display())).because(error),
        FileError::Hash { .. } => Failure::failed("the receipt was changed after its hash was made").because(error),
        FileError::Mismatch(error) => Failure::failed("the receipt is wrong").because(error),
    })?;
    let hash = receipt.hash().map_err(|error| Failure::failed("the receipt has no hash").because(error))?;
    terminal::say(&told(&receipt, &hash))
}

/// One byte more than a receipt may have, so that a larger one is refused as such.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn told(receipt: &Receipt, hash: &str) -> String {
    let mut page = Page(String::from(
        "The receipt agrees with itself: all that follows was recomputed from its inputs, price book and rules, to the cent.\n\
         That proves arithmetic and integrity, not who issued it: hold its hash against the one in the contract or the account.\n\n",
    ));
    page.line("hash", hash);
    page.line("issued", &format!("{}, {} in {}", receipt.issued_at.to_rfc3339(), receipt.issued_on, receipt.time_zone));
    page.line("locked until", &receipt.valid_until.to_rfc3339());
    page.line("system", &format!("{} panels of {} W", receipt.system.panels, receipt.system.watts_per_panel));
    page.line("first year", &format!("{} kWh AC, an input, by {}", receipt.production.annual_kwh, receipt.production.model));

    page.head("Price");
    for line in &receipt.price.lines {
        page.amount(&format!("{}, {} × {}", name(&line.kind), line.quantity, dollars(line.unit_price)), line.amount);
    }
    page.amount("total", receipt.price.total);

    if !receipt.incentives.is_empty() {
        page.head("Incentives, none of which is subtracted");
        for incentive in &receipt.incentives {
            page.amount(&format!("{}, {}", incentive.key.replace('_', " "), name(&incentive.status)), incentive.amount);
        }
    }

    page.head("Savings, without incentives");
    page.amount("a year of bills before", receipt.savings.bill_before);
    page.amount("the first year of bills with it", receipt.savings.bill_after);
    for outcome in &receipt.savings.scenarios {
        let payback = match outcome.payback {
            Payback::Years { tenths } => format!("pays back in {}.{} years", tenths / 10, tenths % 10),
            Payback::Never => "never pays back".to_owned(),
        };
        page.amount(&format!("{}, {payback}, over all years", name(&outcome.scenario)), outcome.total);
    }
    page.line(
        "verdict",
        &match receipt.savings.verdict {
            Verdict::WorthIt | Verdict::Borderline => name(&receipt.savings.verdict),
            Verdict::NotToday { reason } => format!("not worth it today: {}", name(&reason)),
        },
    );
    page.0
}

/// Text in two columns. Writing to a String cannot fail.
struct Page(String);

impl Page {
    fn head(&mut self, title: &str) {
        let _ = writeln!(self.0, "\n{title}");
    }
    fn line(&mut self, label: &str, text: &str) {
        let _ = writeln!(self.0, "  {label:<14}{text}");
    }
    fn amount(&mut self, label: &str, amount: Money) {
        let _ = writeln!(self.0, "  {label:<72}{:>16}", dollars(amount));
    }
}

/// `-1,234.50 USD`
fn dollars(money: Money) -> String {
    let minor = money.minor.unsigned_abs();
    let whole = (minor / 100).to_string();
    let mut grouped = String::new();
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{}{grouped}.{:02} {}", if money.minor < 0 { "-" } else { "" }, minor % 100, money.currency.code())
}

/// The name that a value has in data, as words.
fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name.replace('_', " "),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests;
