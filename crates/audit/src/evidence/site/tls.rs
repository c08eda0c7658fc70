//! What a handshake tells.

use jiff::civil::Date;

/// What is known of TLS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tls {
    /// Versions that the server speaks, of those that were tried.
    pub versions: Vec<TlsVersion>,
    /// Versions that could be tried.
    pub tried: Vec<TlsVersion>,
    /// What a browser would say of the certificate; none where no handshake came about.
    pub trust: Option<Trust>,
    /// The last day of the certificate.
    pub ends: Option<Date>,
}

/// A version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TlsVersion {
    /// 1.0
    V10,
    /// 1.1
    V11,
    /// 1.2
    V12,
    /// 1.3
    V13,
}

impl TlsVersion {
    /// Every version, the oldest first.
    pub const ALL: [Self; 4] = [Self::V10, Self::V11, Self::V12, Self::V13];
    /// Its number.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::V10 => "1.0",
            Self::V11 => "1.1",
            Self::V12 => "1.2",
            Self::V13 => "1.3",
        }
    }
}

/// What a browser would say of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Trusted for this host today.
    Trusted,
    /// Signed by nobody known, itself for example.
    UnknownIssuer,
    /// Past its last day.
    Expired,
    /// Before its first day.
    NotYet,
    /// For another host.
    OtherHost,
    /// Withdrawn, or wrong in another way.
    Bad,
}

impl Trust {
    /// Every answer.
    pub const ALL: [Self; 6] = [Self::Trusted, Self::UnknownIssuer, Self::Expired, Self::NotYet, Self::OtherHost, Self::Bad];
    /// Its name in transcripts.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Trusted => "trusted",
            Self::UnknownIssuer => "unknown-issuer",
            Self::Expired => "expired",
            Self::NotYet => "not-yet",
            Self::OtherHost => "other-host",
            Self::Bad => "bad",
        }
    }
}
