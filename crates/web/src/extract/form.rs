//! Forms and queries as typed: kept word for word, so that a refused form is shown again with what was written.

use std::str::FromStr;

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, header::CONTENT_TYPE, request::Parts},
};
use domain::{Invalid, Reason};

use super::body;
use crate::problem::Problem;

const MAX_FIELDS: usize = 100;
/// Bytes of one name or value, decoded.
const MAX_FIELD: usize = 4 * 1024;

/// The fields of a form or query in their order. A name may come several times.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed(Vec<(String, String)>);

/// The text is not `application/x-www-form-urlencoded` within our bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a form")]
pub struct NotAForm;

impl Typed {
    /// Decodes. Strict where the standard repairs: a stray `%`, a byte that is not UTF-8, more than 100 fields or a
    /// field of more than 4 KiB are errors.
    ///
    /// # Errors
    /// As above.
    pub fn parse(bytes: &[u8]) -> Result<Self, NotAForm> {
        let mut fields = Vec::new();
        for pair in bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            if fields.len() == MAX_FIELDS {
                return Err(NotAForm);
            }
            let mut parts = pair.splitn(2, |byte| *byte == b'=');
            fields.push((decode(parts.next().unwrap_or_default())?, decode(parts.next().unwrap_or_default())?));
        }
        Ok(Self(fields))
    }

    /// What was typed into `field`, the first if several; empty if nothing. For showing it again.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.all(field).next().unwrap_or_default()
    }

    /// The names of all fields, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Every value of `field`.
    pub fn all(&self, field: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// The same without some fields.
    #[must_use]
    pub fn without(self, fields: &[&str]) -> Self {
        self.0.into_iter().filter(|(name, _)| !fields.contains(&name.as_str())).collect()
    }

    /// Whether a box is ticked: the field is there with any text.
    #[must_use]
    pub fn is_checked(&self, field: &str) -> bool {
        !self.text(field).is_empty()
    }

    /// What was typed, without surrounding space, if anything was.
    #[must_use]
    pub fn optional(&self, field: &str) -> Option<&str> {
        Some(self.text(field).trim()).filter(|text| !text.is_empty())
    }

    /// What was typed.
    ///
    /// # Errors
    /// Nothing was.
    pub fn required(&self, field: &'static str) -> Result<&str, Invalid> {
        self.optional(field).ok_or_else(|| Invalid::missing(field))
    }

    /// A decimal number; `1,200.5` and, in Spanish notation without thousands, `25,5`.
    ///
    /// # Errors
    /// Nothing, or not a finite number.
    pub fn number(&self, field: &'static str) -> Result<f64, Invalid> {
        let text = self.required(field)?;
        let number = plain_number(text).and_then(|plain| plain.parse::<f64>().ok()).filter(|number| number.is_finite());
        number.ok_or_else(|| Invalid::malformed(field, "a number"))
    }

    /// A whole number.
    ///
    /// # Errors
    /// Nothing, or not a whole number of this type.
    pub fn whole<N: FromStr>(&self, field: &'static str) -> Result<N, Invalid> {
        self.required(field)?.parse().map_err(|_| Invalid::malformed(field, "a whole number"))
    }

    /// An id, or whatever reads itself from text; `expected` says what it is.
    ///
    /// # Errors
    /// Nothing, or not such a thing.
    pub fn parsed<T: FromStr>(&self, field: &'static str, expected: &'static str) -> Result<T, Invalid> {
        self.required(field)?.parse().map_err(|_| Invalid::malformed(field, expected))
    }

    /// One of a closed set; `read` knows the names.
    ///
    /// # Errors
    /// Nothing, or none of them.
    pub fn choice<T>(&self, field: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Result<T, Invalid> {
        read(self.required(field)?).ok_or_else(|| Invalid::new(field, Reason::UnknownChoice))
    }
}

impl FromIterator<(String, String)> for Typed {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}

// What people type never reaches a log.
impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Typed({} fields)", self.0.len())
    }
}

fn decode(bytes: &[u8]) -> Result<String, NotAForm> {
    let mut decoded = Vec::with_capacity(bytes.len().min(MAX_FIELD));
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => hexadecimal(rest.next())? << 4 | hexadecimal(rest.next())?,
            other => other,
        });
        if decoded.len() > MAX_FIELD {
            return Err(NotAForm);
        }
    }
    String::from_utf8(decoded).map_err(|_| NotAForm)
}

fn hexadecimal(digit: Option<u8>) -> Result<u8, NotAForm> {
    match digit {
        Some(digit @ b'0'..=b'9') => Ok(digit - b'0'),
        Some(digit @ b'a'..=b'f') => Ok(digit - b'a' + 10),
        Some(digit @ b'A'..=b'F') => Ok(digit - b'A' + 10),
        _ => Err(NotAForm),
    }
}

/// Digits with at most one point, as Rust reads them. A comma between groups of three is a thousands separator; a single
/// comma elsewhere is a decimal one. `1,200` is twelve hundred: the page shows prices so in both languages.
fn plain_number(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (before, after) = digits.split_once('.').map_or((digits, None), |(before, after)| (before, Some(after)));
    let groups: Vec<&str> = before.split(',').collect();
    let is_grouped =
        matches!(groups.split_first(), Some((first, rest)) if (1..=3).contains(&first.len()) && rest.iter().all(|g| g.len() == 3));
    let number = match (groups.as_slice(), after) {
        ([whole], None) if is_digits(whole) => (*whole).to_owned(),
        ([whole], Some(part)) if is_digits(whole) && is_digits(part) => format!("{whole}.{part}"),
        (groups, after) if is_grouped && groups.iter().copied().all(is_digits) && after.is_none_or(is_digits) => {
            after.map_or_else(|| groups.concat(), |part| format!("{}.{part}", groups.concat()))
        }
        ([whole, part], None) if is_digits(whole) && is_digits(part) => format!("{whole}.{part}"),
        _ => return None,
    };
    Some(format!("{sign}{number}"))
}

/// An exact decimal number with at most two places, in hundredths: `12.5` is 1250. Without floating point, so that a
/// price stays a price. `None` for anything else.
#[must_use]
pub fn hundredths(text: &str) -> Option<i64> {
    let plain = plain_number(text.trim())?;
    let (sign, digits) = plain.strip_prefix('-').map_or((1, plain.as_str()), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part = match part.len() {
        0..=2 => format!("{part:0<2}"),
        _ => return None,
    };
    let value = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(part.parse().ok()?)?;
    value.checked_mul(sign)
}

/// Whether the body says that it is a form.
pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    media_type(headers).is_some_and(|media| media.eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}

/// The `Content-Type` without its parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE)?.to_str().ok()?.split(';').next().map(str::trim)
}

/// A posted form.
#[derive(Clone, Debug)]
pub struct Form(pub Typed);

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Problem;
    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !is_form(request.headers()) {
            return Err(Problem::unsupported_media_type());
        }
        let bytes = body::read(request.into_body()).await?;
        Typed::parse(&bytes).map(Self).map_err(|NotAForm| Problem::malformed())
    }
}

/// The query of the address: filters, pages.
#[derive(Clone, Debug)]
pub struct Query(pub Typed);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Typed::parse(parts.uri.query().unwrap_or_default().as_bytes()).map(Self).map_err(|NotAForm| Problem::malformed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(text: &str) -> Typed {
        Typed::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn what_was_typed_is_kept_word_for_word() {
        let form = typed("name=Ana+Mar%C3%ADa&note=%26%3D%2B%25&empty=&box=on&day=1&day=2&alone");
        assert_eq!(form.text("name"), "Ana María");
        assert_eq!(form.text("note"), "&=+%");
        assert_eq!(form.all("day").collect::<Vec<_>>(), ["1", "2"]);
        assert!(form.is_checked("box") && !form.is_checked("empty") && !form.is_checked("alone") && !form.is_checked("other"));
        assert_eq!(form.required("empty"), Err(Invalid::missing("empty")));
        assert_eq!(format!("{form:?}"), "Typed(7 fields)");
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in
            [("25", 25.0), ("25.5", 25.5), ("25,5", 25.5), ("1,200", 1_200.0), ("1,234,567.89", 1_234_567.89), ("-3", -3.0), ("0012", 12.0)]
        {
            assert!((Typed(vec![("n".into(), text.into())]).number("n").unwrap() - number).abs() < 1e-9, "{text}");
        }
        for text in ["1e3", "inf", "NaN", "1.2.3", "1,2,3", ",5", "5,", "0x10", "1 000", "٣", "--1", "."] {
            let refused = Typed(vec![("n".into(), text.into())]).number("n");
            assert_eq!(refused, Err(Invalid::malformed("n", "a number")), "{text}");
        }
        assert_eq!(typed("n=7").whole::<u8>("n"), Ok(7));
        assert!(typed("n=256").whole::<u8>("n").is_err() && typed("n=-1").whole::<u8>("n").is_err());
    }

    #[test]
    fn hundredths_are_exact_or_nothing() {
        let read = [("12", 1_200), ("12.5", 1_250), ("12,05", 1_205), ("1,234.56", 123_456), ("0.07", 7), ("-3", -300), (" 150 ", 15_000)];
        for (text, value) in read {
            assert_eq!(hundredths(text), Some(value), "{text}");
        }
        for text in ["", "12.345", "1e3", ".5", "5.", "99999999999999999999", "92233720368547758.08", "$5"] {
            assert_eq!(hundredths(text), None, "{text}");
        }
    }

    #[test]
    fn what_the_standard_would_repair_is_refused() {
        for text in ["a=%", "a=%4", "a=%zz", "a=%ff", "%c3%28=x", "a=%ED%A0%80"] {
            assert_eq!(Typed::parse(text.as_bytes()), Err(NotAForm), "{text}");
        }
        assert_eq!(Typed::parse(b"a=\xff"), Err(NotAForm));
    }

    #[test]
    fn bounds_hold_to_the_last_field_and_byte() {
        assert_eq!(Typed::parse("a=1&".repeat(100).as_bytes()).unwrap().0.len(), 100);
        assert_eq!(Typed::parse("a=1&".repeat(101).as_bytes()), Err(NotAForm));
        assert!(Typed::parse(format!("a={}", "x".repeat(4_096)).as_bytes()).is_ok());
        assert_eq!(Typed::parse(format!("a={}", "x".repeat(4_097)).as_bytes()), Err(NotAForm));
        assert_eq!(Typed::parse(format!("{}=1", "x".repeat(4_097)).as_bytes()), Err(NotAForm));
    }

    fn encode(text: &str) -> String {
        text.bytes().map(|byte| format!("%{byte:02X}")).collect()
    }

    proptest! {
        #[test]
        fn no_bytes_can_upset_it(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            if let Ok(form) = Typed::parse(&bytes) {
                prop_assert!(form.0.len() <= MAX_FIELDS);
                let _ = (form.number("a"), form.whole::<i64>("b"), form.text("c"));
            }
        }
        #[test]
        fn every_text_survives(fields in proptest::collection::vec(("\\PC{1,12}", any::<String>()), 0..20)) {
            let body: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
            prop_assert_eq!(typed(&body.join("&")).0, fields);
        }
        #[test]
        fn a_number_is_what_rust_reads_once_commas_are_gone(whole in 0_u32..1_000_000, cents in 0_u32..100) {
            let form = typed(&format!("n={whole}.{cents:02}"));
            prop_assert!((form.number("n").unwrap() - (f64::from(whole) + f64::from(cents) / 100.0)).abs() < 1e-6);
        }
    }
}
