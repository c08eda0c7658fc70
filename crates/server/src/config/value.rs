//! Values that cannot hold nonsense. Each says in one sentence what it expects.

use std::path::PathBuf;

use domain::{Invalid, calendar::Jurisdiction, text};
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Deserialize;
use web::Origin;

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident = $parse:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
        #[serde(try_from = "String")]
        #[schemars(with = "String")]
        pub(crate) struct $name(pub(crate) String);

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(raw: String) -> Result<Self, String> {
                let parse: fn(&str) -> Result<String, String> = $parse;
                parse(&raw).map(Self)
            }
        }
    )*};
}

texts! {
    /// A name in one line.
    CompanyName = |raw| text::line("name", raw, 80).map_err(reason);
    /// An address in one line.
    PostalAddress = |raw| text::line("address", raw, 200).map_err(reason);
    /// An e-mail address.
    EmailAddress = |raw| text::Email::parse("email", raw).map(|email| email.as_str().to_owned()).map_err(reason);
    /// Two capital letters.
    State = |raw| Jurisdiction::of_us_state(raw).map(|_| raw.to_owned()).map_err(|_| "is not a state of two capital letters, such as CO".to_owned());
    /// The IANA name of a time zone.
    TimeZoneName = |raw| TimeZone::get(raw).map(|_| raw.to_owned()).map_err(|_| "is no time zone that we know; expected a name such as America/Denver".to_owned());
    /// An origin: https, or http on this machine.
    BaseUrl = |raw| Origin::parse(raw).map(|origin| origin.to_string()).map_err(|error| error.to_string());
    /// Where a weakness is reported.
    SecurityContact = |raw| {
        let known = ["mailto:", "https://"].iter().any(|scheme| raw.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
        if known && raw.len() <= 200 && raw.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(raw.to_owned())
        } else {
            Err("is neither a mailto: nor an https: address".to_owned())
        }
    };
}

/// A path that does not depend on where the program was started.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "PathBuf")]
#[schemars(with = "String")]
pub(crate) struct AbsolutePath(pub(crate) PathBuf);

impl TryFrom<PathBuf> for AbsolutePath {
    type Error = &'static str;
    fn try_from(path: PathBuf) -> Result<Self, &'static str> {
        if path.is_absolute() { Ok(Self(path)) } else { Err("is not an absolute path") }
    }
}

impl BaseUrl {
    /// People reach us over TLS.
    pub(crate) fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }
}

fn reason(invalid: Invalid) -> String {
    invalid.reason.to_string()
}
