//! The checks, one file each, in the folder of their category of the OWASP Top 10 of 2021.
//!
//! The list is made by `build.rs` from the files: adding a check is adding one file with a `CHECK` in it.

include!(concat!(env!("OUT_DIR"), "/checks.rs"));

#[cfg(test)]
mod tests;
