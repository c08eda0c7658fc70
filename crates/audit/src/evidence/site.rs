//! A running site: what was asked of it and what it answered.
//!
//! The evidence is a list of recorded [`Exchange`]s, each under the name of the probe that made it, and what is known of
//! TLS. It can be written and read as a plain text ([`read`], [`write`]), so that a check is tried without a network.

mod cookie;
mod html;
mod policy;
mod tls;
mod transcript;

pub use cookie::{Cookie, SameSite};
pub use html::{Element, elements};
pub use policy::Policy;
pub use tls::{Tls, TlsVersion, Trust};
pub use transcript::{read, write};

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    finding::{Observations, Verdict},
    words::{Sentence, Words},
};

/// Questions and answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Scheme, host and port, such as `https://shop.example`, without a slash at the end.
    pub base: String,
    /// The address by which people know the site, where it was asked under another that changes from run to run: findings
    /// name this one, so that the next run knows them again. Empty where `base` is that address.
    pub known_as: String,
    /// The day of the audit.
    pub today: Option<Date>,
    /// What is known of TLS; none where the base is plain HTTP and nothing answers by HTTPS.
    pub tls: Option<Tls>,
    /// In the order in which they were made.
    pub exchanges: Vec<Exchange>,
    /// Probes that were not made, with the reason: a probe, a whole family, or the [`REST`] of a family.
    pub left_out: BTreeMap<String, Sentence>,
}

/// The name, behind that of a family, of all its probes that a bound left out.
pub const REST: &str = "rest";

/// One question and its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// Which probe made it, such as `home` or `file/.git/HEAD`. The part before the first slash is its family.
    pub probe: String,
    /// What else is known: `as` the asking role, `of` the owner of the object, `ms` the time it took, `value` what was
    /// sent, `called=yes` when the site called back…
    pub facts: BTreeMap<String, String>,
    /// Such as `GET`.
    pub method: String,
    /// Path and query, or a whole address where another than the base was asked.
    pub target: String,
    /// Fields of the question. Secrets are replaced by `…`.
    pub asked: Vec<(String, String)>,
    /// The status of the answer.
    pub status: u16,
    /// Fields of the answer, names in small letters.
    pub headers: Vec<(String, String)>,
    /// The beginning of the body, as text.
    pub body: String,
}

impl Exchange {
    /// Every value of a field of the answer.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.headers.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }
    /// The first value of a field of the answer.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
    /// Something else that is known.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&str> {
        self.facts.get(name).map(String::as_str)
    }
    /// Whether the answer is 2xx.
    #[must_use]
    pub fn accepted(&self) -> bool {
        (200..300).contains(&self.status)
    }
    /// Whether the answer sends elsewhere.
    #[must_use]
    pub fn redirects(&self) -> bool {
        matches!(self.status, 301 | 302 | 303 | 307 | 308)
    }
    /// Whether it is a page that a browser would show.
    #[must_use]
    pub fn page(&self) -> bool {
        self.header("content-type").map_or_else(|| self.body.trim_start().starts_with('<'), |kind| kind.contains("html"))
    }
    /// The cookies that the answer sets.
    #[must_use]
    pub fn cookies(&self) -> Vec<Cookie> {
        self.all("set-cookie").filter_map(Cookie::read).collect()
    }
    /// The last policy of the answer that is enforced, and the rest: each must allow.
    #[must_use]
    pub fn policies(&self) -> Vec<Policy> {
        self.all("content-security-policy").flat_map(|value| value.split(',')).map(Policy::read).collect()
    }
    /// Question and status in one line.
    #[must_use]
    pub fn told(&self) -> String {
        format!("{} {} → {}", self.method, self.target, self.status)
    }
}

impl Site {
    /// Whether the base is HTTPS.
    #[must_use]
    pub fn https(&self) -> bool {
        self.base.starts_with("https://")
    }
    /// The host of the base, without the port.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.base.split_once("://").map_or(self.base.as_str(), |(_, rest)| rest);
        match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((address, _)) => address,
            None => rest.split([':', '/']).next().unwrap_or_default(),
        }
    }
    /// The whole address of an exchange.
    #[must_use]
    pub fn url(&self, exchange: &Exchange) -> String {
        if exchange.target.contains("://") {
            exchange.target.clone()
        } else {
            format!("{}{}", if self.known_as.is_empty() { &self.base } else { &self.known_as }, exchange.target)
        }
    }
    /// The exchanges of a probe, or of a family of probes.
    pub fn of<'a>(&'a self, probe: &'a str) -> impl Iterator<Item = &'a Exchange> + 'a {
        let member = move |name: &str| name.strip_prefix(probe).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.exchanges.iter().filter(move |exchange| member(&exchange.probe))
    }
    /// Everything that is shown to a visitor: the home page and pages linked from it, signed in or not.
    pub fn pages(&self) -> impl Iterator<Item = &Exchange> {
        ["home", "page", "session"]
            .into_iter()
            .flat_map(|family| self.of(family))
            .filter(|exchange| exchange.page() && !exchange.redirects())
    }
    /// Not tested, because a probe was not made.
    #[must_use]
    pub fn untested(&self, probe: &str) -> Verdict {
        let family = probe.split('/').next().unwrap_or(probe);
        Verdict::NotTested(self.left_out.get(probe).or_else(|| self.left_out.get(family)).cloned().unwrap_or_else(|| {
            Sentence::new(format!("because the probe `{probe}` was not made"), format!("porque no se hizo la prueba `{probe}`"))
        }))
    }
    /// Why the rest of a probe's family was not made; none: all of it was.
    fn rest_of(&self, probe: &str) -> Option<Sentence> {
        let family = probe.split('/').next().unwrap_or(probe);
        self.left_out.get(&format!("{family}/{REST}")).cloned()
    }
    /// Looks at every exchange of a probe or a family; without one it is not tested.
    pub(crate) fn over(&self, probe: &str, mut look: impl FnMut(&Exchange, &mut Observations)) -> Verdict {
        let mut seen = Observations::new();
        let mut any = false;
        for exchange in self.of(probe) {
            any = true;
            look(exchange, &mut seen);
        }
        match (any, Verdict::of(seen)) {
            (false, _) => self.untested(probe),
            // Nothing wrong was seen, and not all was looked at.
            (true, Verdict::Pass) => self.rest_of(probe).map_or(Verdict::Pass, Verdict::NotTested),
            (true, verdict) => verdict,
        }
    }
    /// Looks at every page.
    pub(crate) fn over_pages(&self, mut look: impl FnMut(&Exchange, &mut Observations)) -> Verdict {
        let pages: Vec<&Exchange> = self.pages().collect();
        Verdict::over(&pages, NO_PAGE, |page, seen| look(page, seen))
    }
    /// Looks at every cookie that was set, each name once.
    pub(crate) fn over_cookies(&self, mut look: impl FnMut(&Exchange, &Cookie, &mut Observations)) -> Verdict {
        let mut names = std::collections::BTreeSet::new();
        let mut seen = Observations::new();
        for exchange in &self.exchanges {
            for cookie in exchange.cookies() {
                // What is being deleted carries no secret.
                if !cookie.value.is_empty() && !cookie.deleted && names.insert(cookie.name.clone()) {
                    look(exchange, &cookie, &mut seen);
                }
            }
        }
        match (names.is_empty(), self.exchanges.is_empty()) {
            (false, _) => Verdict::of(seen),
            (true, true) => self.untested("home"),
            (true, false) => Verdict::NotTested(NO_COOKIE.into()),
        }
    }
}

const NO_PAGE: Words = Words { en: "because the site showed no page", es: "porque el sitio no mostró ninguna página" };
const NO_COOKIE: Words = Words { en: "because the site set no cookie", es: "porque el sitio no puso ninguna cookie" };
