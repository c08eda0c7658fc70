//! A whole roof for a wanted number of panels: which planes, which panels, and which setback from the ridge.

use domain::estimate::RoofSection;

use super::{Capacity, PanelRect, PanelSize, fill, fit};
use crate::roof::{
    Plane, planes,
    setback::{Coverage, Setbacks},
};

/// The planes of all sections and what lies on each.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrangement {
    /// What the setback from the ridge was taken for.
    pub coverage: Coverage,
    /// Planes in the order of the sections, each with its panels; some have none.
    pub planes: Vec<ArrangedPlane>,
}

/// One plane with its panels.
#[derive(Clone, Debug, PartialEq)]
pub struct ArrangedPlane {
    /// Position of its section among those given.
    pub section: usize,
    /// The plane.
    pub plane: Plane,
    /// How many panels would fit.
    pub room: usize,
    /// The panels that are laid.
    pub panels: Vec<PanelRect>,
}

impl Arrangement {
    /// How many panels are laid.
    #[must_use]
    pub fn panels(&self) -> usize {
        self.planes.iter().map(|arranged| arranged.panels.len()).sum()
    }
}

/// Lays the wanted number of panels, or what fits, best planes first; `kwh_per_kw` says how good a plane is.
///
/// A small array may come nearer to the ridge. Both are tried, the small one only up to its share of the roof, and the
/// one with more panels is kept.
#[must_use]
pub fn arrange(
    sections: &[RoofSection],
    setbacks: &Setbacks,
    size: &PanelSize,
    wanted: usize,
    kwh_per_kw: impl Fn(&Plane) -> f64,
) -> Arrangement {
    let small = laid(sections, setbacks, size, wanted, Coverage::UpToAThird, &kwh_per_kw);
    if small.panels() == wanted {
        return small;
    }
    let large = laid(sections, setbacks, size, wanted, Coverage::MoreThanAThird, &kwh_per_kw);
    if large.panels() > small.panels() { large } else { small }
}

fn laid(
    sections: &[RoofSection],
    setbacks: &Setbacks,
    size: &PanelSize,
    wanted: usize,
    coverage: Coverage,
    kwh_per_kw: &impl Fn(&Plane) -> f64,
) -> Arrangement {
    let mut arranged = Vec::new();
    let mut capacities = Vec::new();
    for (section, measures) in sections.iter().enumerate() {
        for plane in planes(measures, setbacks, coverage) {
            let panels = fit(&plane, size);
            capacities.push(Capacity { kwh_per_kw: kwh_per_kw(&plane), panels: panels.len() });
            arranged.push(ArrangedPlane { section, plane, room: panels.len(), panels });
        }
    }
    let mut area_left = match coverage {
        Coverage::UpToAThird => setbacks.small_array_share * arranged.iter().map(|arranged| arranged.plane.plan.area()).sum::<f64>(),
        Coverage::MoreThanAThird => f64::INFINITY,
    };
    let filled = fill(&capacities, wanted);
    for (index, arranged) in arranged.iter_mut().enumerate() {
        if filled.iter().all(|(plane, _)| *plane != index) {
            arranged.panels.clear();
        }
    }
    for (index, panels) in filled {
        let Some(arranged) = arranged.get_mut(index) else { continue };
        let on_plan = size.area_m2() * arranged.plane.tilt_deg.to_radians().cos();
        arranged.panels.truncate(panels);
        let mut fitting = 0;
        while fitting < arranged.panels.len() && area_left >= on_plan {
            area_left -= on_plan;
            fitting += 1;
        }
        arranged.panels.truncate(fitting);
    }
    Arrangement { coverage, planes: arranged }
}

#[cfg(test)]
mod tests {
    use domain::estimate::RoofShape;

    use super::*;
    use crate::roof::setback::IRC_R324;

    const HOUSE: RoofSection = RoofSection { shape: RoofShape::Gable, length_cm: 1200, width_cm: 800, pitch_deg: 27, azimuth_deg: 180 };

    fn southern(plane: &Plane) -> f64 {
        1500.0 - (plane.azimuth_deg - 180.0).abs()
    }

    #[test]
    fn the_southern_slope_is_filled_first() {
        let few = arrange(&[HOUSE], &IRC_R324, &PanelSize::default(), 8, southern);
        let laid: Vec<usize> = few.planes.iter().map(|p| p.panels.len()).collect();
        assert_eq!((laid.as_slice(), few.coverage), ([8, 0].as_slice(), Coverage::UpToAThird));
    }

    #[test]
    fn a_large_array_stays_further_from_the_ridge() {
        let many = arrange(&[HOUSE], &IRC_R324, &PanelSize::default(), 30, southern);
        assert_eq!(many.coverage, Coverage::MoreThanAThird);
        assert_eq!(many.panels(), 30);
    }

    #[test]
    fn a_small_array_never_takes_more_than_its_share() {
        for wanted in 0..60 {
            let arrangement = arrange(&[HOUSE, HOUSE], &IRC_R324, &PanelSize::default(), wanted, southern);
            assert!(arrangement.panels() <= wanted);
            let taken: f64 = arrangement
                .planes
                .iter()
                .map(|p| PanelSize::default().kw_dc(p.panels.len()) / 0.43 * PanelSize::default().area_m2() * 27.0_f64.to_radians().cos())
                .sum();
            assert!(arrangement.coverage == Coverage::MoreThanAThird || taken <= 0.33 * 192.0 + 1e-9, "{wanted}: {taken}");
        }
    }

    #[test]
    fn more_than_fits_gives_what_fits_and_no_section_gives_nothing() {
        let all = arrange(&[HOUSE], &IRC_R324, &PanelSize::default(), 1000, southern);
        assert_eq!(all.panels(), all.planes.iter().map(|p| p.room).sum::<usize>());
        assert_eq!(arrange(&[], &IRC_R324, &PanelSize::default(), 10, southern).panels(), 0);
    }
}
