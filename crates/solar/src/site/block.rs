//! Sixty-four daylight hours, one array for each quantity, so that arithmetic runs over several hours at once.

/// Hours in a block.
pub(crate) const LANES: usize = 64;
/// One quantity of the hours of a block.
pub(crate) type Lanes = [f32; LANES];

/// Hours with everything about them that no plane changes. Unused lanes have no light.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// How many lanes are used.
    pub(crate) len: usize,
    /// Hours since the beginning of the year.
    pub(crate) hour: [u16; LANES],
    /// Direction of the sun as it appears.
    pub(crate) east: Lanes,
    pub(crate) north: Lanes,
    pub(crate) up: Lanes,
    /// Direct normal irradiance, W/m².
    pub(crate) beam: Lanes,
    /// Uniform part of the diffuse light, on the level, W/m².
    pub(crate) uniform: Lanes,
    /// Part from around the sun, on a plane that faces the sun, W/m².
    pub(crate) circumsolar: Lanes,
    /// Brightening of the horizon; negative under an overcast sky, W/m².
    pub(crate) horizon: Lanes,
    /// What the ground throws back, W/m².
    pub(crate) ground: Lanes,
    /// What the spectrum makes of the light.
    pub(crate) spectrum: Lanes,
    /// Air temperature, °C.
    pub(crate) air_c: Lanes,
    /// How much the cells are warmer than the air, °C per W/m² behind the cover.
    pub(crate) heating: Lanes,
}

/// A block of hours without light.
pub(crate) const DARK: Block = {
    const NONE: Lanes = [0.0; LANES];
    Block {
        len: 0,
        hour: [0; LANES],
        east: NONE,
        north: NONE,
        up: NONE,
        beam: NONE,
        uniform: NONE,
        circumsolar: NONE,
        horizon: NONE,
        ground: NONE,
        spectrum: NONE,
        air_c: NONE,
        heating: NONE,
    }
};

/// Added to a small number that is not negative, makes the number's nearest integer the lowest bits of the sum: rounding
/// and conversion in one addition, which every processor does for several lanes at once.
const ROUNDING: f32 = 8_388_608.0;
const INTEGER_BITS: u32 = 0x007f_ffff;

/// The nearest integer of a number between 0 and a million, and how far the number is above it.
#[inline]
pub(crate) fn nearest(position: f32) -> (u32, f32) {
    let shifted = position + ROUNDING;
    (shifted.to_bits() & INTEGER_BITS, position - (shifted - ROUNDING))
}

/// The sum of all lanes.
#[inline]
pub(crate) fn sum(lanes: &Lanes) -> f64 {
    let mut partial = [0.0_f32; 8];
    let (chunks, _) = lanes.as_chunks::<8>();
    for chunk in chunks {
        for (sum, value) in partial.iter_mut().zip(chunk) {
            *sum += value;
        }
    }
    partial.into_iter().map(f64::from).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_integer_is_found() {
        for (position, integer, above) in [(0.0, 0, 0.0), (0.25, 0, 0.25), (0.75, 1, -0.25), (1023.5, 1024, -0.5), (4000.25, 4000, 0.25)] {
            assert_eq!(nearest(position), (integer, above));
        }
    }

    #[test]
    fn all_lanes_are_summed() {
        let lanes: Lanes = std::array::from_fn(|lane| f32::from(u8::try_from(lane).unwrap()));
        assert!((sum(&lanes) - 2016.0).abs() < 1e-9);
    }
}
