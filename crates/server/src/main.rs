//! The program `sunward`: puts the house together and opens the door.
//!
//! A command is a file. What it says to its caller goes to standard output, what it logs to standard error, and how it
//! ended is its exit code.

mod audit;
mod auditor;
mod cli;
mod clock;
mod company;
mod config;
mod demo;
mod estimate;
mod failure;
mod logging;
mod migrate;
mod places;
mod quote;
mod runtime;
mod serve;
mod shutdown;
mod site;
mod terminal;

use std::process::ExitCode;

use clap::Parser as _;

use crate::{
    cli::{Cli, Command, Config, Demo, Places, Quote},
    failure::Failure,
};

fn main() -> ExitCode {
    match run(Cli::parse().command.unwrap_or_else(|| Command::Demo(Demo::default()))) {
        Ok(code) => code,
        Err(failure) => {
            terminal::complain(&format!("sunward: {failure}"));
            failure.exit_code()
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Audit(asked) => return audit::run(&asked),
        Command::Config(Config::Reference) => terminal::say(&config::reference()),
        Command::Quote(Quote::Verify { receipt }) => quote::verify(&receipt),
        Command::Demo(demo) => wait(demo::run(demo)),
        Command::Serve(file) => wait(serve::run(&file)),
        Command::Migrate(file) => wait(migrate::run(&file)),
        Command::Places(Places::Import(import)) => wait(places::import(&import)),
        Command::Estimate(asked) => estimate::run(&asked),
    }
    .map(|()| ExitCode::SUCCESS)
}

fn wait(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| Failure::failed("the program cannot start").because(error))?.block_on(work)
}
