//! How we try it.
