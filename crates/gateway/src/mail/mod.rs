//! Outgoing mail: one recipient, plain text, handed to one relay.
//!
//! There is no unsubscribe header, because nothing here is a newsletter: each mail is about the
//! recipient's own account or order.

mod config;
mod error;
mod message;
mod smtp;

pub use config::{BadSmtpConfig, SmtpConfig, SmtpCredentials, SmtpPassword, SmtpTls};
pub use error::{Failure, MailError};
pub use message::Mail;
pub use smtp::SmtpMailer;

/// Where mail goes.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one for the whole process")]
pub enum Mailer {
    /// To a relay.
    Smtp(SmtpMailer),
    /// Nowhere: mail stays in our own mailbox, as in the demo.
    None,
}

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The relay has taken the responsibility for it.
    HandedOver,
    /// No relay is configured.
    NoRelay,
}

impl Mailer {
    /// Hands `mail` over, in at most ten seconds. The same mail has the same Message-ID, so a repeated
    /// delivery can be recognised.
    ///
    /// # Errors
    /// [`MailError::Transient`]: try again later. [`MailError::Permanent`]: this mail will never go out.
    pub async fn send(&self, mail: &Mail) -> Result<Delivery, MailError> {
        match self {
            Self::Smtp(relay) => relay.send(mail).await.map(|()| Delivery::HandedOver),
            Self::None => Ok(Delivery::NoRelay),
        }
    }
}

#[cfg(test)]
mod tests;
