//! How random a text looks.

/// Shannon's entropy of the characters of a text, bits a character; 0 for an empty one.
pub(super) fn bits(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    let mut all = 0_u32;
    for byte in text.bytes().take(512) {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
            all += 1;
        }
    }
    let total = f64::from(all);
    counts.iter().filter(|count| **count > 0).map(|count| f64::from(*count) / total).map(|share| -share * share.log2()).sum()
}

/// Whether a text looks like what a machine drew at random, and not like words.
pub(super) fn is_random(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    text.len() >= 16 && digits >= 2 && letters >= 4 && bits(text) >= 3.2
}
