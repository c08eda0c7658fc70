//! Gathers evidence from what is not a tree of files, and does nothing else.

pub mod history;
pub mod mysql;
pub mod scanner;
pub mod site;
