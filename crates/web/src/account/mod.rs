//! Accounts: signing up, proving an address, signing in and out, a new password.

mod confirm;
mod mine;
mod reset;
mod sign_in;
mod sign_up;

use policy::Action;

use crate::route::{Access, Area, Method, SecureRouter};

/// What follows an attempt is the same page for everybody, so that it tells nobody whether there is an account.
const ALIKE: Access = Access::Public("says the same to everybody, whatever was sent before");

pub(crate) fn routes(router: SecureRouter) -> SecureRouter {
    let (up, enter) = (Access::Action(Action::SignUp), Access::Action(Action::SignIn));
    let (prove, renew) = (Access::Action(Action::Confirm), Access::Action(Action::ResetPassword));
    router
        .route(Method::Get, "/sign-up", up, Area::Page, "the form for a new account", sign_up::show)
        .route(Method::Post, "/sign-up", up, Area::Page, "open an account", sign_up::open)
        .route(Method::Get, "/sign-up/sent", ALIKE, Area::Page, "where to look after signing up", sign_up::sent)
        .route(Method::Get, "/sign-in", enter, Area::Page, "the form to sign in", sign_in::show)
        .route(Method::Post, "/sign-in", enter, Area::Page, "sign in with e-mail and password", sign_in::enter)
        .route(Method::Post, "/sign-out", Access::SignedIn, Area::Page, "end this session", sign_in::leave)
        .route(Method::Get, "/confirm/{token}", prove, Area::Page, "what a confirmation link is for", confirm::show)
        .route(Method::Post, "/confirm/{token}", prove, Area::Page, "prove an e-mail address", confirm::prove)
        .route(Method::Get, "/reset", renew, Area::Page, "the form for a new password by mail", reset::ask)
        .route(Method::Post, "/reset", renew, Area::Page, "send a link for a new password", reset::send)
        .route(Method::Get, "/reset/sent", ALIKE, Area::Page, "where to look for the link", reset::sent)
        .route(Method::Get, "/reset/done", ALIKE, Area::Page, "that the new password is set", reset::done)
        .route(Method::Get, "/reset/{token}", renew, Area::Page, "the form for the new password", reset::show)
        .route(Method::Post, "/reset/{token}", renew, Area::Page, "set the new password", reset::save)
        .route(Method::Get, "/account", Access::SignedIn, Area::Page, "one's own account", mine::show)
}
