//! How the light of the sky is spread over it: Perez, Ineichen, Seals, Michalsky and Stewart, Solar Energy 44(5), 1990.

#![expect(
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::excessive_precision,
    clippy::manual_clamp,
    reason = "numeric kernel: the bin is a count of the seven edges, so 0 to 7; coefficients as they were published"
)]

/// Upper edges of the bins of sky clearness but the last.
pub(crate) const EDGES: [f32; 7] = [1.065, 1.23, 1.5, 1.95, 2.8, 4.5, 6.2];

/// F11, F12, F13, F21, F22, F23 of each bin, all sites composite, with the seven digits that NREL's models use.
const BRIGHTNESS: [[f32; 8]; 8] = [
    [-0.008_311_7, 0.587_728_5, -0.062_063_6, -0.059_601_2, 0.072_124_9, -0.022_021_6, 0.0, 0.0],
    [0.129_945_7, 0.682_595_4, -0.151_375_2, -0.018_932_5, 0.065_965_0, -0.028_874_8, 0.0, 0.0],
    [0.329_695_8, 0.486_873_5, -0.221_095_8, 0.055_414_0, -0.063_958_8, -0.026_054_2, 0.0, 0.0],
    [0.568_205_3, 0.187_452_5, -0.295_129_0, 0.108_863_1, -0.151_922_9, -0.013_975_4, 0.0, 0.0],
    [0.873_028_0, -0.392_040_3, -0.361_614_9, 0.225_564_7, -0.462_044_2, 0.001_244_8, 0.0, 0.0],
    [1.132_607_7, -1.236_728_4, -0.411_849_4, 0.287_781_3, -0.823_035_7, 0.055_865_1, 0.0, 0.0],
    [1.060_159_1, -1.599_913_7, -0.358_922_1, 0.264_212_4, -1.127_234_0, 0.131_069_4, 0.0, 0.0],
    [0.677_747_0, -0.327_258_8, -0.250_428_6, 0.156_131_3, -1.376_503_1, 0.250_621_2, 0.0, 0.0],
];

/// Light around the sun (F1, 0 to 1: more than all of it is an extrapolation to skies that do not exist) and brightening of the horizon (F2), as shares of the diffuse light, by the bin
/// of clearness, the brightness Δ and the zenith angle in radians.
#[inline]
pub(crate) fn brightness(bin: u32, delta: f32, zenith: f32) -> (f32, f32) {
    let [f11, f12, f13, f21, f22, f23, _, _] = BRIGHTNESS[bin as usize & 7];
    ((f11 + f12 * delta + f13 * zenith).max(0.0).min(1.0), f21 + f22 * delta + f23 * zenith)
}

/// Cosine of 87.5°: of a lower sun the model says nothing, and the sky is taken as uniform.
pub(crate) const LOWEST: f32 = 0.043_619_387;
/// Cosine of 85°: the light around the sun grows no further when the sun is lower.
pub(crate) const FLOOR: f32 = 0.087_155_743;
