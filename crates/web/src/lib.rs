//! How people reach it: the only HTTP.
