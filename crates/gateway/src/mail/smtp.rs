//! The relay.

use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use domain::Timestamp;
use domain::text::{Email, line};
use lettre::address::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{CertificateStore, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::{BadSmtpConfig, Failure, Mail, MailError, SmtpConfig, SmtpTls};

/// For one mail, from connecting to the relay's last answer.
const LIMIT: Duration = Duration::from_secs(10);

/// Hands mails to one relay, each over a connection of its own.
///
/// Certificates are checked against Mozilla's roots, which are compiled in; a relay with a certificate
/// of a private authority is not supported yet.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpMailer {
    /// A mailer for the relay of `config`. Does not connect.
    ///
    /// # Errors
    /// No TLS beyond loopback, a host that TLS cannot name, or a sender that does not fit in a header.
    pub fn new(config: SmtpConfig) -> Result<Self, BadSmtpConfig> {
        let name = line("from_name", &config.from_name, 120).map_err(|_| BadSmtpConfig::Sender)?;
        let from = Mailbox::new(Some(name), address(&config.from).ok_or(BadSmtpConfig::Sender)?);
        let tls = match config.tls {
            SmtpTls::Starttls => Tls::Required(tls_parameters(&config.host)?),
            SmtpTls::Implicit => Tls::Wrapper(tls_parameters(&config.host)?),
            SmtpTls::PlainLoopbackOnly if is_loopback(&config.host) => Tls::None,
            SmtpTls::PlainLoopbackOnly => return Err(BadSmtpConfig::PlainBeyondLoopback(config.host)),
        };
        // "Dangerous" is the plain default; the line after it decides.
        let mut builder =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(config.host).port(config.port).tls(tls).timeout(Some(LIMIT));
        if let Some(credentials) = config.credentials {
            builder = builder.credentials(Credentials::new(credentials.username, credentials.password.expose().to_owned()));
        }
        Ok(Self { transport: builder.build(), from })
    }

    pub(super) async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let message = self.message(mail).ok_or(MailError::Permanent(Failure::Unwritable))?;
        // The transport limits each step; a relay that trickles is limited here.
        match tokio::time::timeout(LIMIT, self.transport.send(message)).await {
            Ok(answer) => Ok(answer.map(|_| ())?),
            Err(_) => Err(MailError::Transient(Failure::Timeout)),
        }
    }

    fn message(&self, mail: &Mail) -> Option<Message> {
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address(&mail.to)?))
            .date(system_time(mail.at))
            .message_id(Some(format!("<{}@{}>", mail.id, self.from.email.domain())))
            .subject(mail.subject.clone())
            // Keeps out-of-office replies from answering us (RFC 3834).
            .raw_header(automatic)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.clone())
            .ok()
    }
}

impl std::fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SmtpMailer(…)")
    }
}

fn address(email: &Email) -> Option<Address> {
    email.as_str().parse().ok()
}

fn is_loopback(host: &str) -> bool {
    // A name, even `localhost`, is what a resolver makes of it.
    host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn tls_parameters(host: &str) -> Result<TlsParameters, BadSmtpConfig> {
    TlsParameters::builder(host.to_owned())
        .certificate_store(CertificateStore::WebpkiRoots)
        .build_rustls()
        .map_err(|_| BadSmtpConfig::Tls(host.to_owned()))
}

fn system_time(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(at.micros()).unwrap_or(0))
}
