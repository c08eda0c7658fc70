//! A place with a year of weather, prepared once and shared by all planes.

use std::ops::Range;

use domain::place::Coordinates;

use crate::{
    band::Trust,
    climate::{Climate, NoClimate},
    horizon::Horizon,
    synthetic,
    weather::{HOURS, Weather},
};

pub(crate) mod block;
mod low_sun;
mod preparation;

use block::Block;

/// The daylight hours of a year at a place, with everything about them that no plane changes.
#[derive(Clone, Debug)]
pub struct Site {
    pub(crate) trust: Trust,
    /// Every month begins with a new block.
    pub(crate) blocks: Vec<Block>,
    pub(crate) months: [Range<usize>; 12],
    pub(crate) air_c: Box<[f32; HOURS]>,
}

impl Site {
    /// A place whose typical year is made from the embedded climate, with an open horizon.
    ///
    /// # Errors
    /// [`NoClimate`] at open sea and near the poles.
    pub fn prepare(place: Coordinates) -> Result<Self, NoClimate> {
        Self::prepare_behind(place, None)
    }

    /// The same with what stands around it.
    ///
    /// # Errors
    /// [`NoClimate`] at open sea and near the poles.
    pub fn prepare_behind(place: Coordinates, horizon: Option<&Horizon>) -> Result<Self, NoClimate> {
        let climate = Climate::at(place)?;
        let mut site = Self::of_behind(&synthetic::year(place.latitude(), place.longitude(), &climate), horizon);
        site.trust = Trust::Climate { place, borrowed: climate.borrowed };
        Ok(site)
    }

    /// A place whose year is given, with an open horizon.
    #[must_use]
    pub fn of(weather: &Weather) -> Self {
        Self::of_behind(weather, None)
    }

    /// The same with what stands around it.
    #[must_use]
    pub fn of_behind(weather: &Weather, horizon: Option<&Horizon>) -> Self {
        let mut site =
            Self { trust: Trust::Weather, blocks: Vec::new(), months: std::array::from_fn(|_| 0..0), air_c: Box::new([0.0; HOURS]) };
        site.refill(weather, horizon);
        site
    }

    /// Puts another year into the buffers of this one. Terrain above the horizon takes the sun and its share of the sky.
    pub fn refill(&mut self, weather: &Weather, horizon: Option<&Horizon>) {
        self.trust = Trust::Weather;
        preparation::fill(self, weather, horizon);
    }
}
