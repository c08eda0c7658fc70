//! The sample company: Front Range Solar, made by the use cases alone, so that its trail is complete.
//!
//! The company is lived through: the clock is set back, then every day customers sign, clocks ring, crews answer,
//! operations works, until today. The same seed makes the same people, roofs and choices; dates are relative to the
//! first start. Every person and company in it is made up; mail addresses end in `.example` (RFC 2606).

mod chance;
mod company;
mod life;
mod people;

use domain::{Timestamp, account::Role};
use policy::{Permit, Resource, act};

use crate::{App, Error, demo, transaction::transaction, worker};

/// How large the company is.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// Customers with an order each.
    pub customers: usize,
    /// Days that have passed.
    pub days: i64,
    /// Crews.
    pub crews: usize,
}

impl Scale {
    /// The company of the demo: 300 customers, 40 crews, five months.
    pub const FULL: Self = Self { customers: 300, days: 150, crews: 40 };
    /// A company that is made in a moment, for tests.
    pub const SMALL: Self = Self { customers: 12, days: 90, crews: 6 };
}

/// Setting that says the sample is complete.
const COMPLETE: &str = "sample_complete";

/// Whether the sample is there, whole. A start that was cut off leaves none.
///
/// # Errors
/// The database cannot be read.
pub async fn is_complete(app: &App) -> Result<bool, Error> {
    Ok(app.store().setting(COMPLETE).await?.is_some())
}

/// Whether somebody has begun to make it: then the data directory is of a start that was cut off.
///
/// # Errors
/// The database cannot be read.
pub async fn is_begun(app: &App) -> Result<bool, Error> {
    Ok(app.store().count_accounts(Role::Head).await? > 0)
}

/// Makes the sample company. `progress` is called with how much of how much is done.
///
/// # Errors
/// A use case failed; the sample is not complete then, and the data directory is to be thrown away.
pub async fn build(app: &App, scale: Scale, progress: &mut (dyn FnMut(u32, u32) + Send)) -> Result<(), Error> {
    let caller = worker::machine(app)?;
    let permit: Permit<act::CompanySetUp> = app.permit(&caller, Resource::Company).await?;
    // The clock stands at the beginning of the company's life and comes back to now by its end.
    let today = app.clock().now();
    app.clock().set_ahead_micros(today.plus_days(-scale.days).micros().saturating_sub(today.micros()));
    let outcome = async {
        let company = company::found(app, &caller, &permit, scale).await?;
        life::live(app, &caller, &permit, &company, scale, progress).await
    }
    .await;
    app.clock().set_ahead_micros(0);
    outcome?;
    demo::settle(app).await?;
    transaction!(app, &caller, tx => {
        store::setting::set_up(tx, &permit, COMPLETE, "1".to_owned()).await?;
        Ok(())
    })
}

/// Sets the clock of a company that is being made.
fn set_clock(app: &App, at: Timestamp) {
    app.clock().set_ahead_micros(at.micros().saturating_sub(app.clock().wall().micros()).min(0));
}
