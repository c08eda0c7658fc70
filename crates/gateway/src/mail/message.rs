//! One mail, checked before it exists: no header can be smuggled into it.

use domain::id::MailId;
use domain::text::{Email, line, paragraph};
use domain::{Invalid, Timestamp};

/// A plain-text mail to one recipient.
#[derive(Clone)]
pub struct Mail {
    pub(super) id: MailId,
    pub(super) at: Timestamp,
    pub(super) to: Email,
    pub(super) subject: String,
    pub(super) text: String,
}

/// Characters of a subject: two lines of a header.
const SUBJECT_MAX: u32 = 150;
/// Characters of a text; the longest mail that we write is far below.
const TEXT_MAX: u32 = 100_000;

impl Mail {
    /// A mail dated `at`. The subject is one line; the text keeps its line breaks.
    ///
    /// # Errors
    /// The subject or the text is empty, too long, or contains control characters.
    pub fn new(id: MailId, at: Timestamp, to: Email, subject: &str, text: &str) -> Result<Self, Invalid> {
        let subject = line("subject", subject, SUBJECT_MAX)?;
        let text = paragraph("text", text, TEXT_MAX)?;
        Ok(Self { id, at, to, subject, text })
    }
    /// Its id, for the log.
    #[must_use]
    pub fn id(&self) -> MailId {
        self.id
    }
}

// Addresses and texts are personal.
impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mail({})", self.id)
    }
}
