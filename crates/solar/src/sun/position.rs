//! The sun from a place on the ground, without refraction.

use super::{Direction, series::Geocentric};

/// Radius of the earth over one astronomical unit: by this angle, 8.79″, the sun of the horizon stands lower than from
/// the centre of the earth.
pub(crate) const PARALLAX: f64 = 4.263_5e-5;

/// Direction of the centre of the sun, topocentric and unrefracted, at a moment in seconds since 1 January 1970, 0 h UT.
/// Degrees north and east. Within 0.01° of the Solar Position Algorithm (Reda and Andreas 2004) from 1980 to 2050.
#[must_use]
pub fn direction(unix_seconds: f64, latitude_deg: f64, longitude_deg: f64) -> Direction {
    let sun = Geocentric::at(unix_seconds);
    let (sin_latitude, cos_latitude) = latitude_deg.to_radians().sin_cos();
    let (sin_declination, cos_declination) = sun.declination.sin_cos();
    let (sin_hour, cos_hour) = (sun.greenwich_hour_angle + longitude_deg.to_radians()).sin_cos();
    let up = sin_latitude * sin_declination + cos_latitude * cos_declination * cos_hour;
    let parallax = PARALLAX / sun.distance_au;
    // The observer stands one radius of the earth nearer to the zenith; the factor keeps the length one.
    let shrink = 1.0 + parallax * up;
    Direction {
        east: -cos_declination * sin_hour * shrink,
        north: (cos_latitude * sin_declination - sin_latitude * cos_declination * cos_hour) * shrink,
        up: (up - parallax) * shrink,
    }
}
