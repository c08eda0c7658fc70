//! The body of a request, in bounded size and time.

use std::{error::Error, time::Duration};

use axum::body::{Body, Bytes};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use crate::problem::Problem;

/// Bytes of a body.
pub(crate) const MAX_BODY: usize = 64 * 1024;
/// How long a body may take to arrive: 64 KiB at 10 s are slower than any telephone.
const ARRIVAL: Duration = Duration::from_secs(10);

/// Reads a body of at most 64 KiB.
pub(crate) async fn read(body: Body) -> Result<Bytes, Problem> {
    read_at_most(body, MAX_BODY).await
}

/// Reads a body of at most `max` bytes.
pub(crate) async fn read_at_most(body: Body, max: usize) -> Result<Bytes, Problem> {
    match tokio::time::timeout(ARRIVAL, Limited::new(body, max).collect()).await {
        Ok(Ok(whole)) => Ok(whole.to_bytes()),
        Ok(Err(error)) if is_too_long(error.as_ref()) => Err(Problem::too_large()),
        Ok(Err(_)) => Err(Problem::malformed()),
        Err(_) => Err(Problem::too_slow()),
    }
}

/// The limit of the guard may be wrapped in the error of an outer body.
fn is_too_long(error: &(dyn Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| (*error).source()).any(|error| error.is::<LengthLimitError>())
}
