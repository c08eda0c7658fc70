//! How many panels on which planes: for an energy that is wanted, or for the best net present value.

#![expect(clippy::as_conversions, reason = "numbers of panels are small and become exact floating-point numbers")]

use super::{Capacity, fill};
use crate::{
    economics::{Assumptions, CashFlow, EconomicsError, Outlay, Tariff, Worth, cash_flow},
    load::{Load, check},
};

/// With up to so many planes two changes at once are tried in the end.
const FEW_PLANES: usize = 4;

/// What a plane offers.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    /// How many panels fit.
    pub room: usize,
    /// AC energy of one panel in each hour of a year, kWh. Planes are taken as adding up: their parts of a shared inverter
    /// clip no later together than alone.
    pub hourly_kwh: &'a [f64],
}

/// Panels by plane, in the order of the planes, that make at least a wanted energy with the fewest panels; all that fit
/// when even these make less. `annual_kwh` is what one panel of a plane makes in a year.
#[must_use]
pub fn for_energy(planes: &[(usize, f64)], wanted_kwh: f64) -> Vec<usize> {
    let capacities: Vec<Capacity> = planes.iter().map(|&(panels, annual_kwh)| Capacity { kwh_per_kw: annual_kwh, panels }).collect();
    let mut missing = wanted_kwh;
    let mut chosen = vec![0; planes.len()];
    for (plane, room) in fill(&capacities, usize::MAX) {
        let Some(&(_, annual_kwh)) = planes.get(plane) else { continue };
        // What gives nothing, or nothing that is a number, is not built.
        if !(missing > 0.0 && annual_kwh > 0.0) {
            continue;
        }
        // Half a Wh is no reason for another panel.
        let needed = ((missing - 5e-4) / annual_kwh).ceil().max(0.0) as usize;
        let panels = needed.min(room);
        missing -= panels as f64 * annual_kwh;
        if let Some(chosen) = chosen.get_mut(plane) {
            *chosen = panels;
        }
    }
    chosen
}

/// Who would live with the panels.
#[derive(Clone, Copy, Debug)]
pub struct Household<'a> {
    /// What is used.
    pub load: &'a Load,
    /// What that costs.
    pub tariff: &'a Tariff,
    /// What is assumed of the years.
    pub assumptions: &'a Assumptions,
}

/// The best that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Best {
    /// Panels by plane, in the order of the planes.
    pub panels: Vec<usize>,
    /// AC energy of the first year, kWh.
    pub annual_kwh: f64,
    /// What comes of it.
    pub cash_flow: CashFlow,
}

/// The panels with the best net present value; none where every choice loses money. `outlay` says what so many panels
/// cost, zero is never asked.
///
/// The planes are filled twice: in the order of what a panel makes in a year, and panel by panel where one more is worth
/// most; every number of panels is tried on the way. From the better of both, groups of panels are added, taken away and
/// moved between planes as long as that is worth more: a western plane may be worth more than a southern one to whoever
/// cooks in the evening. It ends where no single change betters the choice, with up to four planes no two changes. That is
/// seldom, but can be, less than the best there is.
///
/// # Errors
/// When a number is out of range, or an offer has no year of hours.
pub fn best_npv(planes: &[Offer<'_>], household: Household<'_>, outlay: impl Fn(usize) -> Outlay) -> Result<Option<Best>, EconomicsError> {
    for plane in planes {
        check("a plane", plane.hourly_kwh)?;
    }
    let search = Search { planes, worth: Worth::new(household.load, household.tariff, household.assumptions)?, household, outlay };
    let Some(mut best) = search.along_the_order()? else { return Ok(None) };
    search.panel_by_panel(&mut best)?;
    search.climb(&mut best)?;
    Ok((best.cash_flow.npv > 0.0).then_some(best))
}

struct Search<'a, F> {
    planes: &'a [Offer<'a>],
    worth: Worth<'a>,
    household: Household<'a>,
    outlay: F,
}

impl<F: Fn(usize) -> Outlay> Search<'_, F> {
    /// The best of all numbers of panels when planes are filled one after the other, the most productive first.
    fn along_the_order(&self) -> Result<Option<Best>, EconomicsError> {
        let capacities: Vec<Capacity> =
            self.planes.iter().map(|plane| Capacity { kwh_per_kw: plane.hourly_kwh.iter().sum(), panels: plane.room }).collect();
        let mut hours = vec![0.0; crate::load::HOURS];
        let mut panels = vec![0; self.planes.len()];
        let mut best: Option<Best> = None;
        for (plane, room) in fill(&capacities, usize::MAX) {
            let Some(offer) = self.planes.get(plane) else { continue };
            for _ in 0..room {
                for (sum, kwh) in hours.iter_mut().zip(offer.hourly_kwh) {
                    *sum += kwh;
                }
                if let Some(count) = panels.get_mut(plane) {
                    *count += 1;
                }
                let tried = self.judged(&panels, &hours)?;
                if best.as_ref().is_none_or(|best| tried.cash_flow.npv > best.cash_flow.npv) {
                    best = Some(tried);
                }
            }
        }
        Ok(best)
    }

    /// Lays every panel where it is worth most, and keeps the best on the way.
    fn panel_by_panel(&self, best: &mut Best) -> Result<(), EconomicsError> {
        let shelf = self.planes.len();
        let mut panels = vec![0; shelf];
        loop {
            let further = (0..shelf).filter_map(|plane| self.moved(&panels, shelf, plane, 1)).collect();
            let Some(next) = self.best_of(further)? else { return Ok(()) };
            panels.clone_from(&next.panels);
            if next.cash_flow.npv > best.cash_flow.npv {
                *best = next;
            }
        }
    }

    /// Larger groups first, so that distant better choices are reached soon; ends because every step is worth more.
    fn climb(&self, best: &mut Best) -> Result<(), EconomicsError> {
        let mut group = best.panels.iter().sum::<usize>().next_power_of_two();
        while group > 0 {
            let mut near = self.neighbours(&best.panels, group);
            if group == 1 && self.planes.len() <= FEW_PLANES {
                near = near.iter().flat_map(|panels| self.neighbours(panels, 1)).chain(near.iter().cloned()).collect();
                near.sort_unstable();
                near.dedup();
            }
            match self.best_of(near)? {
                // A hundredth of a cent is rounding.
                Some(better) if better.cash_flow.npv > best.cash_flow.npv + 1e-4 => *best = better,
                _ => group /= 2,
            }
        }
        Ok(())
    }

    /// All choices that differ by so many panels added, taken away or moved.
    fn neighbours(&self, panels: &[usize], group: usize) -> Vec<Vec<usize>> {
        // The shelf stands behind the last plane: from it panels are added, to it they are taken away.
        let shelf = self.planes.len();
        let pairs = (0..=shelf).flat_map(|from| (0..=shelf).filter(move |to| *to != from).map(move |to| (from, to)));
        pairs.filter_map(|(from, to)| self.moved(panels, from, to, group)).collect()
    }

    fn best_of(&self, choices: Vec<Vec<usize>>) -> Result<Option<Best>, EconomicsError> {
        let mut best: Option<Best> = None;
        for panels in choices {
            let tried = self.judged(&panels, &self.hours(&panels))?;
            if best.as_ref().is_none_or(|best| tried.cash_flow.npv > best.cash_flow.npv) {
                best = Some(tried);
            }
        }
        Ok(best)
    }

    /// None when there are not so many, no room for them, or nothing left.
    fn moved(&self, panels: &[usize], from: usize, to: usize, group: usize) -> Option<Vec<usize>> {
        let mut moved = panels.to_vec();
        if let Some(count) = moved.get_mut(from) {
            *count = count.checked_sub(group)?;
        }
        if let Some((count, plane)) = moved.get_mut(to).zip(self.planes.get(to)) {
            *count += group;
            if *count > plane.room {
                return None;
            }
        }
        moved.iter().any(|count| *count > 0).then_some(moved)
    }

    fn hours(&self, panels: &[usize]) -> Vec<f64> {
        let mut hours = vec![0.0; crate::load::HOURS];
        for (plane, count) in self.planes.iter().zip(panels).filter(|(_, count)| **count > 0) {
            let count = *count as f64;
            for (sum, kwh) in hours.iter_mut().zip(plane.hourly_kwh) {
                *sum += count * kwh;
            }
        }
        hours
    }

    fn judged(&self, panels: &[usize], hours: &[f64]) -> Result<Best, EconomicsError> {
        let annual_kwh = hours.iter().sum();
        let outlay = (self.outlay)(panels.iter().sum());
        let cash_flow = cash_flow(&outlay, self.household.assumptions, &self.worth.of_years(hours), annual_kwh)?;
        Ok(Best { panels: panels.to_vec(), annual_kwh, cash_flow })
    }
}

#[cfg(test)]
mod tests;
