//! Wrong passwords, a few of them.

use std::collections::BTreeMap;

use super::{
    Asking,
    client::{Answer, Ask},
};
use crate::{evidence::site::elements, words::Words};

/// So many wrong passwords for one account that does not exist.
const TRIES: usize = 12;

/// Names and passwords that products and tutorials come with.
const DEFAULTS: [(&str, &str); 6] =
    [("admin", "admin"), ("admin", "password"), ("admin", "admin123"), ("root", "root"), ("test", "test"), ("demo", "demo")];

const NO_SIGN_IN: Words =
    Words { en: "because no place to sign in was given or found", es: "porque no se indicó ni se encontró dónde iniciar sesión" };
const NO_KNOWN: Words =
    Words { en: "because no account was given that is known to exist", es: "porque no se indicó ninguna cuenta que exista con certeza" };
const NO_RESET: Words = Words {
    en: "because no address for a forgotten password was given",
    es: "porque no se indicó una dirección para contraseñas olvidadas",
};

impl Asking<'_> {
    /// Whether unknown and known accounts are told apart, defaults work, and guessing is slowed down.
    pub(super) async fn wrong_passwords(&mut self) {
        let given = self.options.accounts.clone().unwrap_or_default();
        if given.sign_in.is_none() && self.form_at.is_none() {
            for family in ["rate", "defaults", "enumeration"] {
                self.leave_out(family, NO_SIGN_IN.into());
            }
        } else {
            let known = given.accounts.iter().map(|account| account.name.clone()).find(|name| !name.is_empty());
            self.enumerated(known.as_deref()).await;
            self.defaults().await;
            for at in 0..TRIES {
                let name = self.stranger();
                let password = format!("{}-wrong-{at}", self.options.mark);
                if self.try_sign_in("rate", &[], &name, &password, &mut BTreeMap::new()).await.is_none() {
                    break;
                }
            }
        }
        self.forgotten().await;
    }

    /// A name that belongs to nobody; `.invalid` never gets mail.
    fn stranger(&self) -> String {
        format!("{}@audit.invalid", self.options.mark)
    }

    async fn enumerated(&mut self, known: Option<&str>) {
        let Some(known) = known else {
            self.leave_out("enumeration", NO_KNOWN.into());
            return;
        };
        let stranger = self.stranger();
        let password = format!("{}-wrong", self.options.mark);
        let unknown = self.try_sign_in("enumeration/unknown", &[], &stranger, &password, &mut BTreeMap::new()).await;
        let answer = self.try_sign_in("enumeration/sign-in", &[], known, &password, &mut BTreeMap::new()).await;
        self.compared(unknown.as_ref(), answer.as_ref(), &stranger, known);
    }

    async fn forgotten(&mut self) {
        let given = self.options.accounts.clone().unwrap_or_default();
        let known = given.accounts.iter().map(|account| account.name.clone()).find(|name| !name.is_empty());
        let (Some(reset), Some(known)) = (given.reset, known) else {
            self.leave_out("forgotten", NO_RESET.into());
            return;
        };
        let stranger = self.stranger();
        let ask = |name: &str| Ask::post(reset.path.clone(), &reset.kind, reset.filled(name, ""));
        let unknown = self.probe("forgotten/unknown", &[], ask(&stranger)).await;
        let answer = self.probe("forgotten/known", &[], ask(&known)).await;
        self.compared(unknown.as_ref(), answer.as_ref(), &stranger, &known);
    }

    /// States how the last answer differs from that for a stranger, and forgets its body: it may name the account.
    fn compared(&mut self, unknown: Option<&Answer>, known: Option<&Answer>, stranger: &str, name: &str) {
        let (Some(unknown), Some(known)) = (unknown, known) else { return };
        let differs = if unknown.status != known.status {
            "status"
        } else if place(unknown) != place(known) {
            "location"
        } else if words(&unknown.body, stranger) != words(&known.body, name) {
            "words"
        } else {
            "nothing"
        };
        self.state("differs", differs);
        self.state("unknown-status", &unknown.status.to_string());
        if let Some(exchange) = self.site.exchanges.last_mut() {
            exchange.body.clear();
        }
    }

    async fn defaults(&mut self) {
        let stranger = self.stranger();
        let password = format!("{}-wrong", self.options.mark);
        let mut empty = BTreeMap::new();
        let Some(refused) = self.try_sign_in("defaults/stranger", &[], &stranger, &password, &mut empty).await else { return };
        for (name, password) in DEFAULTS {
            let mut jar = BTreeMap::new();
            let Some(answer) = self.try_sign_in("defaults", &[("name", name), ("password", password)], name, password, &mut jar).await
            else {
                return;
            };
            // Refusals look alike; who was let in is sent elsewhere or gets another status.
            let fine = answer.accepted() || (300..400).contains(&answer.status);
            let other = answer.status != refused.status || place(&answer) != place(&refused);
            self.state("signed-in", if fine && other { "yes" } else { "no" });
            if let Some(exchange) = self.site.exchanges.last_mut() {
                exchange.body.clear();
            }
        }
    }
}

/// Where an answer sends, without its query.
fn place(answer: &Answer) -> Option<&str> {
    answer.header("location").map(|location| location.split('?').next().unwrap_or_default())
}

/// The words of an answer without the name that was sent, numbers and tokens: what a person would compare.
fn words(body: &str, name: &str) -> Vec<String> {
    let text = if body.trim_start().starts_with('<') {
        elements(body)
            .into_iter()
            .filter(|element| element.name != "script" && element.name != "style")
            .map(|element| element.text)
            .collect::<Vec<_>>()
            .join(" ")
    } else {
        body.to_owned()
    };
    let text = text.replace(name, "");
    let plain = |word: &&str| !word.is_empty() && word.len() < 16 && !word.bytes().any(|byte| byte.is_ascii_digit());
    text.split(|c: char| !c.is_alphanumeric()).filter(plain).map(str::to_lowercase).collect()
}
