//! The way of the sun over one place on one day, for hours that are made from means.

use std::f64::consts::PI;

use super::{
    Direction,
    almanac::TYPICAL_YEAR,
    extraterrestrial_normal,
    series::{Geocentric, days_from_epoch},
};

/// The sun at noon of one day of the typical calendar, as the whole earth sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day {
    /// Angle north of the equator, radians.
    pub declination: f64,
    /// Apparent minus mean solar time, hours.
    pub equation_of_time_h: f64,
    /// Irradiance on a plane that faces the sun outside the atmosphere, W/m².
    pub extraterrestrial_normal: f64,
}

impl Day {
    /// The day of that number, 1 for the first of January.
    #[must_use]
    pub fn of_year(day: u16) -> Self {
        let noon = (f64::from(days_from_epoch(TYPICAL_YEAR, 1, 1)) + f64::from(day) - 0.5) * 86_400.0;
        let sun = Geocentric::at(noon);
        Self {
            declination: sun.declination,
            equation_of_time_h: sun.greenwich_hour_angle * 12.0 / PI,
            extraterrestrial_normal: extraterrestrial_normal(day),
        }
    }

    /// The same day as it is seen from a latitude in degrees north.
    #[must_use]
    pub fn seen_from(self, latitude_deg: f64) -> Arc {
        let (sin_latitude, cos_latitude) = latitude_deg.to_radians().sin_cos();
        let (sin_declination, cos_declination) = self.declination.sin_cos();
        let (level, swing) = (sin_latitude * sin_declination, cos_latitude * cos_declination);
        // At a pole the swing vanishes: the sun is up all day or not at all, as the sign of the level says.
        let sunset = (-level / swing.max(1e-12)).clamp(-1.0, 1.0).acos();
        Arc { sin_latitude, cos_latitude, sin_declination, cos_declination, level, swing, sunset }
    }
}
/// The way of the sun over one place on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arc {
    sin_latitude: f64,
    cos_latitude: f64,
    sin_declination: f64,
    cos_declination: f64,
    /// Cosine of the zenith angle at six o'clock solar time: the part that does not change over the day.
    pub level: f64,
    /// How much the cosine of the zenith angle gains until noon.
    pub swing: f64,
    /// Hour angle of the geometric sunset, radians: 0 in the polar night, π on a polar day.
    pub sunset: f64,
}

impl Arc {
    /// Direction of the sun at an hour angle in radians, 0 at noon, positive in the afternoon.
    #[must_use]
    pub fn direction(&self, hour_angle: f64) -> Direction {
        let (sin_hour, cos_hour) = hour_angle.sin_cos();
        Direction {
            east: -self.cos_declination * sin_hour,
            north: self.cos_latitude * self.sin_declination - self.sin_latitude * self.cos_declination * cos_hour,
            up: self.level + self.swing * cos_hour,
        }
    }

    /// Integral of the cosine of the zenith angle from noon to an hour angle, in radians of hour angle.
    #[must_use]
    pub fn integral(&self, hour_angle: f64) -> f64 {
        self.level * hour_angle + self.swing * hour_angle.sin()
    }
}

/// Hour angle in radians of an hour of local mean solar time.
#[must_use]
pub fn hour_angle(mean_solar_hour: f64, equation_of_time_h: f64) -> f64 {
    (mean_solar_hour + equation_of_time_h - 12.0) * PI / 12.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solstices_and_equinoxes_have_the_almanacs_declination() {
        for (day, declination) in [(80, 0.0), (172, 23.44), (266, 0.0), (355, -23.44)] {
            let error = Day::of_year(day).declination.to_degrees() - declination;
            assert!(error.abs() < 0.45, "day {day}: {error}");
        }
        assert!((Day::of_year(172).declination.to_degrees() - 23.44).abs() < 0.03);
    }

    #[test]
    fn the_equation_of_time_has_its_known_extremes() {
        // Astronomical Almanac: about -14.2 min on 11 February, +16.4 min on 3 November.
        assert!((Day::of_year(42).equation_of_time_h * 60.0 + 14.2).abs() < 0.5);
        assert!((Day::of_year(307).equation_of_time_h * 60.0 - 16.4).abs() < 0.5);
    }

    #[test]
    fn the_noon_sun_stands_in_the_south_of_the_north_and_the_direction_has_length_one() {
        let arc = Day::of_year(172).seen_from(40.0);
        let noon = arc.direction(0.0);
        assert!((noon.up.asin().to_degrees() - 73.44).abs() < 0.05 && noon.north < 0.0 && noon.east.abs() < 1e-12);
        for step in -20..=20 {
            let direction = arc.direction(f64::from(step) * 0.1);
            assert!((direction.dot(direction) - 1.0).abs() < 1e-12);
        }
        assert!(arc.direction(1.0).east < 0.0, "in the afternoon the sun is in the west");
        assert!(arc.direction(arc.sunset).up.abs() < 1e-12);
    }

    #[test]
    fn the_far_north_has_polar_days_and_nights() {
        assert!((Day::of_year(172).seen_from(75.0).sunset - PI).abs() < 1e-12);
        assert!(Day::of_year(355).seen_from(75.0).sunset.abs() < 1e-12);
        assert!(Day::of_year(172).seen_from(90.0).sunset > 3.0);
    }
}
