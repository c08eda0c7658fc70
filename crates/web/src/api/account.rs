//! Who calls: signing up, in and out.

use app::{
    App,
    account::{Profile, SignUp},
};
use axum::{
    extract::State,
    http::{HeaderName, StatusCode, header::SET_COOKIE},
    response::IntoResponse,
};
use domain::{
    Language,
    account::Role,
    text::{Email, PersonName, Phone},
};
use policy::Action;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Operation, Tag};
use crate::{
    extract::{Caller, Json},
    problem::Problem,
    route::{Access, Method, SecureRouter},
    site::Site,
};

const SIGN_UP: Operation = Operation::new("sign_up", Tag::Account)
    .describe(
        "The answer is the same whether there is such an account or not; what happens next is in the mail. An address has at \
         most one account, so sending this twice opens one.",
    )
    .takes::<SignUpRequest>(
        r#"{ "email": "ana@example.com", "name": "Ana Ruiz", "phone": "303-555-0142", "password": "four words on the roof", "language": "en" }"#,
    )
    .accepts("A mail is on its way; the account opens when its link is followed.");

const SIGN_IN: Operation = Operation::new("sign_in", Tag::Account)
    .describe(
        "Replaces the session that the caller has, if any. From here on send the cookie, and with everything but GET also \
         `Origin` or `Sec-Fetch-Site` as a browser on this site would. What a visitor saved is taken over.",
    )
    .takes::<SignInRequest>(r#"{ "email": "ana@example.com", "password": "four words on the roof" }"#)
    .creates::<Session>("Signed in; the session is in the cookie.")
    .sets_session();

const SIGN_OUT: Operation = Operation::new("sign_out", Tag::Account).sets_session();

const ME: Operation = Operation::new("read_account", Tag::Account).gives::<Account>("Who is signed in.");

pub(super) fn routes(router: SecureRouter) -> SecureRouter {
    let at = |action| Access::Action(action);
    router
        .operation(Method::Post, "/api/v1/accounts", at(Action::SignUp), "open an account", SIGN_UP, sign_up)
        .operation(Method::Post, "/api/v1/sessions", at(Action::SignIn), "sign in", SIGN_IN, sign_in)
        .operation(Method::Delete, "/api/v1/sessions/current", at(Action::SignOut), "sign out", SIGN_OUT, sign_out)
        .operation(Method::Get, "/api/v1/me", at(Action::AccountRead), "who is signed in", ME, me)
}

/// A new customer.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SignUpRequest {
    /// Where mails go.
    email: String,
    /// What she is called.
    name: String,
    /// Where she is called, if she says.
    phone: Option<String>,
    /// At least 15 characters that are hard to guess.
    #[schemars(extend("format" = "password"))]
    password: String,
    /// Language of mails.
    language: Language,
}

/// Who wants in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SignInRequest {
    /// The account's address.
    email: String,
    /// Its password.
    #[schemars(extend("format" = "password"))]
    password: String,
}

/// A session that has begun.
#[derive(Debug, Serialize, JsonSchema)]
struct Session {
    /// Seconds after which it ends, used or not. It ends earlier when it is not used.
    expires_in: i64,
}

/// The caller's own account.
#[derive(Debug, Serialize, JsonSchema)]
struct Account {
    /// Name.
    name: String,
    /// E-mail address.
    email: String,
    /// Telephone number in E.164.
    phone: Option<String>,
    /// What she is to the company.
    role: Role,
}

impl From<Profile> for Account {
    fn from(profile: Profile) -> Self {
        Self {
            name: profile.name.as_str().to_owned(),
            email: profile.email.as_str().to_owned(),
            phone: profile.phone.map(|phone| phone.as_str().to_owned()),
            role: profile.role,
        }
    }
}

impl SignUpRequest {
    /// All fields that are wrong, not only the first.
    fn parse(self) -> Result<SignUp, app::Error> {
        let email = Email::parse("email", &self.email);
        let name = PersonName::parse("name", &self.name);
        let phone = self.phone.as_deref().map(|phone| Phone::parse("phone", phone)).transpose();
        match (email, name, phone) {
            (Ok(email), Ok(name), Ok(phone)) => Ok(SignUp { email, name, phone, password: self.password, language: self.language }),
            (email, name, phone) => Err(app::Error::Invalid([email.err(), name.err(), phone.err()].into_iter().flatten().collect())),
        }
    }
}

async fn sign_up(State(app): State<App>, caller: Caller, Json(ask): Json<SignUpRequest>) -> Result<StatusCode, Problem> {
    app::account::sign_up(&app, &caller, ask.parse()?).await?;
    Ok(StatusCode::ACCEPTED)
}

async fn sign_in(State(site): State<Site>, caller: Caller, Json(ask): Json<SignInRequest>) -> Result<impl IntoResponse, Problem> {
    let email = Email::parse("email", &ask.email)?;
    let opened = app::account::sign_in(site.app(), &caller, &email, &ask.password).await?;
    let cookie = site.cookies().session(&opened.token, opened.seconds);
    Ok((StatusCode::CREATED, [(SET_COOKIE, cookie)], Json(Session { expires_in: opened.seconds })))
}

async fn sign_out(State(site): State<Site>, caller: Caller) -> Result<impl IntoResponse, Problem> {
    app::account::sign_out(site.app(), &caller).await?;
    let forget = [(HeaderName::from_static("clear-site-data"), "\"cache\", \"storage\"")];
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, site.cookies().no_session())], forget))
}

async fn me(State(app): State<App>, caller: Caller) -> Result<Json<Account>, Problem> {
    Ok(Json(app::account::profile(&app, &caller).await?.into()))
}
