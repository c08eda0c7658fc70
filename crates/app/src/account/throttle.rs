//! Attempts are counted per account, per source and altogether, in the database. An owner is slowed down by others'
//! attempts at most to the longest wait, and not at all when she asks for a new password; device cookies, which spare her
//! even that, come with passkeys.

use domain::text::Email;
use store::throttle::Rule;

use crate::{App, Caller, Error, transaction};

const PER_ACCOUNT: Rule = Rule { free: 5, first_wait_seconds: 2, longest_wait_seconds: 900, window_seconds: 3_600 };
const PER_SOURCE: Rule = Rule { free: 30, first_wait_seconds: 2, longest_wait_seconds: 900, window_seconds: 3_600 };
const ALTOGETHER: Rule = Rule { free: 2_000, first_wait_seconds: 1, longest_wait_seconds: 10, window_seconds: 600 };

/// How passwords are slowed down that are tried at one account, and by one source at ever new ones.
pub(crate) const RULES: [Rule; 2] = [PER_ACCOUNT, PER_SOURCE];

/// Letters that strangers can have us write to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letter {
    /// A link, or word that somebody signed up again. Six are free, and a dozen a day go out at most.
    SignUp,
    /// A link to a new password. Six are free, then one each quarter of an hour, which is as long as one counts: an owner never
    /// waits longer, however often others ask.
    Reset,
}

impl Letter {
    fn name(self) -> &'static str {
        match self {
            Self::SignUp => "throttle.sign_up_letter",
            Self::Reset => "throttle.reset_letter",
        }
    }
    fn rule(self) -> Rule {
        let (first_wait_seconds, window_seconds) = (900, 86_400);
        match self {
            Self::SignUp => Rule { free: 5, first_wait_seconds, longest_wait_seconds: 21_600, window_seconds },
            Self::Reset => Rule { free: 5, first_wait_seconds, longest_wait_seconds: 900, window_seconds },
        }
    }
}

/// An attempt that was taken before it is judged.
#[derive(Debug)]
pub(super) struct Attempt {
    account: [u8; 32],
}

impl Attempt {
    /// It was right: the account's failures are forgotten, the source's are not.
    pub(super) async fn succeeded(&self, app: &App) -> Result<(), Error> {
        Ok(app.store().throttle_forget(self.account).await?)
    }
}

/// Takes an attempt on an account. Before its password is hashed: of many at once no more are judged than the rules allow.
pub(super) async fn attempt(app: &App, caller: &Caller, email: &Email) -> Result<Attempt, Error> {
    let account = account_key(app, email);
    let [source, altogether] = of_source(app, caller);
    take(app, &[(account, PER_ACCOUNT), source, altogether]).await?;
    Ok(Attempt { account })
}

fn account_key(app: &App, email: &Email) -> [u8; 32] {
    app.store().keys().blind_index("throttle.account", &email.lookup_key())
}

/// Forgets the attempts at an account: its owner proved her inbox.
pub(super) async fn forget(app: &App, email: &Email) -> Result<(), Error> {
    Ok(app.store().throttle_forget(account_key(app, email)).await?)
}

/// Whether one more such letter may go to an address; then it is counted. Never said to whoever asked for it.
pub(super) async fn letter(app: &App, email: &Email, letter: Letter) -> Result<bool, Error> {
    let key = app.store().keys().blind_index(letter.name(), &email.lookup_key());
    match take(app, &[(key, letter.rule())]).await {
        Ok(()) => Ok(true),
        Err(Error::TooMany { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Takes an attempt that names no account.
pub(super) async fn source(app: &App, caller: &Caller) -> Result<(), Error> {
    take(app, &of_source(app, caller)).await
}

fn of_source(app: &App, caller: &Caller) -> [([u8; 32], Rule); 2] {
    let keys = app.store().keys();
    let source = keys.blind_index("throttle.source", &caller.source.to_string());
    [(source, PER_SOURCE), (keys.blind_index("throttle.altogether", "all"), ALTOGETHER)]
}

/// All of them or none: whoever has to wait for one does not use up the others.
async fn take(app: &App, attempts: &[([u8; 32], Rule)]) -> Result<(), Error> {
    let mut tries: u64 = 0;
    loop {
        tries += 1;
        match app.store().throttle_take(attempts, app.clock().wall()).await {
            Ok(0) => return Ok(()),
            Ok(wait) => return Err(Error::TooMany { retry_after: u32::try_from(wait).unwrap_or(u32::MAX) }),
            Err(error) if error.is_transient() && tries < transaction::ATTEMPTS => transaction::pause(app, tries).await,
            Err(error) => return Err(error.into()),
        }
    }
}
