//! How the clearness of days is spread around the mean of their month.
//!
//! The density of the daily clearness grows or falls exponentially between a darkest and a clearest day, p(K) ∝ exp(γK)
//! (Bendt, Collares-Pereira and Rabl 1981; the clearest day after Hollands and Huget 1983). A month takes its evenly
//! spaced quantiles, one a day.

const DARKEST: f64 = 0.05;
/// Consecutive days are this many quantiles apart; coprime with 28, 30 and 31, so that each quantile comes once.
const STRIDE: u8 = 11;

/// Clearness of each day of a month whose mean is given, weighted with the extraterrestrial horizontal irradiation of the
/// days in any unit. The mean is met exactly; a month in the polar night keeps its quantiles.
#[must_use]
pub fn days_of_month(mean: f64, extraterrestrial: &[f64]) -> Vec<f64> {
    let distribution = Distribution::with_mean(mean);
    let days = u8::try_from(extraterrestrial.len()).unwrap_or(u8::MAX);
    let drawn: Vec<f64> = (0..days)
        .map(|day| {
            let rank = (u16::from(day) * u16::from(STRIDE)) % u16::from(days);
            distribution.quantile((f64::from(rank) + 0.5) / f64::from(days))
        })
        .collect();
    let outside: f64 = extraterrestrial.iter().sum();
    let inside: f64 = drawn.iter().zip(extraterrestrial).map(|(clearness, outside)| clearness * outside).sum();
    let correction = if inside > 0.0 { mean * outside / inside } else { 1.0 };
    drawn.into_iter().map(|clearness| clearness * correction).collect()
}

/// An exponential density cut off at both ends.
#[derive(Clone, Copy, Debug)]
struct Distribution {
    low: f64,
    span: f64,
    /// γ times the span.
    steepness: f64,
}

impl Distribution {
    fn with_mean(mean: f64) -> Self {
        let high = clearest_day(mean);
        if mean <= DARKEST || high <= mean {
            // Outside the climates that the distribution was fitted to: all days are alike.
            return Self { low: mean, span: 0.0, steepness: 0.0 };
        }
        let span = high - DARKEST;
        let target = (mean - DARKEST) / span;
        let (mut below, mut above) = (-200.0, 200.0);
        for _ in 0..50 {
            let middle = f64::midpoint(below, above);
            if unit_mean(middle) < target { below = middle } else { above = middle }
        }
        Self { low: DARKEST, span, steepness: f64::midpoint(below, above) }
    }

    fn quantile(&self, probability: f64) -> f64 {
        let u = self.steepness;
        let share = if u.abs() < 1e-6 { probability } else { (probability * u.exp_m1()).ln_1p() / u };
        self.low + self.span * share
    }
}

/// Clearest day of a month of that mean. Hollands and Huget (1983).
fn clearest_day(mean: f64) -> f64 {
    0.6313 + 0.267 * mean - 11.9 * (mean - 0.75).powi(8)
}

/// Mean of the density ∝ exp(u·x) on 0 to 1.
fn unit_mean(u: f64) -> f64 {
    if u.abs() < 1e-3 { 0.5 + u / 12.0 } else { 1.0 / -(-u).exp_m1() - 1.0 / u }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_the_month_is_met_and_every_day_is_possible() {
        for step in 1..=80 {
            let mean = f64::from(step) / 100.0;
            let outside: Vec<f64> = (0..31).map(|day| 8.0 + 0.1 * f64::from(day)).collect();
            let days = days_of_month(mean, &outside);
            let got = days.iter().zip(&outside).map(|(k, o)| k * o).sum::<f64>() / outside.iter().sum::<f64>();
            assert!((got - mean).abs() < 1e-9);
            assert!(days.iter().all(|k| (0.0..0.95).contains(k)), "{mean}: {days:?}");
        }
    }

    #[test]
    fn the_correction_is_small() {
        for mean in [0.25, 0.4, 0.55, 0.7] {
            let drawn = Distribution::with_mean(mean);
            let plain = (0..30).map(|day| drawn.quantile((f64::from(day) + 0.5) / 30.0)).sum::<f64>() / 30.0;
            assert!((plain / mean - 1.0).abs() < 0.01, "{mean}: {plain}");
        }
    }

    #[test]
    fn each_quantile_comes_once_a_month() {
        for days in [28_usize, 30, 31] {
            let mut drawn = days_of_month(0.5, &vec![1.0; days]);
            drawn.sort_by(f64::total_cmp);
            assert!(drawn.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }

    #[test]
    fn an_empty_month_has_no_days_and_the_polar_night_no_division_by_zero() {
        assert!(days_of_month(0.5, &[]).is_empty());
        assert!(days_of_month(0.5, &[0.0; 30]).iter().all(|k| k.is_finite()));
    }
}
