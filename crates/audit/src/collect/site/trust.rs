//! What a browser would say of a certificate, noted and not acted upon: a site with a bad one is asked all the same, and
//! the finding is told.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{civil::Date, tz::TimeZone};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme, SupportedProtocolVersion,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, aws_lc_rs},
    pki_types::{CertificateDer, ServerName, UnixTime},
};

use crate::evidence::site::Trust;

/// Remembers what it thought of the last certificate.
#[derive(Debug)]
pub(super) struct Verifier {
    inner: Arc<WebPkiServerVerifier>,
    provider: Arc<CryptoProvider>,
    today: Option<Date>,
    seen: Mutex<Option<(Trust, Option<Date>)>>,
}

impl Verifier {
    /// Judges by the issuers that browsers trust, and by these besides.
    pub(super) fn new(roots: &[CertificateDer<'static>], today: Option<Date>) -> Result<Arc<Self>, Error> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut store = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        for root in roots {
            store.add(root.clone())?;
        }
        let inner = WebPkiServerVerifier::builder_with_provider(Arc::new(store), Arc::clone(&provider))
            .build()
            .map_err(|error| Error::General(error.to_string()))?;
        Ok(Arc::new(Self { inner, provider, today, seen: Mutex::new(None) }))
    }
    /// A configuration with this verifier; for these versions only, or for all that are safe.
    pub(super) fn config(self: &Arc<Self>, versions: &[&'static SupportedProtocolVersion]) -> Result<Arc<ClientConfig>, Error> {
        let builder = ClientConfig::builder_with_provider(Arc::clone(&self.provider));
        let builder =
            if versions.is_empty() { builder.with_safe_default_protocol_versions()? } else { builder.with_protocol_versions(versions)? };
        let verifier: Arc<dyn ServerCertVerifier> = Arc::<Self>::clone(self);
        Ok(Arc::new(builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth()))
    }
    /// What it thought of the last certificate, and the last day of it.
    pub(super) fn seen(&self) -> Option<(Trust, Option<Date>)> {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        // Judged by the day of the audit, where one was given.
        let noon = self.today.and_then(|day| day.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).ok()).map(|zoned| zoned.timestamp().as_second());
        let now = noon
            .and_then(|second| u64::try_from(second).ok())
            .map_or(now, |second| UnixTime::since_unix_epoch(std::time::Duration::from_secs(second)));
        let trust = match self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now) {
            Ok(_) => Trust::Trusted,
            Err(Error::InvalidCertificate(error)) => match error {
                CertificateError::Expired | CertificateError::ExpiredContext { .. } => Trust::Expired,
                CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => Trust::NotYet,
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => Trust::OtherHost,
                CertificateError::UnknownIssuer => Trust::UnknownIssuer,
                _ => Trust::Bad,
            },
            Err(_) => Trust::Bad,
        };
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some((trust, last_day(end_entity)));
        Ok(ServerCertVerified::assertion())
    }
    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }
    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

/// `notAfter` of a certificate: the fifth field of what is signed, or the fourth where there is no version.
fn last_day(certificate: &[u8]) -> Option<Date> {
    let (_, certificate, _) = value(certificate)?;
    let (_, mut signed, _) = value(certificate)?;
    let (tag, _, rest) = value(signed)?;
    if tag == 0xa0 {
        signed = rest;
    }
    for _ in 0..3 {
        signed = value(signed)?.2;
    }
    let (_, validity, _) = value(signed)?;
    let (_, _, rest) = value(validity)?;
    let (tag, text, _) = value(rest)?;
    let text = std::str::from_utf8(text).ok()?;
    // UTCTime has two digits for the year, GeneralizedTime four.
    let text = match tag {
        0x17 if text.get(..2)? < "50" => format!("20{text}"),
        0x17 => format!("19{text}"),
        0x18 => text.to_owned(),
        _ => return None,
    };
    let number = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<i16>().ok());
    let small = |from: usize, to: usize| number(from, to).and_then(|number| i8::try_from(number).ok());
    Date::new(number(0, 4)?, small(4, 6)?, small(6, 8)?).ok()
}

/// Tag, content and rest of a DER value.
fn value(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let count = usize::from(first & 0x7f);
        if count > 4 {
            return None;
        }
        let (bytes, rest) = rest.split_at_checked(count)?;
        (bytes.iter().fold(0, |length, byte| (length << 8) | usize::from(*byte)), rest)
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}
