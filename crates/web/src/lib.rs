//! How people reach it: the only HTTP.

pub mod asset;
pub mod chart;
pub mod text;
