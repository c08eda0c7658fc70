//! Where the menu leads, by role. What is not (or not yet) a page of this site is left out.

use domain::account::Role;

use crate::{local_path::LocalPath, site::Site, text::Shared};

/// One entry of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub path: &'static str,
    /// Its word.
    pub word: &'static str,
    /// This is where the reader is.
    pub is_current: bool,
}

/// Path and word, in the order of the menu.
fn of(role: Role, t: &Shared) -> Vec<(&'static str, &'static str)> {
    let (estimate, orders, account) = (("/estimate", t.nav_estimate), ("/orders", t.nav_orders), ("/account", t.nav_account));
    match role {
        Role::Visitor => vec![estimate],
        Role::Customer => vec![estimate, orders, account],
        Role::Crew => vec![("/offers", t.nav_offers), ("/orders", t.nav_jobs), account],
        Role::Support => vec![("/support", t.nav_support), account],
        Role::Sales => vec![("/metrics", t.nav_numbers), account],
        Role::Operations => vec![("/board", t.nav_board), account],
        Role::Engineer => vec![("/health", t.nav_health), account],
        Role::Officer => vec![("/trail", t.nav_trail), ("/audit", t.nav_audit), account],
        Role::Head => {
            vec![("/metrics", t.nav_numbers), ("/health", t.nav_health), ("/trail", t.nav_trail), ("/audit", t.nav_audit), account]
        }
        Role::Timer | Role::Worker => Vec::new(),
    }
}

/// Where somebody begins after signing in.
#[must_use]
pub fn home(role: Role) -> LocalPath {
    let path = match role {
        Role::Visitor | Role::Timer | Role::Worker => "/",
        Role::Customer => "/orders",
        Role::Crew => "/offers",
        Role::Support => "/support",
        Role::Sales | Role::Head => "/metrics",
        Role::Operations => "/board",
        Role::Engineer => "/health",
        Role::Officer => "/trail",
    };
    LocalPath::parse(path).unwrap_or_else(|_| LocalPath::first_page())
}

/// The menu of `role` on the page at `here`.
pub(crate) fn links(role: Role, site: &Site, here: &str, t: &Shared) -> Vec<Link> {
    let mailbox = site.is_demo().then_some(("/mailbox", t.nav_mailbox));
    let entries = of(role, t).into_iter().chain(mailbox).filter(|(path, _)| site.has_page(path));
    entries.map(|(path, word)| Link { path, word, is_current: is_under(here, path) }).collect()
}

/// `/orders/ord_1` belongs to `/orders`, `/ordersheet` does not.
fn is_under(here: &str, path: &str) -> bool {
    here.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_belongs_to_the_entry_above_it() {
        assert!(is_under("/orders", "/orders") && is_under("/orders/ord_1/change", "/orders"));
        assert!(!is_under("/ordersheet", "/orders") && !is_under("/", "/orders"));
    }
}
