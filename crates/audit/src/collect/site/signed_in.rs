//! What somebody with an account may ask, and what becomes of a session.

use std::collections::BTreeMap;

use super::{
    Account, Asking,
    client::{Answer, Ask},
    forms::Form,
};
use crate::{evidence::site::Cookie, words::Words};

/// Somebody who signed in.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub(super) account: Account,
    pub(super) cookies: BTreeMap<String, String>,
    pub(super) bearer: Option<String>,
}

impl Session {
    pub(super) fn ask(&self, ask: Ask) -> Ask {
        ask.cookies(&self.cookies).bearer(self.bearer.as_deref())
    }
}

const NO_ACCOUNT: Words = Words { en: "because no account was given", es: "porque no se indicó ninguna cuenta" };
const NO_SIGN_IN: Words = Words {
    en: "because no place to sign in was given or found, or the given account was refused",
    es: "porque no se indicó ni se encontró dónde iniciar sesión, o la cuenta indicada fue rechazada",
};
const NO_CHANGE: Words = Words {
    en: "because no harmless change was given to try with a forged request",
    es: "porque no se indicó un cambio inofensivo con el que probar una petición falsificada",
};
const NO_SIGN_OUT: Words = Words {
    en: "because no address for signing out and no page of an account were given",
    es: "porque no se indicaron una dirección para cerrar sesión ni una página de una cuenta",
};

/// Where forms for signing in usually lie.
const USUAL: [&str; 6] = ["/login", "/signin", "/sign-in", "/account/login", "/users/sign_in", "/admin/login"];

impl Asking<'_> {
    /// Signs every account in and looks at what happens to sessions.
    pub(super) async fn signed_in(&mut self, links: &[String]) {
        self.find_form(links).await;
        let accounts = self.options.accounts.clone().unwrap_or_default();
        if accounts.accounts.is_empty() {
            for family in ["session", "csrf", "ended", "object", "operation/role", "enumeration"] {
                self.leave_out(family, NO_ACCOUNT.into());
            }
            return;
        }
        for account in accounts.accounts {
            let session = self.session(account).await;
            self.sessions.extend(session);
        }
        let Some(first) = self.sessions.first().cloned() else {
            for family in ["session", "csrf", "ended", "object"] {
                self.leave_out(family, NO_SIGN_IN.into());
            }
            return;
        };
        if let Some(home) = first.account.home.clone() {
            self.probe("session/page", &[("as", &first.account.role)], first.ask(Ask::get(home))).await;
        }
        self.forged(&first).await;
        self.ended(&first).await;
    }

    /// A page with a form for signing in: linked ones first.
    async fn find_form(&mut self, links: &[String]) {
        let words = ["login", "signin", "sign-in", "sign_in", "acceder", "entrar", "iniciar"];
        let linked = links.iter().filter(|link| words.iter().any(|word| link.to_lowercase().contains(word))).take(2).map(String::as_str);
        let targets: Vec<String> = linked.chain(USUAL).map(str::to_owned).collect();
        for target in targets {
            let Some(answer) = self.probe("page/sign-in", &[], Ask::get(target.clone())).await else { return };
            if answer.accepted() && Form::sign_in(&self.site.base, &target, &answer.body).is_some() {
                self.form_at = Some(target);
                return;
            }
        }
    }

    /// Tries to sign in and records the try. The jar holds what a visitor has before, and what the answer sets.
    pub(super) async fn try_sign_in(
        &mut self,
        probe: &str,
        facts: &[(&str, &str)],
        name: &str,
        password: &str,
        jar: &mut BTreeMap<String, String>,
    ) -> Option<Answer> {
        let given = self.options.accounts.as_ref().and_then(|accounts| accounts.sign_in.clone());
        let origin = self.site.base.clone();
        let ask = match given {
            Some(sign_in) => Ask::post(sign_in.path.clone(), &sign_in.kind, sign_in.filled(name, password)),
            None => {
                let target = self.form_at.clone()?;
                // A token against forged requests is good for one try.
                let page = self.client.ask(&Ask::get(target.clone()).cookies(jar)).await.ok()?;
                page.keep_cookies(jar);
                let form = Form::sign_in(&self.site.base, &target, &page.body)?;
                Ask::post(form.action.clone(), "application/x-www-form-urlencoded", form.filled(name, password))
            }
        };
        let ask = ask.cookies(jar).anonymous().header("Origin", &origin).header("Sec-Fetch-Site", "same-origin");
        let answer = self.probe(probe, facts, ask).await?;
        answer.keep_cookies(jar);
        Some(answer)
    }

    /// Signs an account in, by what it brings along or by its password.
    async fn session(&mut self, account: Account) -> Option<Session> {
        if account.bearer.is_some() || account.cookie.is_some() {
            let pairs = account.cookie.iter().flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
            let cookies = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            return Some(Session { bearer: account.bearer.clone(), cookies, account });
        }
        let password = account.password.clone()?;
        let mut jar = BTreeMap::new();
        if let Some(page) = self.form_at.clone()
            && let Some(answer) = self.probe("session/before", &[], Ask::get(page)).await
        {
            answer.keep_cookies(&mut jar);
        }
        let before = jar.clone();
        let answer = self.try_sign_in("session/sign-in", &[("as", &account.role)], &account.name, &password, &mut jar).await?;
        // The answer may hold a token or a name.
        if let Some(exchange) = self.site.exchanges.last_mut() {
            exchange.body.clear();
        }
        let kept = before.iter().any(|(name, value)| session_cookie(name, value) && jar.get(name) == Some(value));
        let had = before.iter().any(|(name, value)| session_cookie(name, value));
        let bearer = token(&answer.body);
        let signed_in = (answer.accepted() || (300..400).contains(&answer.status))
            && (bearer.is_some() || jar != before || (kept && answer.status != 200));
        self.state("signed-in", if signed_in { "yes" } else { "no" });
        if had && signed_in {
            self.state("renewed", if kept { "no" } else { "yes" });
        }
        signed_in.then_some(Session { account, cookies: jar, bearer })
    }

    /// The same change from the site itself and from another one.
    async fn forged(&mut self, session: &Session) {
        let Some(change) = self.options.accounts.as_ref().and_then(|accounts| accounts.change.clone()) else {
            self.leave_out("csrf", NO_CHANGE.into());
            return;
        };
        let own = self.site.base.clone();
        for (name, origin, site) in [("csrf/own", own.as_str(), "same-origin"), ("csrf/other", "https://audit.invalid", "cross-site")] {
            let ask = Ask::post(change.path.clone(), &change.kind, change.body.clone()).method(&change.method);
            self.probe(name, &[("as", &session.account.role)], session.ask(ask).header("Origin", origin).header("Sec-Fetch-Site", site))
                .await;
        }
    }

    /// Whether a session ends when somebody signs out.
    async fn ended(&mut self, session: &Session) {
        let sign_out = self.options.accounts.as_ref().and_then(|accounts| accounts.sign_out.clone());
        let (Some(sign_out), Some(home), true) = (sign_out, session.account.home.clone(), session.account.password.is_some()) else {
            self.leave_out("ended", NO_SIGN_OUT.into());
            return;
        };
        // A second session of the same account, so that the first can go on.
        let Some(second) = self.session(session.account.clone()).await else {
            self.leave_out("ended", NO_SIGN_IN.into());
            return;
        };
        let role = second.account.role.clone();
        let facts = [("as", role.as_str())];
        self.probe("ended/before", &facts, second.ask(Ask::get(home.clone()))).await;
        let ask = Ask::post(sign_out.path.clone(), &sign_out.kind, sign_out.body.clone()).method(&sign_out.method);
        let own = self.site.base.clone();
        self.probe("ended/out", &facts, second.ask(ask).header("Origin", &own).header("Sec-Fetch-Site", "same-origin")).await;
        self.probe("ended/after", &facts, second.ask(Ask::get(home))).await;
    }
}

fn session_cookie(name: &str, value: &str) -> bool {
    Cookie::read(&format!("{name}={value}")).is_some_and(|cookie| cookie.session())
}

/// A token in the answer to signing in.
fn token(body: &str) -> Option<String> {
    let answer: serde_json::Value = serde_json::from_str(body).ok()?;
    let names = ["access_token", "accessToken", "token", "jwt", "id_token"];
    let places = [Some(&answer), answer.get("data"), answer.get("result")];
    places.into_iter().flatten().find_map(|place| names.iter().find_map(|name| place.get(name)?.as_str())).map(str::to_owned)
}
