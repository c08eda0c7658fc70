//! Sunward itself, from inside: its routes, what its policies answer, its data, its trail, its setup and its answers.
//!
//! A plain value that the program hands over and that can be written and read as JSON. It holds counts, names of the
//! program and shapes: no value of a row and nobody's data. What could not be looked at is absent, not empty.

mod data;
mod policy;
mod setup;
mod sign_in;
mod site;
mod trail;

pub use data::{Account, Column, Data, Password, Session};
pub use policy::{Grant, On, Policy, is_personal};
pub use setup::{Connection, File, Setup};
pub use sign_in::{SignIn, WORST_PASSWORDS};
pub use site::{Answer, Entrance, Route};
pub use trail::Trail;

use serde::{Deserialize, Serialize};

use super::Unreadable;
use crate::words::Words;

/// What the program hands over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct House {
    /// Where it runs: `production` or `demo`.
    pub env: String,
    /// Every route of the site.
    pub routes: Vec<Route>,
    /// What routes answer to a stranger.
    pub answers: Vec<Answer>,
    /// What policy answers, for the whole matrix.
    pub policy: Option<Policy>,
    /// How signing in defends itself.
    pub sign_in: Option<SignIn>,
    /// What lies in the database.
    pub data: Option<Data>,
    /// The trail.
    pub trail: Option<Trail>,
    /// How it is set up.
    pub setup: Option<Setup>,
}

/// The largest description that is read, bytes.
const LARGEST: usize = 64 << 20;

pub(crate) const NO_ROUTES: Words =
    Words { en: "because the program handed over no routes", es: "porque el programa no entregó ninguna ruta" };
pub(crate) const NO_ANSWERS: Words =
    Words { en: "because no route was asked for anything", es: "porque no se preguntó nada a ninguna ruta" };
pub(crate) const NO_POLICY: Words = Words { en: "because the policies were not asked", es: "porque no se preguntó a las políticas" };
pub(crate) const NO_SIGN_IN: Words =
    Words { en: "because the rules of signing in were not handed over", es: "porque no se entregaron las reglas de inicio de sesión" };
pub(crate) const NO_DATA: Words = Words { en: "because the database was not looked at", es: "porque no se miró la base de datos" };
pub(crate) const NO_TRAIL: Words = Words {
    en: "because the trail holds no entry that could be looked at",
    es: "porque el registro no contiene ninguna entrada que mirar",
};
pub(crate) const NO_SETUP: Words = Words { en: "because the setup was not handed over", es: "porque no se entregó la configuración" };

impl House {
    /// Reads a description in JSON.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        if text.len() > LARGEST {
            return Err(Unreadable { line: 0, reason: "the description is too large".to_owned() });
        }
        serde_json::from_str(text).map_err(|error| Unreadable { line: error.line(), reason: error.to_string() })
    }
    /// Whether it is the sample company of a demo.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.env == "demo"
    }
}

#[cfg(test)]
mod tests {
    use super::House;

    #[test]
    fn a_house_survives_its_text_and_nonsense_is_refused_with_its_line() {
        let text = r#"{"env": "demo", "routes": [{"method": "GET", "path": "/", "entrance": "public", "reason": "shop window"}],
            "policy": {"asked": 1, "grants": [{"env": "demo", "role": "support", "amr": "passkey", "on": "others", "actions": ["order.read"]}]},
            "trail": {"leaves": 3}, "setup": {"listen": "127.0.0.1:8080"}, "sign_in": {"tries_of_source": 42}}"#;
        let house = House::read(text).unwrap();
        assert!(house.is_demo() && house.data.is_none());
        assert_eq!(House::read(&serde_json::to_string(&house).unwrap()), Ok(house));
        assert_eq!(House::read("{\n\"rooms\": 3}").unwrap_err().line, 2);
    }
}
