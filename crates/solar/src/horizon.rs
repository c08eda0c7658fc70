//! Terrain, trees and houses around a place: how high they stand in each direction.

#![expect(clippy::as_conversions, clippy::indexing_slicing, reason = "numeric kernel: a sector number below the number of sectors")]

use crate::site::block::Block;

/// Height of what stands around, by sectors of equal width, clockwise from the north.
#[derive(Clone, Debug, PartialEq)]
pub struct Horizon {
    /// Sine of the height of each sector.
    sines: Vec<f32>,
    /// Share of the uniform sky that is left on the level.
    sky: f32,
}

impl Horizon {
    /// From the height of each sector in degrees, 0 to 90; the first sector is centred on the north. None without
    /// sectors, with more than 3,600, or when a height is out of range.
    #[must_use]
    pub fn new(heights_deg: &[f64]) -> Option<Self> {
        let sound = (1..=3_600).contains(&heights_deg.len()) && heights_deg.iter().all(|height| (0.0..=90.0).contains(height));
        sound.then(|| {
            // On the level, the sky above a height of h sends cos²h of the light of the whole.
            let open: f64 = heights_deg.iter().map(|height| height.to_radians().cos().powi(2)).sum();
            Self {
                sines: heights_deg.iter().map(|height| height.to_radians().sin() as f32).collect(),
                sky: (open / heights_deg.len() as f64) as f32,
            }
        })
    }

    /// Takes away the sun and the light around it while it is behind something, and from the uniform sky what is covered.
    /// The brightening of the horizon and what the ground throws back fall in the same measure, for want of a better model.
    pub(crate) fn shade(&self, block: &mut Block) {
        let sectors = self.sines.len();
        for lane in 0..block.len {
            let turn = block.east[lane].atan2(block.north[lane]) / std::f32::consts::TAU;
            let sector = (turn * sectors as f32).round() as i32;
            let height = self.sines[sector.rem_euclid(sectors as i32) as usize];
            let direct = crate::transposition::ALBEDO as f32 * block.beam[lane] * block.up[lane];
            block.uniform[lane] *= self.sky;
            block.horizon[lane] *= self.sky;
            if block.up[lane] < height {
                block.beam[lane] = 0.0;
                block.circumsolar[lane] = 0.0;
                block.ground[lane] = (block.ground[lane] - direct).max(0.0);
            }
            let of_sky = (block.ground[lane] - if block.beam[lane] > 0.0 { direct } else { 0.0 }).max(0.0);
            block.ground[lane] -= of_sky * (1.0 - self.sky);
        }
    }
}
