//! How the irradiation of a day is spread over its hours: Collares-Pereira and Rabl (1979).

use std::f64::consts::FRAC_PI_3;

use crate::sun::arc::Arc;

/// Clearness over the day relative to its mean: proportional to `a + b cos ω`, clearer at noon.
#[derive(Clone, Copy, Debug)]
pub struct Profile<'a> {
    arc: &'a Arc,
    a: f64,
    b: f64,
    /// Extraterrestrial over terrestrial integral of half the day, so that the energy of the day is kept.
    normalisation: f64,
}

impl<'a> Profile<'a> {
    /// The profile of the day that this arc belongs to.
    #[must_use]
    pub fn of(arc: &'a Arc) -> Self {
        let sin = (arc.sunset - FRAC_PI_3).sin();
        let raw = Self { arc, a: 0.409 + 0.5016 * sin, b: 0.6609 - 0.4767 * sin, normalisation: 1.0 };
        let terrestrial = raw.integral(arc.sunset);
        Self { normalisation: if terrestrial > 0.0 { arc.integral(arc.sunset) / terrestrial } else { 0.0 }, ..raw }
    }

    /// Mean clearness between two hour angles (radians, both in daylight) over the clearness of the day.
    #[must_use]
    pub fn relative_clearness(&self, start: f64, end: f64) -> f64 {
        let outside = self.arc.integral(end) - self.arc.integral(start);
        if outside <= 0.0 {
            return 0.0;
        }
        self.normalisation * (self.integral(end) - self.integral(start)) / outside
    }

    /// Integral of `(a + b cos ω) cos z` from noon.
    fn integral(&self, hour_angle: f64) -> f64 {
        let Arc { level, swing, .. } = *self.arc;
        let (sin, cos) = hour_angle.sin_cos();
        self.a * level * hour_angle + (self.a * swing + self.b * level) * sin + self.b * swing * (hour_angle + sin * cos) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sun::arc::Day;

    #[test]
    fn the_energy_of_the_day_is_kept_and_noon_is_clearer_than_morning() {
        for (latitude, day) in [(0.0, 80), (40.0, 15), (40.0, 180), (-35.0, 180), (64.0, 172), (80.0, 172)] {
            let arc = Day::of_year(day).seen_from(latitude);
            let profile = Profile::of(&arc);
            assert!((profile.relative_clearness(-arc.sunset, arc.sunset) - 1.0).abs() < 1e-9);
            let noon = profile.relative_clearness(-0.1, 0.1);
            let morning = profile.relative_clearness(-arc.sunset, -arc.sunset + 0.2);
            assert!(noon > 1.0 && morning < noon && morning > 0.0, "{latitude}° day {day}: {morning} {noon}");
        }
    }
}
