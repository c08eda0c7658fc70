//! What exists only in the demo: its mailbox, links that sign in, and a clock that moves. Elsewhere every one of these
//! pages is *not found*, here and again in the use case.

mod clock;
mod mailbox;
mod sign_in;

use policy::Action;

use crate::{
    problem::Problem,
    route::{Access, Area, Method, SecureRouter},
    site::Site,
};

pub(crate) fn routes(router: SecureRouter) -> SecureRouter {
    let mail = Access::Action(Action::MailboxRead);
    let enter = Access::Action(Action::SignIn);
    let move_clock = Access::Action(Action::ClockMove);
    router
        .route(Method::Get, "/mailbox", mail, Area::Page, "the demo's mailbox", mailbox::show)
        .route(Method::Get, "/demo/sign-in/{token}", enter, Area::Page, "who a link of the demo signs in", sign_in::show)
        .route(Method::Post, "/demo/sign-in/{token}", enter, Area::Page, "sign in with a link of the demo", sign_in::enter)
        .route(Method::Post, "/demo/next-event", move_clock, Area::Page, "move the demo's clock", clock::next_event)
}

/// Only in the demo.
fn only_here(site: &Site) -> Result<(), Problem> {
    if site.is_demo() { Ok(()) } else { Err(Problem::not_found()) }
}
