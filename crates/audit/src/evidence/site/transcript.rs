//! The evidence of a site as plain text, for keeping and for trying checks.
//!
//! ```text
//! @base https://shop.example
//! @today 2026-11-21
//! @tls versions=1.2,1.3 tried=1.0,1.1,1.2,1.3 trust=trusted ends=2027-01-01
//! @left-out rate: because … | porque …
//! === object as=customer of=installer ms=12
//! > GET /orders/17
//! > Accept: text/html
//! < 200
//! < Content-Type: text/html
//! | <p>the body, a line each
//! ```

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Exchange, Site, Tls, TlsVersion, Trust};
use crate::{
    evidence::Unreadable,
    words::{Language, Sentence},
};

/// The largest transcript that is read, bytes.
const LARGEST: usize = 64 << 20;

/// Reads a transcript.
///
/// # Errors
/// When a line is none of the kinds above.
pub fn read(text: &str) -> Result<Site, Unreadable> {
    if text.len() > LARGEST {
        return Err(Unreadable { line: 0, reason: "larger than 64 MiB".to_owned() });
    }
    let mut site = Site::default();
    // Whether the question and the answer of the last exchange have had their first line.
    let (mut asked, mut answered) = (false, false);
    for (at, line) in text.lines().enumerate() {
        let wrong = |reason: &str| Unreadable { line: at + 1, reason: reason.to_owned() };
        if line.trim().is_empty() {
            continue;
        }
        if let Some(said) = line.strip_prefix('@') {
            said_of_site(&mut site, said).ok_or_else(|| wrong("neither @base, @today, @tls nor @left-out, or not in their form"))?;
            continue;
        }
        if let Some(head) = line.strip_prefix("=== ") {
            site.exchanges.push(begun(head));
            (asked, answered) = (false, false);
            continue;
        }
        let exchange = site.exchanges.last_mut().ok_or_else(|| wrong("a line before the first `=== probe`"))?;
        let content = line.get(1..).unwrap_or_default();
        let content = content.strip_prefix(' ').unwrap_or(content);
        match line.chars().next() {
            Some('>') if !asked => {
                let (method, target) = content.split_once(' ').ok_or_else(|| wrong("a question begins with `> METHOD target`"))?;
                (exchange.method, exchange.target) = (method.to_owned(), target.trim().to_owned());
                asked = true;
            }
            Some('>') => exchange.asked.push(field(content).ok_or_else(|| wrong("a field is `Name: value`"))?),
            Some('<') if !answered => {
                exchange.status = content.trim().parse().map_err(|_| wrong("an answer begins with `< status`"))?;
                answered = true;
            }
            Some('<') => {
                let (name, value) = field(content).ok_or_else(|| wrong("a field is `Name: value`"))?;
                exchange.headers.push((name.to_ascii_lowercase(), value));
            }
            Some('|') => {
                exchange.body.push_str(content);
                exchange.body.push('\n');
            }
            _ => return Err(wrong("a line begins with @, ===, >, < or |")),
        }
    }
    Ok(site)
}

fn begun(head: &str) -> Exchange {
    let mut words = head.split_ascii_whitespace();
    let probe = words.next().unwrap_or_default().to_owned();
    let facts = words.filter_map(|word| word.split_once('=')).map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Exchange { probe, facts, ..Exchange::default() }
}

fn field(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    Some((name.trim().to_owned(), value.trim().to_owned()))
}

fn said_of_site(site: &mut Site, said: &str) -> Option<()> {
    let (word, rest) = said.split_once(' ')?;
    let rest = rest.trim();
    match word {
        "base" => site.base = rest.trim_end_matches('/').to_owned(),
        "today" => site.today = Some(rest.parse::<Date>().ok()?),
        "tls" => {
            let facts: BTreeMap<&str, &str> = rest.split_ascii_whitespace().filter_map(|word| word.split_once('=')).collect();
            let versions = |name: &str| -> Vec<TlsVersion> {
                let names = facts.get(name).copied().unwrap_or_default();
                TlsVersion::ALL.into_iter().filter(|version| names.split(',').any(|name| name == version.name())).collect()
            };
            let ends = match facts.get("ends") {
                Some(day) => Some(day.parse().ok()?),
                None => None,
            };
            let trust = facts.get("trust").and_then(|name| Trust::ALL.into_iter().find(|trust| trust.name() == *name));
            site.tls = Some(Tls { versions: versions("versions"), tried: versions("tried"), trust, ends });
        }
        "left-out" => {
            let (probe, reasons) = rest.split_once(':')?;
            let (en, es) = reasons.split_once(" | ")?;
            site.left_out.insert(probe.trim().to_owned(), Sentence::new(en.trim().to_owned(), es.trim().to_owned()));
        }
        _ => return None,
    }
    Some(())
}

/// Writes a transcript. Line feeds within fields become spaces.
#[must_use]
pub fn write(site: &Site) -> String {
    let flat = |text: &str| text.split(['\r', '\n']).collect::<Vec<_>>().join(" ");
    let mut text = format!("@base {}\n", flat(&site.base));
    if let Some(today) = site.today {
        text.push_str(&format!("@today {today}\n"));
    }
    if let Some(tls) = &site.tls {
        let names = |versions: &[TlsVersion]| versions.iter().map(|version| version.name()).collect::<Vec<_>>().join(",");
        text.push_str(&format!("@tls versions={} tried={}", names(&tls.versions), names(&tls.tried)));
        if let Some(trust) = tls.trust {
            text.push_str(&format!(" trust={}", trust.name()));
        }
        if let Some(ends) = tls.ends {
            text.push_str(&format!(" ends={ends}"));
        }
        text.push('\n');
    }
    for (probe, reason) in &site.left_out {
        text.push_str(&format!("@left-out {probe}: {} | {}\n", flat(reason.of(Language::English)), flat(reason.of(Language::Spanish))));
    }
    for exchange in &site.exchanges {
        text.push_str(&format!("=== {}", exchange.probe));
        for (name, value) in &exchange.facts {
            text.push_str(&format!(" {name}={}", value.split_whitespace().collect::<Vec<_>>().join("_")));
        }
        text.push_str(&format!("\n> {} {}\n", exchange.method, flat(&exchange.target)));
        for (name, value) in &exchange.asked {
            text.push_str(&format!("> {name}: {}\n", flat(value)));
        }
        text.push_str(&format!("< {}\n", exchange.status));
        for (name, value) in &exchange.headers {
            text.push_str(&format!("< {name}: {}\n", flat(value)));
        }
        for line in exchange.body.lines() {
            text.push_str(&format!("| {line}\n"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{read, write};

    const TEXT: &str = "@base https://shop.example/\n@today 2026-11-21\n@tls versions=1.2 tried=1.0,1.2 trust=expired ends=2026-01-01\n@left-out rate: because a | porque b\n=== object as=customer\n> GET /a b\n> Accept: x\n< 200\n< Content-Type: text/html\n< Set-Cookie: a=b: c\n| <p>\n|\n| end\n";

    #[test]
    fn what_is_read_is_written_and_read_again() {
        let site = read(TEXT).unwrap();
        assert_eq!(site.base, "https://shop.example");
        assert_eq!(site.exchanges[0].body, "<p>\n\nend\n");
        assert_eq!(read(&write(&site)).unwrap(), site);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, line) in [("x", 1), ("@base a\n> GET /", 2), ("=== a\n> GET", 2), ("=== a\n> GET /\n< ok", 3), ("@tls ends=soon", 1)] {
            assert_eq!(read(text).unwrap_err().line, line, "{text}");
        }
    }

    proptest! {
        #[test]
        fn anything_is_read_or_refused(text in any::<String>(), lines in proptest::collection::vec("(=== |> |< |\\| |@tls |@base )[ -~]{0,20}", 0..8)) {
            let _ = read(&text);
            if let Ok(site) = read(&lines.join("\n")) {
                prop_assert_eq!(read(&write(&site)).map(|site| site.exchanges.len()), Ok(site.exchanges.len()));
            }
        }
    }
}
