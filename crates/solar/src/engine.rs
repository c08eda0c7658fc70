//! The hours of a block through planes and inverter. Arithmetic runs over all lanes, table lookups in loops of their own.

#![expect(
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    clippy::manual_clamp,
    reason = "numeric kernel: lanes below 64, hours below 8,760, indices cut to the size of their table; `max` and `min` make a bound of what is no number, `clamp` would keep it"
)]

use crate::{
    inverter::Inverter,
    module::{SYSTEM_LOSSES, cec, cover},
    plane::Facing,
    site::block::{Block, LANES, Lanes, nearest, sum},
    weather::HOURS,
};

/// What a block of hours gives, for each kW of modules.
pub(crate) struct Energy {
    pub(crate) ac_kwh_per_kw: f64,
    pub(crate) poa_wh_m2: f64,
}

/// One plane in a block of hours.
pub(crate) struct Lit {
    /// Irradiance on the plane, W/m².
    pub(crate) poa: Lanes,
    /// Temperature of the cells, °C.
    pub(crate) cell_c: Lanes,
    /// DC power over rated power, before losses.
    pub(crate) power: Lanes,
}

/// Energy of all planes together; their shares sum up to one.
pub(crate) fn energy(block: &Block, planes: &[Facing]) -> Energy {
    let (mut dc, mut poa) = ([0.0; LANES], [0.0; LANES]);
    for facing in planes {
        let lit = plane(block, facing);
        for lane in 0..LANES {
            dc[lane] += facing.share * lit.power[lane];
            poa[lane] += facing.share * lit.poa[lane];
        }
    }
    Energy { ac_kwh_per_kw: sum(&inverted(&dc)), poa_wh_m2: sum(&poa) }
}

/// AC power of all planes together over their rated power.
pub(crate) fn power(block: &Block, planes: &[Facing]) -> Lanes {
    let mut dc = [0.0; LANES];
    for facing in planes {
        let lit = plane(block, facing);
        for lane in 0..LANES {
            dc[lane] += facing.share * lit.power[lane];
        }
    }
    inverted(&dc)
}

/// The inverter of 1 kW of modules, after the losses on the way to it.
#[inline]
fn inverted(dc: &Lanes) -> Lanes {
    let inverter = Inverter::for_modules(1.0);
    let gain = ((1.0 - SYSTEM_LOSSES) * inverter.slope) as f32;
    let need = (inverter.own_need_kw * inverter.slope) as f32;
    let most = inverter.rated_ac_kw as f32;
    let mut ac = [0.0; LANES];
    for lane in 0..LANES {
        ac[lane] = (dc[lane] * gain - need).max(0.0).min(most);
    }
    ac
}

/// Light, temperature and power of one plane.
#[inline]
pub(crate) fn plane(block: &Block, facing: &Facing) -> Lit {
    let mut lit = Lit { poa: [0.0; LANES], cell_c: [0.0; LANES], power: [0.0; LANES] };
    let (mut beam, mut behind): (Lanes, Lanes) = ([0.0; LANES], [0.0; LANES]);
    let (mut index, mut above): ([u32; LANES], Lanes) = ([0; LANES], [0.0; LANES]);
    for lane in 0..LANES {
        let cos = (block.east[lane] * facing.east + block.north[lane] * facing.north + block.up[lane] * facing.up).max(0.0).min(1.0);
        let direct = block.beam[lane] * cos;
        let sky = (block.uniform[lane] * facing.sky_view + block.circumsolar[lane] * cos + block.horizon[lane] * facing.sin_tilt).max(0.0);
        let ground = block.ground[lane] * facing.ground_view;
        beam[lane] = direct;
        behind[lane] = sky * facing.through_sky + ground * facing.through_ground;
        lit.poa[lane] = direct + sky + ground;
        (index[lane], above[lane]) = nearest(cos * cover::STEPS);
    }

    let table = cover::table();
    for lane in 0..LANES {
        let [value, slope] = cover::entry(table, index[lane]);
        beam[lane] *= value + slope * above[lane];
    }

    let mut effective: Lanes = [0.0; LANES];
    for lane in 0..LANES {
        let light = (behind[lane] + beam[lane]) * block.spectrum[lane];
        lit.cell_c[lane] = block.air_c[lane] + light * block.heating[lane];
        effective[lane] = light.min(cec::BRIGHTEST);
        (index[lane], above[lane]) = nearest(effective[lane] * (1.0 / cec::STEP));
    }

    let table = cec::table();
    for lane in 0..LANES {
        let [constant, slope, first, second] = cec::entry(table, index[lane]);
        let warmer = lit.cell_c[lane] - cec::CENTRE_C;
        lit.power[lane] = effective[lane] * ((constant + slope * above[lane]) + warmer * (first + warmer * second));
    }
    lit
}

/// Puts a quantity of a block into the hours of a year.
pub(crate) fn scatter(block: &Block, lanes: &Lanes, factor: f64, year: &mut [f32; HOURS]) {
    for lane in 0..block.len {
        year[usize::from(block.hour[lane])] = lanes[lane] * factor as f32;
    }
}
