//! Where the menu leads, by role. What is not (or not yet) a page of this site is left out.

use domain::account::Role;

use crate::{site::Site, text::Shared};

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
    let changes = ("/staff/changes", t.nav_changes);
    match role {
        Role::Visitor => vec![estimate],
        Role::Customer => vec![estimate, orders, account],
        Role::Crew => vec![("/crew/offers", t.nav_offers), ("/crew/jobs", t.nav_jobs), account],
        Role::Support => vec![("/staff/cases", t.nav_cases), changes, account],
        Role::Sales => vec![("/staff/numbers", t.nav_numbers), account],
        Role::Operations => vec![("/staff/board", t.nav_board), changes, account],
        Role::Engineer => vec![("/staff/health", t.nav_health), account],
        Role::Officer => vec![("/staff/trail", t.nav_trail), changes, account],
        Role::Head => vec![("/staff/numbers", t.nav_numbers), ("/staff/health", t.nav_health), ("/staff/trail", t.nav_trail), account],
        Role::Timer | Role::Worker => Vec::new(),
    }
}

/// The menu of `role` on the page at `here`.
pub(crate) fn links(role: Role, site: &Site, here: &str, t: &Shared) -> Vec<Link> {
    let mailbox = site.is_demo().then_some(("/demo/mailbox", t.nav_mailbox));
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
