//! The program as a process: started, stopped, killed.

mod client;
mod program;

mod kill;
mod start;
