//! From a locked price to a signed order.

use domain::{
    Invalid, Language, Timestamp,
    calendar::{CoolingOff, Jurisdiction, cooling_off_ends, cooling_off_rule},
    contract::{Clause, ContractFacts, Seller, current_terms, render},
    id::{Id, OrderId, QuoteId},
    order::opening_workstreams,
    place::PostalCode,
    quote::Receipt,
    text::StreetAddress,
};
use policy::{Permit, act};
use store::{
    contract::NewContract,
    order::NewOrder,
    quote::{Quote, State},
    timer::{self, Kind},
};

use crate::{App, Caller, Conflict, Error, IdempotencyKey, account, idempotency, matching, place, quote, transaction::transaction};

/// Where the house is, as people write it.
#[derive(Clone, Debug)]
pub struct Site {
    /// Street and number.
    pub street: StreetAddress,
    /// Town.
    pub town: String,
    /// ZIP code.
    pub zip: PostalCode,
}

impl Site {
    /// Parses the three fields.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn parse(street: &str, town: &str, zip: &str) -> Result<Self, Vec<Invalid>> {
        let street = StreetAddress::parse("street", street);
        let town = domain::text::line("town", town, 80);
        let zip = PostalCode::parse("zip", zip);
        match (street, town, zip) {
            (Ok(street), Ok(town), Ok(zip)) => Ok(Self { street, town, zip }),
            (street, town, zip) => Err([street.err(), town.err(), zip.err()].into_iter().flatten().collect()),
        }
    }
    fn one_line(&self, state: &str) -> String {
        format!("{}, {}, {state} {}", self.street.as_str(), self.town, self.zip)
    }
}

/// The contract as it would be signed now.
#[derive(Clone, Debug)]
pub struct ContractPreview {
    /// Of which quote.
    pub quote: QuoteId,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// Hash of the clauses: consent is given to exactly this text.
    pub text_hash: String,
    /// Hash of the receipt.
    pub receipt_hash: String,
    /// Until when the customer can leave free.
    pub cooling_off: CoolingOff,
    /// What the contract is about.
    pub receipt: Receipt,
    /// Version of the terms.
    pub terms_version: String,
}

/// Shows the contract for a site, without changing anything.
///
/// # Errors
/// Not found for anyone but the quote's owner; a conflict when the price no longer holds.
pub async fn preview_contract(app: &App, caller: &Caller, id: QuoteId, site: &Site, language: Language) -> Result<ContractPreview, Error> {
    let (stored, permit) = load(app, caller, id).await?;
    draft(app, caller, &stored, &permit, site, language).await
}

/// Only a customer with a proved address signs; what a visitor gets is an invitation to sign in.
async fn load(app: &App, caller: &Caller, id: QuoteId) -> Result<(Quote, Permit<act::OrderSign>), Error> {
    if !caller.is_signed_in() {
        caller.note_decision();
        return Err(Error::SignInNeeded);
    }
    quote::load::<act::OrderSign>(app, caller, id).await
}

async fn draft(
    app: &App,
    caller: &Caller,
    stored: &Quote,
    permit: &Permit<act::OrderSign>,
    site: &Site,
    language: Language,
) -> Result<ContractPreview, Error> {
    let now = app.clock().now();
    match stored.state {
        State::Signed => return Err(Error::Conflict(Conflict::AlreadySigned)),
        State::Expired => return Err(Error::Conflict(Conflict::QuoteExpired)),
        State::Open if now >= stored.valid_until => return Err(Error::Conflict(Conflict::QuoteExpired)),
        State::Open => {}
    }
    let internal = |e: &dyn std::fmt::Display| Error::Internal(e.to_string().into());
    let file = stored.file(app.store(), permit)?;
    // Recomputed to the cent before anybody agrees to it.
    let receipt = domain::quote::verify_file(file.expose().as_bytes()).map_err(|e| internal(&e))?;
    place::check_site(app, receipt.input.coordinates, &receipt.input.state, &site.town, &site.zip).await?;
    let profile = account::profile(app, caller).await?;
    let place = Jurisdiction::of_us_state(&receipt.input.state).map_err(|e| internal(&e))?;
    let today = app.today();
    let terms = current_terms(&place, today).ok_or_else(|| internal(&"no terms for this place"))?;
    let cooling_off = cooling_off(app, &place, now)?;
    let company = app.company();
    let address = StreetAddress::parse("street", &site.one_line(&receipt.input.state))?;
    let facts = ContractFacts {
        terms_version: &terms.version,
        receipt: &receipt,
        seller: Seller {
            name: &company.name,
            address: &company.address,
            email: &company.email,
            workmanship_warranty_years: company.workmanship_warranty_years,
        },
        customer: &profile.name,
        site: &address,
        signed_on: today,
        cooling_off,
    };
    let clauses = render(language, &facts).map_err(|e| internal(&e))?;
    let text_hash = domain::contract::hash(&clauses).map_err(|e| internal(&e))?;
    let terms_version = terms.version.clone();
    Ok(ContractPreview {
        quote: stored.id,
        clauses,
        text_hash,
        receipt_hash: receipt.hash().map_err(|e| internal(&e))?,
        cooling_off,
        receipt,
        terms_version,
    })
}

pub(super) fn cooling_off(app: &App, place: &Jurisdiction, signed: Timestamp) -> Result<CoolingOff, Error> {
    let rule = cooling_off_rule(place, None, signed.date_in(app.zone()))
        .ok_or_else(|| Error::Internal("no cooling-off rule for this place".into()))?;
    Ok(cooling_off_ends(signed, app.zone(), rule))
}

/// What is sealed as the contract: what she was shown and agreed to.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Agreed {
    /// The clauses.
    pub(super) clauses: Vec<Clause>,
    /// Hash of the receipt that they are about.
    pub(super) receipt_hash: String,
}

/// What the customer sends to sign.
#[derive(Debug)]
pub struct Sign {
    /// The quote.
    pub quote: QuoteId,
    /// The site.
    pub site: Site,
    /// She ticked the box.
    pub consent: bool,
    /// Hash of the text that she was shown.
    pub seen_text_hash: String,
    /// The language she was shown it in.
    pub language: Language,
}

/// Signs the contract on exactly the text and receipt that were shown, and starts the search for a crew.
///
/// # Errors
/// No consent; a conflict when the text changed meanwhile (a new day moves the cooling-off date), the price no longer
/// holds, or there is an order already.
pub async fn sign(app: &App, caller: &Caller, command: &Sign, key: Option<&IdempotencyKey>) -> Result<OrderId, Error> {
    let content = format!("{} {} {}", command.quote, command.seen_text_hash, command.consent);
    let bound = key.map(|key| idempotency::bind(app, caller, "order.sign", key, &content));
    let (stored, permit) = load(app, caller, command.quote).await?;
    if let Some(made) = idempotency::recall(app, bound).await? {
        return Ok(made);
    }
    if !command.consent {
        return Err(Error::from(Invalid::missing("consent")));
    }
    let preview = draft(app, caller, &stored, &permit, &command.site, command.language).await?;
    if preview.text_hash != command.seen_text_hash {
        return Err(Error::Conflict(Conflict::Changed));
    }
    let account = caller.actor.account.ok_or(Error::SignInNeeded)?;
    let agreed = Agreed { clauses: preview.clauses, receipt_hash: preview.receipt_hash };
    let text = serde_json::to_string(&agreed).map_err(|e| Error::Internal(Box::new(e)))?;
    let receipt = &preview.receipt;
    let work_days = matching::install_days(receipt.system.panels)?;
    let workstreams = opening_workstreams(app.clock().now());
    let skills: Vec<String> = matching::skills(&receipt.input).into_iter().map(|skill| skill.code().to_owned()).collect();
    let outcome = transaction!(app, caller, tx => {
        let id: OrderId = tx.id()?;
        let order = NewOrder {
            id,
            quote: &stored,
            account,
            address: command.site.one_line(&receipt.input.state),
            coordinates: receipt.input.coordinates,
            zone: app.company().zone.clone(),
            language: command.language,
            panels: i64::from(receipt.system.panels),
            system_watts: i64::from(receipt.system.panels) * i64::from(receipt.system.watts_per_panel),
            work_days: i64::from(work_days.count()),
            skills: skills.clone(),
            earliest_date: matching::first_possible_day(app.today()),
            cooling_off_ends_at: preview.cooling_off.ends_at,
            workstreams: &workstreams,
            contract: NewContract { text: &text, terms_version: &preview.terms_version, language: command.language },
        };
        store::order::insert(tx, &permit, order).await?;
        timer::set(tx, Kind::Match, id.uuid(), tx.now()).await?;
        timer::set(tx, Kind::CoolingOffEnds, id.uuid(), preview.cooling_off.ends_at).await?;
        if let Some(bound) = bound {
            store::idempotency::remember(tx, bound.key, bound.request_hash, id.to_string()).await?;
        }
        Ok(id)
    });
    match idempotency::settle(app, bound, outcome).await {
        Err(Error::Conflict(Conflict::Changed)) => Err(Error::Conflict(Conflict::AlreadySigned)),
        Err(Error::Internal(cause)) if matches!(cause.downcast_ref(), Some(store::StoreError::Taken)) => {
            Err(Error::Conflict(Conflict::AlreadySigned))
        }
        other => other,
    }
}
