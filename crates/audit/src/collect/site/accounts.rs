//! Who may sign in, and where: `accounts.toml`.
//!
//! ```toml
//! [sign_in]                       # left out: a form is looked for
//! path = "/api/sign-in"
//! type = "application/json"
//! body = '{"email":"{name}","password":"{password}"}'
//! [sign_out]
//! path = "/api/sign-out"
//! [change]                        # something harmless that changes, to try forged requests
//! path = "/api/me/language"
//! body = '{"language":"en"}'
//! [reset]                         # asks for a link; a message is sent to the first account
//! path = "/api/forgotten"
//! body = '{"email":"{name}"}'
//! [[account]]
//! role = "customer"
//! name = "ana@example.org"
//! password = "…"                  # or password_env, bearer, bearer_env, cookie, cookie_env
//! owns = ["/api/orders/17"]       # what only this account may see
//! reads_all = false               # may see what others own
//! home = "/account"               # a page that only somebody signed in sees
//! forbidden = ["/api/admin"]      # where this role has no business
//! ```

use serde::Deserialize;

use crate::evidence::Unreadable;

/// Who may sign in, and where.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Accounts {
    /// Where to sign in; none: a form is looked for.
    pub sign_in: Option<SignIn>,
    /// Where to sign out.
    pub sign_out: Option<Change>,
    /// Something harmless that changes.
    pub change: Option<Change>,
    /// Where a forgotten password is told.
    pub reset: Option<SignIn>,
    /// The accounts.
    #[serde(rename = "account")]
    pub accounts: Vec<Account>,
}

/// Where to sign in. `{name}` and `{password}` stand for what they say.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Path and query.
    pub path: String,
    /// The type of the body.
    #[serde(default = "json", rename = "type")]
    pub kind: String,
    /// The body.
    pub body: String,
}

/// A request that changes something.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Path and query.
    pub path: String,
    /// The method.
    #[serde(default = "post")]
    pub method: String,
    /// The type of the body.
    #[serde(default = "form", rename = "type")]
    pub kind: String,
    /// The body.
    #[serde(default)]
    pub body: String,
}

/// An account.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Account {
    /// What it is called in findings.
    pub role: String,
    /// Its name.
    pub name: String,
    /// Its password.
    pub password: Option<String>,
    /// The variable of the environment that holds its password.
    pub password_env: Option<String>,
    /// A token instead of signing in.
    pub bearer: Option<String>,
    /// The variable that holds the token.
    pub bearer_env: Option<String>,
    /// A cookie instead of signing in: `name=value`.
    pub cookie: Option<String>,
    /// The variable that holds the cookie.
    pub cookie_env: Option<String>,
    /// What only this account may see.
    pub owns: Vec<String>,
    /// Whether it may see what others own.
    pub reads_all: bool,
    /// A page that only somebody signed in sees.
    pub home: Option<String>,
    /// Where it has no business.
    pub forbidden: Vec<String>,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("role", &self.role).finish_non_exhaustive()
    }
}

fn json() -> String {
    "application/json".to_owned()
}
fn form() -> String {
    "application/x-www-form-urlencoded".to_owned()
}
fn post() -> String {
    "POST".to_owned()
}

/// The largest file that is read, bytes.
const LARGEST: usize = 1 << 20;

impl Accounts {
    /// Reads accounts. `environment` says what a variable holds.
    ///
    /// # Errors
    /// When it is no such file, or a variable that it names holds nothing. No secret is told.
    pub fn read(text: &str, environment: impl Fn(&str) -> Option<String>) -> Result<Self, Unreadable> {
        if text.len() > LARGEST {
            return Err(Unreadable { line: 0, reason: "larger than 1 MiB".to_owned() });
        }
        let mut accounts: Self = toml::from_str(text).map_err(|error: toml::de::Error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            Unreadable {
                line: before.matches('\n').count() + 1,
                reason: "no such file as the documentation shows, or a field of another kind".to_owned(),
            }
        })?;
        for account in &mut accounts.accounts {
            let of = [
                (&account.password_env, &mut account.password),
                (&account.bearer_env, &mut account.bearer),
                (&account.cookie_env, &mut account.cookie),
            ];
            for (variable, secret) in of {
                if let Some(variable) = variable {
                    let value = environment(variable)
                        .ok_or_else(|| Unreadable { line: 0, reason: format!("the variable {variable} holds nothing") })?;
                    *secret = Some(value);
                }
            }
            if account.role.is_empty() {
                return Err(Unreadable { line: 0, reason: "an account without a role".to_owned() });
            }
        }
        Ok(accounts)
    }
}

impl SignIn {
    /// The body for an account, written as its type demands.
    pub(super) fn filled(&self, name: &str, password: &str) -> String {
        let written = |value: &str| {
            if self.kind.contains("json") {
                let text = serde_json::Value::from(value).to_string();
                text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default().to_owned()
            } else {
                super::links::encoded(value)
            }
        };
        self.body.replace("{name}", &written(name)).replace("{password}", &written(password))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::Accounts;

    #[test]
    fn accounts_are_read_and_secrets_come_from_the_environment() {
        let text = "[sign_in]\npath = \"/in\"\nbody = '{\"a\":\"{name}\"}'\n[[account]]\nrole = \"customer\"\nname = \"a\\\"b\"\npassword_env = \"SECRET\"\n";
        let accounts = Accounts::read(text, |name| (name == "SECRET").then(|| "open-sesame".to_owned())).unwrap();
        assert_eq!(accounts.accounts[0].password.as_deref(), Some("open-sesame"));
        assert!(!format!("{accounts:?}").contains("sesame"));
        assert_eq!(accounts.sign_in.unwrap().filled("a\"b", ""), "{\"a\":\"a\\\"b\"}");
        assert!(Accounts::read(text, |_| None).is_err());
        assert_eq!(Accounts::read("\n[[account]]\nrole = 1\n", |_| None).unwrap_err().line, 3);
    }

    proptest! {
        #[test]
        fn anything_is_read_or_refused(text in any::<String>()) {
            let _ = Accounts::read(&text, |_| None);
        }
    }
}
