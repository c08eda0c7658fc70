//! What employees see: each role its own page, and nothing of the others'.

pub mod board;
pub mod health;
pub mod matches;
pub mod metrics;
pub mod support;
pub mod trail;
