//! What planes of modules give in a typical year.

use domain::place::Coordinates;

use crate::{
    band::Band,
    climate::NoClimate,
    engine,
    plane::{Facing, PlaneSystem},
    site::Site,
    weather::HOURS,
};

/// A typical year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Production {
    /// AC energy of each month, January first, kWh.
    pub monthly_kwh: [f64; 12],
    /// AC energy of the year, kWh: it is as likely to be more as to be less (P50).
    pub annual_kwh: f64,
    /// How far off that may be; its lower end is P90.
    pub band: Band,
    /// Irradiation on the planes, with what the horizon takes but without the factor of shade, mean by rated power,
    /// kWh/m². 0 without modules.
    pub poa_kwh_m2: f64,
}

/// A typical year hour by hour.
#[derive(Clone, Debug, PartialEq)]
pub struct HourlyProduction {
    /// AC power, mean of each hour, kW.
    pub ac_kw: Box<[f32; HOURS]>,
}

/// What a plane gets hour by hour.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaneHours {
    /// Irradiance on the plane, W/m².
    pub poa_w_m2: Box<[f32; HOURS]>,
    /// Temperature of the cells, °C; that of the air at night.
    pub cell_c: Box<[f32; HOURS]>,
}

/// What planes at a place give, all behind one inverter, less the share in per mille that shade takes.
/// Measures that are not finite count as no modules.
///
/// # Errors
/// [`NoClimate`] at open sea and near the poles.
pub fn production(place: Coordinates, planes: &[PlaneSystem], shade_loss_per_mille: u16) -> Result<Production, NoClimate> {
    Ok(Site::prepare(place)?.production(planes, shade_loss_per_mille))
}

impl Site {
    /// What planes here give together, all behind one inverter, less the share in per mille that shade takes.
    /// Measures that are not finite count as no modules.
    #[must_use]
    pub fn production(&self, planes: &[PlaneSystem], shade_loss_per_mille: u16) -> Production {
        let kw = rated_kw(planes);
        let shade_loss = f64::from(shade_loss_per_mille.min(1000)) / 1000.0;
        let facings = facings(planes, kw);
        let mut monthly_kwh = [0.0; 12];
        let mut poa_wh_m2 = 0.0;
        for (month, range) in monthly_kwh.iter_mut().zip(self.months.clone()) {
            for block in self.blocks.get(range).unwrap_or_default() {
                let energy = engine::energy(block, &facings);
                *month += energy.ac_kwh_per_kw;
                poa_wh_m2 += energy.poa_wh_m2;
            }
            *month *= kw * (1.0 - shade_loss);
        }
        let annual_kwh = monthly_kwh.iter().sum();
        Production {
            monthly_kwh,
            annual_kwh,
            band: Band::around(annual_kwh, self.trust.relative_sigma(shade_loss)),
            poa_kwh_m2: poa_wh_m2 / 1000.0,
        }
    }

    /// AC energy of one kW of modules in a typical year, kWh: what planes are ordered by.
    #[must_use]
    pub fn specific_yield(&self, tilt_deg: f64, azimuth_deg: f64) -> f64 {
        self.production(&[PlaneSystem { tilt_deg, azimuth_deg, kw_dc: 1.0 }], 0).annual_kwh
    }

    /// The same as [`Site::production`] hour by hour.
    #[must_use]
    pub fn hourly(&self, planes: &[PlaneSystem], shade_loss_per_mille: u16) -> HourlyProduction {
        let kw = rated_kw(planes);
        let factor = kw * (1.0 - f64::from(shade_loss_per_mille.min(1000)) / 1000.0);
        let facings = facings(planes, kw);
        let mut ac_kw = Box::new([0.0; HOURS]);
        for block in &self.blocks {
            engine::scatter(block, &engine::power(block, &facings), factor, &mut ac_kw);
        }
        HourlyProduction { ac_kw }
    }

    /// Light on a plane and the temperature of its cells, hour by hour. Angles that are not finite give a level plane.
    #[must_use]
    pub fn plane_hours(&self, tilt_deg: f64, azimuth_deg: f64) -> PlaneHours {
        let level = PlaneSystem { tilt_deg: 0.0, azimuth_deg: 0.0, kw_dc: 1.0 };
        let plane = PlaneSystem { tilt_deg, azimuth_deg, kw_dc: 1.0 }.sound().unwrap_or(level);
        let facing = Facing::of(&plane, 1.0);
        let mut hours = PlaneHours { poa_w_m2: Box::new([0.0; HOURS]), cell_c: self.air_c.clone() };
        for block in &self.blocks {
            let lit = engine::plane(block, &facing);
            engine::scatter(block, &lit.poa, 1.0, &mut hours.poa_w_m2);
            engine::scatter(block, &lit.cell_c, 1.0, &mut hours.cell_c);
        }
        hours
    }
}

fn rated_kw(planes: &[PlaneSystem]) -> f64 {
    planes.iter().filter_map(PlaneSystem::sound).map(|plane| plane.kw_dc).sum()
}

fn facings(planes: &[PlaneSystem], kw: f64) -> Vec<Facing> {
    planes.iter().filter_map(PlaneSystem::sound).map(|plane| Facing::of(&plane, kw)).collect()
}
