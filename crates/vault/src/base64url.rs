//! Base64url without padding (RFC 4648 §5) for values of exactly 32 bytes: 43 characters.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Characters of 32 bytes.
const TEXT_LEN: usize = 43;

pub(crate) fn encode(bytes: &[u8; 32]) -> String {
    let mut text = String::with_capacity(TEXT_LEN);
    for group in bytes.chunks(3) {
        let word = group.iter().chain(&[0, 0]).take(3).fold(0_u32, |word, byte| (word << 8) | u32::from(*byte));
        // n bytes are n + 1 characters.
        for shift in [18, 12, 6, 0].into_iter().take(group.len() + 1) {
            let sextet = usize::try_from((word >> shift) & 63).unwrap_or(0);
            text.push(char::from(ALPHABET.get(sextet).copied().unwrap_or(b'A')));
        }
    }
    text
}

/// The 32 bytes of `text`, which must be their one canonical spelling.
pub(crate) fn decode(text: &str) -> Option<[u8; 32]> {
    if text.len() != TEXT_LEN {
        return None;
    }
    let mut bytes = [0; 32];
    let mut room = bytes.iter_mut();
    let (mut word, mut bits) = (0_u32, 0_u8);
    for character in text.bytes() {
        word = (word << 6) | sextet(character)?;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            *room.next()? = u8::try_from((word >> bits) & 0xff).ok()?;
            word &= (1 << bits) - 1;
        }
    }
    // 43 characters hold two bits more than 32 bytes; only zeros there are canonical.
    (word == 0).then_some(bytes)
}

fn sextet(character: u8) -> Option<u32> {
    Some(u32::from(match character {
        b'A'..=b'Z' => character - b'A',
        b'a'..=b'z' => character - b'a' + 26,
        b'0'..=b'9' => character - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_values() {
        assert_eq!(encode(&[0; 32]), "A".repeat(43));
        assert_eq!(encode(&[0xff; 32]), format!("{}8", "_".repeat(42)));
        let counting: [u8; 32] = std::array::from_fn(|i| u8::try_from(i).unwrap());
        assert_eq!(encode(&counting), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
    }

    proptest! {
        #[test]
        fn bytes_have_exactly_one_spelling(bytes: [u8; 32], replacement in "[A-Za-z0-9_=+/. -]", at in 0_usize..43) {
            let text = encode(&bytes);
            prop_assert_eq!(decode(&text), Some(bytes));
            let mut other = text.clone();
            other.replace_range(at..=at, &replacement);
            if other != text {
                prop_assert_ne!(decode(&other), Some(bytes));
            }
        }

        #[test]
        fn whatever_is_sent_decoding_never_panics(text in "\\PC{0,60}") {
            if let Some(bytes) = decode(&text) {
                prop_assert_eq!(encode(&bytes), text);
            }
        }
    }
}
