//! From a year of weather to blocks of daylight hours.

#![expect(
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    clippy::manual_clamp,
    reason = "numeric kernel: hours below 8,760 into arrays of that size, lanes below 64 into blocks; `max` and `min` make a bound of what is no number, `clamp` would keep it"
)]

use super::{
    Site,
    block::{Block, DARK, LANES, Lanes, nearest},
    low_sun,
};
use crate::{
    horizon::Horizon,
    module::{air_mass, thermal},
    sun::{
        SOLAR_CONSTANT,
        almanac::{Almanac, MARGIN},
        extraterrestrial_normal,
        position::PARALLAX,
    },
    transposition::{
        ALBEDO,
        perez::{EDGES, FLOOR, LOWEST, brightness},
    },
    weather::{HOURS, Weather, year::DAYS},
};

const LONGEST_MONTH: usize = 744;

/// Extraterrestrial normal irradiance of each day, W/m².
static BY_DAY: std::sync::LazyLock<[f32; 366]> =
    std::sync::LazyLock::new(|| std::array::from_fn(|day| extraterrestrial_normal(u16::try_from(day + 1).unwrap_or(1)) as f32));

/// The axes of a place, seen from the axes of the almanac, and the hour of the almanac for hour 0 of the place.
struct Turn {
    east: [f32; 3],
    north: [f32; 3],
    up: [f32; 3],
    first: usize,
    /// Part of an hour after the almanac's moment, -0.5 to 0.5.
    later: f32,
}

impl Turn {
    fn to(weather: &Weather) -> Self {
        let station = &weather.station;
        let universal = weather.moment_h.clamp(-1.0, 1.5) - 0.5 - station.utc_offset_h.clamp(-12.0, 14.0);
        let whole = universal.round();
        let later = universal - whole;
        // The sun goes west by 15° an hour.
        let (sin_west, cos_west) = (station.longitude_deg + 15.0 * later).to_radians().sin_cos();
        let (sin_latitude, cos_latitude) = station.latitude_deg.to_radians().sin_cos();
        let single = |vector: [f64; 3]| vector.map(|value| value as f32);
        Self {
            east: single([-sin_west, -cos_west, 0.0]),
            north: single([-sin_latitude * cos_west, sin_latitude * sin_west, cos_latitude]),
            up: single([cos_latitude * cos_west, -cos_latitude * sin_west, sin_latitude]),
            first: (MARGIN as f64 + whole) as usize,
            later: later as f32,
        }
    }
}

/// Fills the blocks of a site.
pub(super) fn fill(site: &mut Site, weather: &Weather, horizon: Option<&Horizon>) {
    let turn = Turn::to(weather);
    let almanac = Almanac::typical();
    let pressure = air_mass::pressure_ratio(weather.station.elevation_m) as f32;
    // Zero degrees Celsius here: the temperature of each hour comes on top.
    let density = (crate::sun::refraction::density(weather.station.elevation_m, 0.0) * 273.0) as f32;
    site.air_c.copy_from_slice(&weather.hours.air_c[..]);

    let mut used = 0;
    let mut start = 0;
    for (month, days) in DAYS.into_iter().enumerate() {
        let hours = usize::from(days) * 24;
        let first_block = used;
        let mut lit = [0_u16; LONGEST_MONTH];
        let count = daylight(weather, almanac, &turn, start, hours, &mut lit);
        for chunk in lit[..count].chunks(LANES) {
            if site.blocks.len() == used {
                site.blocks.push(DARK);
            }
            let block = &mut site.blocks[used];
            gather(block, chunk, weather, almanac, &turn);
            light(block, pressure, density);
            if let Some(horizon) = horizon {
                horizon.shade(block);
            }
            used += 1;
        }
        site.months[month] = first_block..used;
        start += hours;
    }
    site.blocks.truncate(used);
}

/// Lists the hours of a month that have light and a sun.
fn daylight(weather: &Weather, almanac: &Almanac, turn: &Turn, start: usize, hours: usize, lit: &mut [u16; LONGEST_MONTH]) -> usize {
    let from = start + turn.first;
    let (x, y, z) = (&almanac.x[from..from + hours], &almanac.y[from..from + hours], &almanac.z[from..from + hours]);
    let (beam, diffuse) = (&weather.hours.beam[start..start + hours], &weather.hours.diffuse[start..start + hours]);
    let mut up = [-1.0_f32; LONGEST_MONTH];
    for (hour, up) in up[..hours].iter_mut().enumerate() {
        let sun = turn.up[0] * x[hour] + turn.up[1] * y[hour] + turn.up[2] * z[hour];
        *up = if beam[hour].max(diffuse[hour]) > 0.0 { sun } else { -1.0 };
    }
    let mut count = 0;
    for (hour, up) in up[..hours].iter().enumerate() {
        // Written always and counted when it is one: no branch to mispredict twice a day.
        lit[count.min(LONGEST_MONTH - 1)] = (start + hour) as u16;
        count += usize::from(*up > low_sun::LOWEST);
    }
    count
}

/// Brings the hours of a list together. The sun is still where it is, not where it appears.
fn gather(block: &mut Block, list: &[u16], weather: &Weather, almanac: &Almanac, turn: &Turn) {
    block.len = list.len();
    let (mut x, mut y, mut z) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
    // Unused lanes repeat the last hour, without its light.
    let last = list.last().copied().unwrap_or(0);
    block.hour = [last; LANES];
    block.hour[..list.len()].copy_from_slice(list);
    for lane in 0..LANES {
        let hour = usize::from(block.hour[lane]).min(HOURS - 1);
        let sun = hour + turn.first;
        x[lane] = almanac.x[sun];
        y[lane] = almanac.y[sun];
        z[lane] = almanac.z[sun] + turn.later * (almanac.z[sun + 1] - almanac.z[sun]);
        block.beam[lane] = weather.hours.beam[hour];
        block.uniform[lane] = weather.hours.diffuse[hour];
        block.air_c[lane] = weather.hours.air_c[hour];
        block.heating[lane] = weather.hours.wind_m_s[hour];
        block.spectrum[lane] = BY_DAY[hour / 24];
    }
    block.beam[list.len()..].fill(0.0);
    block.uniform[list.len()..].fill(0.0);
    let parallax = PARALLAX as f32;
    for lane in 0..LANES {
        let along = |axis: &[f32; 3]| axis[0] * x[lane] + axis[1] * y[lane] + axis[2] * z[lane];
        let up = along(&turn.up);
        let shrink = 1.0 + parallax * up;
        block.east[lane] = along(&turn.east) * shrink;
        block.north[lane] = along(&turn.north) * shrink;
        block.up[lane] = (up - parallax) * shrink;
    }
}

/// Takes the light of the hours apart. On entry `uniform` has the diffuse irradiance, `heating` the wind and `spectrum`
/// the extraterrestrial irradiance.
fn light(block: &mut Block, pressure: f32, density: f32) {
    let table = low_sun::table();
    let (mut lift, mut zenith, mut perez, mut kasten) = ([0.0; LANES], [0.0; LANES], [0.0; LANES], [0.0; LANES]);
    for lane in 0..LANES {
        let position = ((block.up[lane] - low_sun::LOWEST) * low_sun::STEPS).clamp(0.0, 4_095.0);
        let height = low_sun::entry(table, nearest(position).0);
        lift[lane] = height.lift;
        zenith[lane] = height.zenith;
        perez[lane] = height.perez;
        kasten[lane] = height.kasten;
    }

    // Loops are short on purpose: each is simple enough to be compiled to arithmetic over several lanes.
    for lane in 0..LANES {
        let air_c = block.air_c[lane].max(-90.0).min(60.0);
        let up = block.up[lane];
        let lifted = lift[lane] * density / (273.0 + air_c);
        // What the sun gains in height it loses in breadth: the first term of the root, for the lift is below 0.01.
        let shrink = 1.0 - 0.5 * lifted * (2.0 * up + lifted) / (1.0 - up * up).max(1e-3);
        block.east[lane] *= shrink;
        block.north[lane] *= shrink;
        block.up[lane] = up + lifted;
        block.air_c[lane] = air_c;
    }
    let mut diffuse: Lanes = [0.0; LANES];
    for lane in 0..LANES {
        // A beam above what the sun sends makes the hour void, as in NREL's engine.
        let possible = if block.beam[lane] <= block.spectrum[lane] { 1.0 } else { 0.0 };
        let valid = if block.up[lane] > 0.0 { possible } else { 0.0 };
        let beam = block.beam[lane].max(0.0) * valid;
        let scattered = block.uniform[lane].max(0.0).min(2_000.0) * valid;
        block.beam[lane] = beam;
        diffuse[lane] = scattered;
        block.ground[lane] = ALBEDO as f32 * (beam * block.up[lane] + scattered);
    }
    let (mut clearness, mut delta): (Lanes, Lanes) = ([0.0; LANES], [0.0; LANES]);
    for lane in 0..LANES {
        let cubed = 1.041 * zenith[lane] * zenith[lane] * zenith[lane];
        clearness[lane] = ((diffuse[lane] + block.beam[lane]) / diffuse[lane].max(1e-3) + cubed) / (1.0 + cubed);
        delta[lane] = diffuse[lane] * perez[lane] * (1.0 / SOLAR_CONSTANT as f32);
    }
    let mut bin = [0_u32; LANES];
    for edge in EDGES {
        for lane in 0..LANES {
            bin[lane] += u32::from(clearness[lane] >= edge);
        }
    }
    for lane in 0..LANES {
        let mass = kasten[lane] * pressure;
        let [c0, c1, c2, c3, c4] = air_mass::SPECTRUM;
        block.spectrum[lane] = (c0 + mass * (c1 + mass * (c2 + mass * (c3 + mass * c4)))).max(0.0);
        let wind = block.heating[lane].max(0.0).min(100.0);
        block.heating[lane] = HEATING / (thermal::STILL + thermal::BY_WIND * wind);
    }

    for lane in 0..LANES {
        let (around_sun, of_horizon) = brightness(bin[lane], delta[lane], zenith[lane]);
        block.circumsolar[lane] = around_sun;
        block.horizon[lane] = of_horizon;
    }
    for lane in 0..LANES {
        let high = if block.up[lane] >= LOWEST { 1.0 } else { 0.0 };
        let around_sun = block.circumsolar[lane] * high;
        block.uniform[lane] = diffuse[lane] * (1.0 - around_sun);
        block.circumsolar[lane] = diffuse[lane] * around_sun / block.up[lane].max(FLOOR);
        block.horizon[lane] *= diffuse[lane] * high;
        block.ground[lane] *= high;
    }
}

/// The part of cell heating that no hour changes.
const HEATING: f32 = thermal::heating(thermal::NOMINAL_ON_ROOF_C) as f32;
