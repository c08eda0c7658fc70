//! From a cookie's token to an actor, and back.

use domain::{
    Language, Timestamp,
    account::Role,
    id::{AccountId, PersonId},
};
use policy::{Actor, Amr, Env};
use store::session::Session;
use uuid::Uuid;
use vault::Token;

use crate::{App, Caller, Error};

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;

/// Seconds of disuse after which a session ends.
fn idle_seconds(role: Role) -> i64 {
    if role == Role::Visitor {
        30 * 24 * HOUR
    } else if role.is_staff() {
        15 * MINUTE
    } else {
        30 * MINUTE
    }
}

/// Seconds after which a session ends, used or not.
fn absolute_seconds(role: Role) -> i64 {
    if role == Role::Visitor {
        30 * 24 * HOUR
    } else if role.is_staff() {
        12 * HOUR
    } else {
        24 * HOUR
    }
}

/// A session that is about to be opened, and the token that only its owner gets.
#[derive(Debug)]
pub struct Opened {
    /// For the cookie.
    pub token: Token,
    /// Seconds until it ends for sure.
    pub seconds: i64,
    pub(crate) session: Session,
}

pub(crate) fn prepare(app: &App, role: Role, account: Option<AccountId>, person: PersonId, amr: Amr) -> Result<Opened, Error> {
    let token = Token::generate(app.store().random())?;
    let now = app.clock().wall();
    let seconds = absolute_seconds(role);
    let session =
        Session { token: token.hash(), account, person, amr, created_at: now, last_seen_at: now, expires_at: now.plus_seconds(seconds) };
    Ok(Opened { token, seconds, session })
}

/// Who a token is. Unknown, ended and stale tokens are a visitor without a session; an account that was deactivated is
/// an actor that policy gives nothing.
///
/// # Errors
/// The database cannot be read.
pub async fn caller(app: &App, token: Option<&Token>, language: Language, request: Uuid, source: Uuid) -> Result<Caller, Error> {
    look_up(app, token, Use::Person, language, request, source).await
}

/// The same for what a page asks by itself while it is open: that does not count as use, so a page that nobody is at does
/// not keep its session.
///
/// # Errors
/// The database cannot be read.
pub async fn watcher(app: &App, token: Option<&Token>, language: Language, request: Uuid, source: Uuid) -> Result<Caller, Error> {
    look_up(app, token, Use::Page, language, request, source).await
}

/// What makes a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Somebody.
    Person,
    /// An open page.
    Page,
}

async fn look_up(app: &App, token: Option<&Token>, by: Use, language: Language, request: Uuid, source: Uuid) -> Result<Caller, Error> {
    let nobody = || Caller { actor: Actor::visitor(None), session: None, language, request, decided: std::sync::Arc::default(), source };
    let Some(token) = token else { return Ok(nobody()) };
    let hash = token.hash();
    let Some(session) = app.store().session(&hash).await? else { return Ok(nobody()) };
    let now = app.clock().wall();
    let Some(actor) = actor_of(app, &session, now).await? else { return Ok(nobody()) };
    // At most once a minute: a look at a page is no reason to wait for the disk.
    if by == Use::Person && now.seconds() - session.last_seen_at.seconds() >= MINUTE {
        app.store().touch_session(&hash, now).await?;
    }
    let token = Token::parse(&token.text()).map_err(|_| Error::NotFound)?;
    Ok(Caller { actor, session: Some(token), ..nobody() })
}

async fn actor_of(app: &App, session: &Session, now: Timestamp) -> Result<Option<Actor>, Error> {
    let Some(id) = session.account else {
        return Ok(is_alive(session, Role::Visitor, now).then(|| Actor::visitor(Some(session.person))));
    };
    let Some(account) = app.store().account(id).await? else { return Ok(None) };
    if !is_alive(session, account.role, now) || (session.amr == Amr::Demo && app.env() != Env::Demo) {
        return Ok(None);
    }
    Ok(Some(Actor {
        role: account.role,
        account: Some(account.id),
        person: Some(account.person),
        crew: account.crew,
        amr: session.amr,
        confirmed: account.confirmed,
        active: account.active,
    }))
}

fn is_alive(session: &Session, role: Role, now: Timestamp) -> bool {
    now < session.expires_at && now.seconds() - session.last_seen_at.seconds() < idle_seconds(role)
}
