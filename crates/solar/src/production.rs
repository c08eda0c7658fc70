//! What planes of modules give in a typical year.

use domain::place::Coordinates;

use crate::{
    band::{Band, relative_sigma},
    climate::{Climate, NoClimate},
    inverter::Inverter,
    module::{self, cover::Cover},
    synthetic,
    transposition::{Orientation, Sky},
};

/// Modules on one plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaneSystem {
    /// Above the horizontal, degrees; taken as 0 to 90.
    pub tilt_deg: f64,
    /// Compass direction that the plane faces, degrees; 180 is south.
    pub azimuth_deg: f64,
    /// Rated power of its modules, kW; less than nothing counts as nothing.
    pub kw_dc: f64,
}

/// A typical year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Production {
    /// AC energy of each month, January first, kWh.
    pub monthly_kwh: [f64; 12],
    /// AC energy of the year, kWh.
    pub annual_kwh: f64,
    /// How far off that may be.
    pub band: Band,
    /// Irradiation on the planes, unshaded, mean by rated power, kWh/m². 0 without modules.
    pub poa_kwh_m2: f64,
}

/// What planes at a place give, all behind one inverter, less the share in per mille that shade takes.
/// Measures that are not finite count as no modules.
///
/// # Errors
/// [`NoClimate`] at open sea and near the poles.
pub fn production(place: Coordinates, planes: &[PlaneSystem], shade_loss_per_mille: u16) -> Result<Production, NoClimate> {
    Ok(Site::prepare(place)?.production(planes, shade_loss_per_mille))
}

/// The hours of a typical year at a place, made once and shared by all planes.
#[derive(Clone, Debug)]
pub struct Site {
    place: Coordinates,
    borrowed: bool,
    hours: Vec<SiteHour>,
    cover: Cover,
}

/// Everything about an hour that no plane changes.
#[derive(Clone, Copy, Debug)]
struct SiteHour {
    month: u8,
    daylight: f64,
    sky: Sky,
    air_c: f64,
    heating: f64,
}

impl Site {
    /// Looks up the climate of a place and makes its hours.
    ///
    /// # Errors
    /// [`NoClimate`] at open sea and near the poles.
    pub fn prepare(place: Coordinates) -> Result<Self, NoClimate> {
        let climate = Climate::at(place)?;
        let hours = synthetic::year(place.latitude(), &climate)
            .iter()
            .map(|hour| SiteHour {
                month: hour.month,
                daylight: hour.daylight,
                sky: Sky::of(hour),
                air_c: hour.air_c,
                heating: module::ON_ROOF.heating(hour.wind_m_s),
            })
            .collect();
        Ok(Self { place, borrowed: climate.borrowed, hours, cover: Cover::default() })
    }

    /// What planes here give together; see [`production()`].
    #[must_use]
    pub fn production(&self, planes: &[PlaneSystem], shade_loss_per_mille: u16) -> Production {
        let mut dc = vec![0.0; self.hours.len()];
        let (mut kw, mut irradiation) = (0.0, 0.0);
        for plane in planes.iter().filter_map(PlaneSystem::sound) {
            kw += plane.kw_dc;
            irradiation += plane.kw_dc * self.add_plane(&plane, &mut dc);
        }
        let shade_loss = f64::from(shade_loss_per_mille.min(1000)) / 1000.0;
        let inverter = Inverter::for_modules(kw);
        let mut monthly_kwh = [0.0; 12];
        for (hour, dc) in self.hours.iter().zip(dc) {
            if let Some(month) = monthly_kwh.get_mut(usize::from(hour.month)) {
                *month += inverter.ac(dc) * hour.daylight * (1.0 - shade_loss);
            }
        }
        let annual_kwh = monthly_kwh.iter().sum();
        Production {
            monthly_kwh,
            annual_kwh,
            band: Band::around(annual_kwh, relative_sigma(self.place, self.borrowed, shade_loss)),
            poa_kwh_m2: if kw > 0.0 { irradiation / kw } else { 0.0 },
        }
    }

    /// AC energy of one kW of modules in a typical year, kWh: what planes are ordered by.
    #[must_use]
    pub fn specific_yield(&self, tilt_deg: f64, azimuth_deg: f64) -> f64 {
        self.production(&[PlaneSystem { tilt_deg, azimuth_deg, kw_dc: 1.0 }], 0).annual_kwh
    }

    /// Adds the DC power of a plane, kW, to every hour; returns the irradiation on it, kWh/m².
    fn add_plane(&self, plane: &PlaneSystem, dc: &mut [f64]) -> f64 {
        let orientation = Orientation::new(plane.tilt_deg, plane.azimuth_deg);
        let (through_sky, through_ground) = (self.cover.sky(plane.tilt_deg), self.cover.ground(plane.tilt_deg));
        let mut irradiation = 0.0;
        for (hour, dc) in self.hours.iter().zip(dc) {
            let light = hour.sky.on(&orientation);
            let effective = light.beam * self.cover.beam(light.cos_incidence) + light.sky * through_sky + light.ground * through_ground;
            *dc += plane.kw_dc * module::ON_ROOF.dc_per_kw(effective, hour.air_c, hour.heating);
            irradiation += light.total() * hour.daylight;
        }
        irradiation / 1000.0
    }
}

impl PlaneSystem {
    /// Itself with its measures in range; none when there is nothing to compute.
    fn sound(&self) -> Option<Self> {
        let finite = self.tilt_deg.is_finite() && self.azimuth_deg.is_finite() && self.kw_dc.is_finite();
        (finite && self.kw_dc > 0.0).then(|| Self {
            tilt_deg: self.tilt_deg.clamp(0.0, 90.0),
            azimuth_deg: self.azimuth_deg.rem_euclid(360.0),
            ..*self
        })
    }
}
