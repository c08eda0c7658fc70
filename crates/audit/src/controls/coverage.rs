//! How much of the controls stands.

use std::collections::BTreeMap;

use super::Control;
use crate::standard::{Category, Edition};

/// How many controls name code and tests. It counts what is named, not what holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Controls.
    pub total: usize,
    /// Those of them that name code.
    pub with_code: usize,
    /// Those of them that name a test.
    pub with_test: usize,
}

impl Coverage {
    /// Counts.
    #[must_use]
    pub fn of<'a>(controls: impl IntoIterator<Item = &'a Control>) -> Self {
        controls.into_iter().fold(Self::default(), |count, control| Self {
            total: count.total + 1,
            with_code: count.with_code + usize::from(!control.code.is_empty()),
            with_test: count.with_test + usize::from(!control.test.is_empty()),
        })
    }
}

/// Counts by category of the OWASP Top 10 of 2021. A control that belongs to several counts in each of them.
#[must_use]
pub fn by_category(controls: &[Control]) -> BTreeMap<Category, Coverage> {
    let of = |category| Coverage::of(controls.iter().filter(|control| control.owasp_2021.contains(&category)));
    Category::all(Edition::Of2021).map(|category| (category, of(category))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Coverage, by_category};
    use crate::{
        controls::controls,
        standard::{Category, Edition},
    };

    #[test]
    fn every_control_is_counted_once_and_in_each_of_its_categories() {
        let all = Coverage::of(controls());
        assert_eq!(all.total, controls().len());
        assert!(all.with_test <= all.with_code && all.with_code <= all.total, "{all:?}");
        let categories = by_category(controls());
        assert_eq!(categories.len(), 10);
        let named: usize = controls().iter().map(|control| control.owasp_2021.len()).sum();
        assert_eq!(categories.values().map(|coverage| coverage.total).sum::<usize>(), named);
        let injection = Category::parse(Edition::Of2021, "A03:2021").unwrap();
        assert!(categories[&injection].total > 0 && categories[&injection].with_code > 0);
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(Coverage::of([]), Coverage::default());
    }
}
