//! The sun of every hour of the typical calendar, as the whole earth sees it.
//!
//! A typical year is put together from months of different years, so no calendar fits all of it: 2019, the middle between
//! two leap years, is taken for all. The table is the same for every place; it is made once a process,
//! and turning it to a place costs nine multiplications an hour.

#![expect(clippy::as_conversions, reason = "numeric kernel: the table is single precision, 4 metres on the ground")]

use std::sync::LazyLock;

use super::series::{Geocentric, days_from_epoch};

/// The calendar of typical years.
pub const TYPICAL_YEAR: i32 = 2019;
/// Hours of the table before the first and after the last hour of the year: time zones reach from -12 to +14 hours.
pub(crate) const MARGIN: usize = 17;
const HOURS: usize = 8_760 + 2 * MARGIN;

/// Unit vectors towards the sun at half past every hour UT, in axes fixed to the earth: `x` in the equator under
/// Greenwich, `y` in the equator to the west, `z` to the north.
#[derive(Debug)]
pub(crate) struct Almanac {
    pub(crate) x: Box<[f32; HOURS]>,
    pub(crate) y: Box<[f32; HOURS]>,
    pub(crate) z: Box<[f32; HOURS]>,
}

static TYPICAL: LazyLock<Almanac> = LazyLock::new(|| Almanac::of_year(TYPICAL_YEAR));

impl Almanac {
    /// The table of the typical calendar.
    pub(crate) fn typical() -> &'static Self {
        &TYPICAL
    }

    fn of_year(year: i32) -> Self {
        let mut made = Self { x: Box::new([0.0; HOURS]), y: Box::new([0.0; HOURS]), z: Box::new([0.0; HOURS]) };
        let start = f64::from(days_from_epoch(year, 1, 1)) * 86_400.0 + 1_800.0 - MARGIN as f64 * 3_600.0;
        for (hour, ((x, y), z)) in made.x.iter_mut().zip(made.y.iter_mut()).zip(made.z.iter_mut()).enumerate() {
            let sun = Geocentric::at(start + hour as f64 * 3_600.0);
            let (sin_declination, cos_declination) = sun.declination.sin_cos();
            let (sin_hour, cos_hour) = sun.greenwich_hour_angle.sin_cos();
            *x = (cos_declination * cos_hour) as f32;
            *y = (cos_declination * sin_hour) as f32;
            *z = sin_declination as f32;
        }
        made
    }
}
