//! The way of a household from an estimate to its power, one step a function. Everything goes through use cases.

use app::{
    demo, estimate,
    estimate::Size,
    offer,
    offer::Answer,
    order,
    order::{Sign, Site},
    quote,
};
use domain::{
    Language,
    account::Role,
    estimate::EstimateInput,
    id::{CrewId, EstimateId, OfferId, OrderId, QuoteId},
    order::{StepName, TransitionName, WorkstreamKind},
};
use policy::{Actor, Amr, Permit, Resource, act};

use crate::{Bench, Person, roof};

/// The street of everybody who does not say otherwise.
pub const STREET: &str = "1200 Sherman St";

/// Where the tests' houses are, except for the street.
///
/// # Panics
/// Never: Denver has this ZIP code.
#[must_use]
pub fn site(street: &str) -> Site {
    Site::parse(street, "Denver", "80203").expect("an address")
}

impl Bench {
    /// A saved estimate.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn estimate(&self, who: &Person, input: EstimateInput) -> EstimateId {
        estimate::create(&self.app, &who.caller(self), input, None).await.expect("an estimate").id
    }
    /// What locking the middle size asks for.
    ///
    /// # Panics
    /// When there is no such size.
    pub async fn lock_command(&self, who: &Person, estimate: EstimateId) -> quote::Lock {
        let view = estimate::read(&self.app, &who.caller(self), estimate).await.expect("her estimate");
        quote::Lock { estimate, size: Size::Medium, seen_total: view.offering(Size::Medium).expect("a middle size").price() }
    }
    /// A locked price on the roof in Denver.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn quote(&self, who: &Person) -> QuoteId {
        let estimate = self.estimate(who, roof::denver()).await;
        let command = self.lock_command(who, estimate).await;
        quote::lock(&self.app, &who.caller(self), command, None).await.expect("a locked price")
    }
    /// What signing a quote asks for.
    ///
    /// # Panics
    /// When the contract cannot be drafted.
    pub async fn sign_command(&self, who: &Person, quote: QuoteId, street: &str) -> Sign {
        let preview = order::preview_contract(&self.app, &who.caller(self), quote, &site(street), Language::English).await;
        let seen_text_hash = preview.expect("a contract").text_hash;
        Sign { quote, site: site(street), consent: true, seen_text_hash, language: Language::English }
    }
    /// A signed order.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn order(&self, who: &Person) -> OrderId {
        let quote = self.quote(who).await;
        let command = self.sign_command(who, quote, STREET).await;
        order::sign(&self.app, &who.caller(self), &command, None).await.expect("an order")
    }
    /// Everybody who leads a crew.
    ///
    /// # Panics
    /// When the crews cannot be read.
    pub async fn crews(&self) -> Vec<Person> {
        let permit: Permit<act::EstimateCreate> =
            self.app.engine().permit(&Actor::visitor(None), Resource::Company).expect("anyone may ask");
        let mut leaders = Vec::new();
        for crew in self.app.store().crews(&permit).await.expect("reads") {
            leaders.push(self.leader(crew.id).await);
        }
        leaders
    }
    async fn leader(&self, crew: CrewId) -> Person {
        let account = self.app.store().account_of_crew(crew).await.expect("reads").expect("somebody leads it");
        let (account, person) = (Some(account.id), Some(account.person));
        Person { actor: Actor { role: Role::Crew, account, person, crew: Some(crew), amr: Amr::Demo, confirmed: true, active: true } }
    }
    /// Lets happen what is due.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn settle(&self) {
        demo::settle(&self.app).await.expect("settles");
    }
    /// Every open offer, and who is asked.
    ///
    /// # Panics
    /// When the offers cannot be read.
    pub async fn open_offers(&self) -> Vec<(Person, offer::OfferView)> {
        let mut open = Vec::new();
        for leader in self.crews().await {
            let offers = offer::list(&self.app, &leader.caller(self)).await.expect("her offers");
            open.extend(offers.into_iter().map(|offer| (leader.clone(), offer)));
        }
        open
    }
    /// A signed order that was offered to one crew.
    ///
    /// # Panics
    /// When no crew was asked.
    pub async fn offered(&self, who: &Person) -> (OrderId, Person, OfferId) {
        let before: Vec<OfferId> = self.open_offers().await.into_iter().map(|(_, offer)| offer.id).collect();
        let order = self.order(who).await;
        self.settle().await;
        let open = self.open_offers().await.into_iter().find(|(_, offer)| !before.contains(&offer.id));
        let (leader, offer) = open.expect("a crew was asked");
        (order, leader, offer.id)
    }
    /// An order with a crew and a date.
    ///
    /// # Panics
    /// When the crew's yes is refused.
    pub async fn matched(&self, who: &Person) -> (OrderId, Person) {
        let (order, leader, offer) = self.offered(who).await;
        offer::answer(&self.app, &leader.caller(self), offer, Answer::Accept).await.expect("accepted");
        (order, leader)
    }
    /// Does all paperwork of an order.
    ///
    /// # Panics
    /// When a step is refused.
    pub async fn paperwork(&self, operations: &Person, order: OrderId) {
        use WorkstreamKind::{Design, Interconnection, Materials, Permit, Survey};
        for kind in [Survey, Design, Permit, Interconnection, Materials] {
            for step in [StepName::Submit, StepName::Approve] {
                order::move_workstream(&self.app, &operations.caller(self), order, kind, step).await.expect("a step");
            }
        }
    }
    /// An order that runs, from its match to its power; the clock is turned as far as that takes.
    ///
    /// # Panics
    /// When a step is refused.
    pub async fn energize(&self, operations: &Person, leader: &Person, order: OrderId) {
        self.paperwork(operations, order).await;
        self.clock.advance_seconds(5 * 86_400);
        self.settle().await;
        let date = order::read(&self.app, &leader.caller(self), order).await.expect("her job").install_date.expect("a date");
        while self.app.today() < date {
            self.clock.advance_seconds(86_400);
        }
        for name in [TransitionName::StartInstallation, TransitionName::FinishInstallation] {
            order::install(&self.app, &leader.caller(self), order, name).await.expect("on the roof");
        }
        for name in [TransitionName::PassInspection, TransitionName::Energize] {
            order::advance(&self.app, &operations.caller(self), order, name).await.expect("a result");
        }
        self.settle().await;
    }
}
