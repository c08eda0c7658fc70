//! Why a mail did not go out, in words that hold no address and no text of a server.

/// A mail did not go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// It may go out later: the relay is away, busy, or set up wrongly.
    #[error("mail not delivered yet: {0}")]
    Transient(Failure),
    /// It will never go out: the relay or the recipient's server refused it.
    #[error("mail not delivered: {0}")]
    Permanent(Failure),
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// No answer within ten seconds.
    #[error("the relay did not answer in time")]
    Timeout,
    /// No connection, or it broke.
    #[error("the relay could not be reached")]
    Unreachable,
    /// TLS was not offered, failed, or the certificate is not the host's.
    #[error("the connection to the relay could not be secured")]
    Insecure,
    /// The relay did not accept our user name and password.
    #[error("the relay refused our sign-in with code {0}")]
    SignIn(u16),
    /// The relay refused the mail.
    #[error("the relay refused with code {0}")]
    Refused(u16),
    /// The relay said something that is not SMTP, or asked for what we do not offer.
    #[error("the relay and we do not understand each other")]
    Protocol,
    /// The mail cannot be written as a message.
    #[error("the mail cannot be written as a message")]
    Unwritable,
}

/// SMTP replies that mean our sign-in, not this mail: RFC 4954 §6.
const SIGN_IN_CODES: [u16; 4] = [530, 534, 535, 538];

impl From<lettre::transport::smtp::Error> for MailError {
    fn from(error: lettre::transport::smtp::Error) -> Self {
        if let Some(code) = error.status().map(u16::from) {
            return match code {
                // The mail is as good as before once the configuration is right.
                code if SIGN_IN_CODES.contains(&code) => Self::Transient(Failure::SignIn(code)),
                code if error.is_permanent() => Self::Permanent(Failure::Refused(code)),
                code => Self::Transient(Failure::Refused(code)),
            };
        }
        Self::Transient(if error.is_timeout() {
            Failure::Timeout
        } else if error.is_tls() {
            Failure::Insecure
        } else if error.is_response() || error.is_client() {
            Failure::Protocol
        } else {
            Failure::Unreachable
        })
    }
}
