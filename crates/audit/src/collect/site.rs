//! Asks a running site, politely: only the host that was named, a bounded number of requests, so many a second, with
//! limits on time and size; no redirect is followed to another host and nothing is changed unless that is asked for.
//!
//! What comes back is recorded as [`Exchange`]s. Values of cookies are replaced by fingerprints, credentials by `…`, and
//! bodies that a signed-in role was shown are not kept.

mod accounts;
mod client;
mod forms;
mod hello;
mod links;
mod listener;
mod openapi;
mod operations;
mod parameters;
mod passwords;
mod public;
mod signed_in;
mod trust;

pub use accounts::{Account, Accounts, Change, SignIn};
pub use openapi::Description;

use std::{net::SocketAddr, time::Duration};

use jiff::civil::Date;
use tokio_rustls::rustls::pki_types::CertificateDer;

use self::client::{Answer, Ask, Client};
use crate::{
    evidence::site::{Exchange, REST, Site},
    words::{Sentence, Words},
};

/// What is asked, and how politely.
#[derive(Clone, Debug)]
pub struct Options {
    /// Such as `https://shop.example`. A path is left aside: the site as a whole is asked.
    pub url: String,
    /// The day of the audit.
    pub today: Option<Date>,
    /// A short word that nobody guesses, made anew for each run: names of accounts that cannot exist and marks that are
    /// looked for in answers are made of it.
    pub mark: String,
    /// Who may sign in, and where.
    pub accounts: Option<Accounts>,
    /// What the interface is said to offer; without one the site is asked for its description.
    pub description: Option<Description>,
    /// Whether operations that change something may be tried.
    pub changes: bool,
    /// Whether nothing but reading is asked: no form is sent and nobody tries to sign in.
    pub reads_only: bool,
    /// Where the site may call back to, as seen from here and as the site would write it; without one no request is
    /// provoked.
    pub listener: Option<(SocketAddr, String)>,
    /// Where plain HTTP is expected, besides a base of HTTPS.
    pub plain_port: u16,
    /// Issuers that are trusted besides those that browsers trust.
    pub roots: Vec<CertificateDer<'static>>,
    /// No more requests than this are made.
    pub most: usize,
    /// No more requests than this are made in a second.
    pub per_second: u32,
    /// How long one request may take.
    pub timeout: Duration,
}

impl Options {
    /// The usual manners: 150 requests, five a second, ten seconds each.
    #[must_use]
    pub fn new(url: impl Into<String>, mark: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            today: None,
            mark: mark.into(),
            accounts: None,
            description: None,
            changes: false,
            reads_only: false,
            listener: None,
            plain_port: 80,
            roots: Vec::new(),
            most: 150,
            per_second: 5,
            timeout: Duration::from_secs(10),
        }
    }
}

/// Why a site could not be asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// The address is no `http://host` or `https://host`.
    #[error("the address is no http:// or https:// address of a host")]
    Address,
    /// Nothing answered.
    #[error("the site did not answer: {0}")]
    Unreached(String),
}

/// Asks a site everything.
///
/// # Errors
/// When the address is none, or the first request is not answered at all.
pub async fn collect(options: &Options) -> Result<Site, Failed> {
    let client = Client::new(options)?;
    let site = Site { base: client.base(), today: options.today, ..Site::default() };
    let mut asking = Asking { options, client, site, form_at: None, sessions: Vec::new() };
    // TLS first: whatever else is asked goes through it.
    asking.tls().await;
    let home = asking.home().await?;
    let links = asking.linked(&home).await;
    asking.public(&home).await;
    let description = asking.description().await;
    asking.signed_in(&links).await;
    asking.operations(description.as_ref()).await;
    asking.parameters(&links, description.as_ref()).await;
    // Wrong passwords last: whatever they lock stays locked.
    asking.wrong_passwords().await;
    Ok(asking.site)
}

/// One run.
struct Asking<'a> {
    options: &'a Options,
    client: Client,
    site: Site,
    /// A page with a form for signing in, where one was found.
    form_at: Option<String>,
    sessions: Vec<signed_in::Session>,
}

const LIMIT: Words =
    Words { en: "because the limit of requests was reached before", es: "porque antes se alcanzó el límite de peticiones" };
const READS_ONLY: Words = Words { en: "because only reading was asked for", es: "porque solo se pidió leer" };
const UNREACHED: Words = Words { en: "because the site did not answer", es: "porque el sitio no respondió" };

impl Asking<'_> {
    /// Asks and records. None when the site did not answer or the limit was reached.
    async fn probe(&mut self, name: &str, facts: &[(&str, &str)], ask: Ask) -> Option<Answer> {
        let family = name.split('/').next().unwrap_or(name).to_owned();
        if self.client.asked() >= self.options.most {
            self.leave_rest_out(&family, LIMIT.into());
            return None;
        }
        if self.options.reads_only && !["GET", "HEAD", "OPTIONS"].contains(&ask.method.as_str()) {
            self.leave_out(&family, READS_ONLY.into());
            return None;
        }
        match self.client.ask(&ask).await {
            Ok(answer) => {
                self.record(name, facts, &ask, &answer);
                Some(answer)
            }
            Err(_) => {
                self.leave_out(&family, UNREACHED.into());
                None
            }
        }
    }

    /// Notes that a family of probes was not made wholly, or not at all.
    fn leave_rest_out(&mut self, family: &str, reason: Sentence) {
        self.leave_out(&format!("{family}/{REST}"), reason.clone());
        self.leave_out(family, reason);
    }

    /// Notes that a family of probes was not made; the first reason stands.
    fn leave_out(&mut self, family: &str, reason: Sentence) {
        self.site.left_out.entry(family.to_owned()).or_insert(reason);
    }

    fn record(&mut self, name: &str, facts: &[(&str, &str)], ask: &Ask, answer: &Answer) {
        let signed_in = ask.secret();
        let mut exchange = Exchange {
            probe: name.to_owned(),
            facts: facts.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            method: ask.method.clone(),
            target: ask.recorded_target(),
            asked: ask.recorded_headers(),
            status: answer.status,
            headers: answer.recorded_headers(),
            // What a role was shown may be a person's data.
            body: if signed_in { String::new() } else { answer.beginning() },
        };
        exchange.facts.insert("ms".to_owned(), answer.elapsed.as_millis().to_string());
        if signed_in {
            exchange.facts.insert("bytes".to_owned(), answer.body.len().to_string());
        }
        self.site.exchanges.push(exchange);
    }

    /// States something about the exchange that was recorded last.
    fn state(&mut self, name: &str, value: &str) {
        if let Some(exchange) = self.site.exchanges.last_mut() {
            exchange.facts.insert(name.to_owned(), value.to_owned());
        }
    }
}

#[cfg(test)]
mod tests;
