//! Everything that anybody can do, once as a value and once as a type.

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// An action by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $($(#[$doc])* $name,)*
        }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            /// The name in policies, leaves and documents.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }

        /// Actions as types, for [`Permit`](crate::Permit).
        pub mod act {
            $($(#[$doc])* #[derive(Debug)] pub enum $name {}
            impl super::Act for $name { const ACTION: super::Action = super::Action::$name; })*
        }
    };
}

/// An action as a type.
pub trait Act: Send + Sync + 'static {
    /// The same action as a value.
    const ACTION: Action;
}

actions! {
    /// Ask what solar costs and saves.
    EstimateCreate = "estimate.create";
    /// Look at a saved estimate.
    EstimateRead = "estimate.read";
    /// Lock its price.
    QuoteLock = "quote.lock";
    /// Look at a locked price.
    QuoteRead = "quote.read";
    /// Take a quote over into an account.
    QuoteClaim = "quote.claim";
    /// Open an account.
    SignUp = "account.sign_up";
    /// Sign in.
    SignIn = "account.sign_in";
    /// Prove an e-mail address.
    Confirm = "account.confirm";
    /// Set a new password by mail.
    ResetPassword = "account.reset_password";
    /// See one's own account.
    AccountRead = "account.read";
    /// End one's own session.
    SignOut = "account.sign_out";
    /// Change one's own account.
    AccountChange = "account.change";
    /// Sign the contract on a quote.
    OrderSign = "order.sign";
    /// List the orders that one may see.
    OrderList = "order.list";
    /// See an order; personal data stays masked.
    OrderRead = "order.read";
    /// See name, phone and address in clear.
    SeeContact = "order.see_contact";
    /// See what the customer pays.
    SeePrice = "order.see_price";
    /// Leave an order.
    OrderWithdraw = "order.withdraw";
    /// Begin and finish the installation.
    OrderInstall = "order.install";
    /// Move an order on by a result (inspection, permission to operate, release).
    OrderAdvance = "order.advance";
    /// Look for a crew.
    OrderMatch = "order.match";
    /// Move a workstream.
    WorkstreamMove = "workstream.move";
    /// See why which crew was chosen.
    MatchRead = "match.read";
    /// Read the contract.
    ContractRead = "contract.read";
    /// See who opened a file.
    AccessRead = "access.read";
    /// See a masked value in clear, with a reason that the customer can read.
    PersonReveal = "person.reveal";
    /// List the offers of one's crew.
    OfferList = "offer.list";
    /// See an offer.
    OfferRead = "offer.read";
    /// Accept or decline an offer.
    OfferAnswer = "offer.answer";
    /// Propose a change of an order.
    ChangePropose = "change_request.propose";
    /// See a proposed change.
    ChangeRead = "change_request.read";
    /// Agree to a proposed change, or not.
    ChangeAnswer = "change_request.answer";
    /// See numbers about many customers.
    MetricsRead = "metrics.read";
    /// See operations' board.
    BoardRead = "board.read";
    /// Search orders, masked.
    SupportSearch = "support.search";
    /// See how the program is.
    HealthRead = "health.read";
    /// Read the trail.
    TrailRead = "trail.read";
    /// Read what the audit found.
    AuditRead = "audit.read";
    /// Ask for a run of the audit.
    AuditAsk = "audit.ask";
    /// Do a run of the audit and write down what came out.
    AuditRecord = "audit.record";
    /// Examine the house from inside: counts and shapes of its data, its policies, its trail. Nobody's data.
    HouseExamine = "house.examine";
    /// Read the demo's mailbox.
    MailboxRead = "mailbox.read";
    /// Move the demo's clock.
    ClockMove = "clock.move";
    /// Let a clock run out.
    TimerRing = "timer.ring";
    /// Do the jobs of the outbox.
    OutboxDrain = "outbox.drain";
    /// Make the company's own records: staff, crews, places.
    CompanySetUp = "company.set_up";
    /// Read the description of the interface.
    ApiDescribe = "api.describe";
}
