//! What a handler takes from a request, parsed strictly. Every refusal is a [`Problem`](crate::problem::Problem).

mod body;
mod caller;
mod form;
mod idempotency_key;
mod json;
mod path;

pub(crate) use body::{MAX_BODY, read, read_at_most};
pub use caller::Caller;
pub(crate) use form::is_form;
pub use form::{Form, Query, Typed, hundredths};
pub use idempotency_key::IdempotencyKey;
pub use json::Json;
pub use path::Path;
