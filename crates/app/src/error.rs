//! Why a use case did not take place, in the words of the product. What a person reads is made from it in one
//! place (`web::problem`); causes go to the log and never into an answer.

use domain::Invalid;

/// Why a use case did not take place. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Fields that were refused, in the order of the form.
    #[error("{} field(s) refused", .0.len())]
    Invalid(Vec<Invalid>),
    /// There is no such thing for this reader.
    #[error("not found")]
    NotFound,
    /// The reader may know that it exists, but not do this.
    #[error("denied")]
    Denied,
    /// Somebody must be signed in.
    #[error("sign-in needed")]
    SignInNeeded,
    /// E-mail and password do not belong together, or the link does not count (any more).
    #[error("credentials refused")]
    CredentialsRefused,
    /// It cannot be done in the present state.
    #[error("conflict: {0:?}")]
    Conflict(Conflict),
    /// Too many attempts.
    #[error("too many attempts")]
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// Nothing is wrong with the request; the program is full.
    #[error("busy")]
    Busy {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// Our fault.
    #[error("internal")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Why the present state does not allow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Somebody else was first, or the page was old.
    Changed,
    /// The offer is no longer open.
    OfferClosed,
    /// The price is no longer locked.
    QuoteExpired,
    /// There is an order on this quote already.
    AlreadySigned,
    /// The order is past the point where this can be done.
    TooLate,
    /// A change of the same kind waits for the customer's answer.
    AlreadyProposed,
    /// The change was answered already.
    AlreadyAnswered,
    /// The same idempotency key was used for another request.
    KeyReused,
    /// The crew is not free on that day.
    CrewNotFree,
    /// The step does not follow the present state.
    DoesNotFollow,
}

impl From<Invalid> for Error {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(vec![invalid])
    }
}

impl From<store::StoreError> for Error {
    fn from(error: store::StoreError) -> Self {
        match error {
            store::StoreError::Conflict => Self::Conflict(Conflict::Changed),
            store::StoreError::TryAgain => Self::Busy { retry_after: 1 },
            other => Self::Internal(Box::new(other)),
        }
    }
}

impl From<vault::NoRandomness> for Error {
    fn from(error: vault::NoRandomness) -> Self {
        Self::Internal(Box::new(error))
    }
}
