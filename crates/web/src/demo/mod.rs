//! What exists only in the demo: its mailbox, links that sign in, and a clock that moves. Elsewhere the site has none of
//! these routes, and the use cases behind them refuse as well.

mod clock;
mod mailbox;
mod sign_in;

use policy::Action;

use crate::route::{Access, Area, Method, SecureRouter};

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
