//! Which category of the OWASP Top 10 a weakness belongs to, by OWASP's own lists of CWE numbers (facts of the editions of
//! 2017, 2021 and 2025).

use crate::check::Owasp;

/// The weaknesses of the ten categories of 2017, A1 to A10.
const OF_2017: [&[u16]; 10] = [
    &[77, 89, 564, 917],
    &[287, 384],
    &[220, 310, 311, 312, 319, 326, 327, 359],
    &[611],
    &[22, 284, 285, 639],
    &[2, 16, 388],
    &[79],
    &[502],
    &[],
    &[223, 778],
];

/// The weaknesses of the ten categories of 2021, A01 to A10.
const OF_2021: [&[u16]; 10] = [
    &[
        22, 23, 35, 59, 200, 201, 219, 264, 275, 276, 284, 285, 352, 359, 377, 402, 425, 441, 497, 538, 540, 548, 552, 566, 601, 639, 651,
        668, 706, 862, 863, 913, 922, 1275,
    ],
    &[
        259, 261, 296, 310, 319, 321, 322, 323, 324, 325, 326, 327, 328, 329, 330, 331, 335, 336, 337, 338, 340, 347, 523, 720, 757, 759,
        760, 780, 818, 916,
    ],
    &[
        20, 74, 75, 77, 78, 79, 80, 83, 87, 88, 89, 90, 91, 93, 94, 95, 96, 97, 98, 99, 100, 113, 116, 138, 184, 470, 471, 564, 610, 643,
        644, 652, 917,
    ],
    &[
        73, 183, 209, 213, 235, 256, 257, 266, 269, 280, 311, 312, 313, 316, 419, 430, 434, 444, 451, 472, 501, 522, 525, 539, 579, 598,
        602, 642, 646, 650, 653, 656, 657, 799, 807, 840, 841, 927, 1021, 1173,
    ],
    &[2, 11, 13, 15, 16, 260, 315, 520, 526, 537, 541, 547, 611, 614, 756, 776, 942, 1004, 1032, 1174],
    &[937, 1035, 1104],
    &[255, 259, 287, 288, 290, 294, 295, 297, 300, 302, 304, 306, 307, 346, 384, 521, 613, 620, 640, 798, 940, 1216],
    &[345, 353, 426, 494, 502, 565, 784, 829, 830, 915],
    &[117, 223, 532, 778],
    &[918],
];

/// The weaknesses of the ten categories of 2025, A01 to A10.
const OF_2025: [&[u16]; 10] = [
    &[
        22, 23, 36, 59, 61, 65, 200, 201, 219, 276, 281, 282, 283, 284, 285, 352, 359, 377, 379, 402, 424, 425, 441, 497, 538, 540, 548,
        552, 566, 601, 615, 639, 668, 732, 749, 862, 863, 918, 922, 1275,
    ],
    &[5, 11, 13, 15, 16, 260, 315, 489, 526, 547, 611, 614, 776, 942, 1004, 1174],
    &[447, 1035, 1104, 1329, 1357, 1395],
    &[
        261, 296, 319, 320, 321, 322, 323, 324, 325, 326, 327, 328, 329, 330, 331, 332, 334, 335, 336, 337, 338, 340, 342, 347, 523, 757,
        759, 760, 780, 916, 1240, 1241,
    ],
    &[
        20, 74, 76, 77, 78, 79, 80, 83, 86, 88, 89, 90, 91, 93, 94, 95, 96, 97, 98, 99, 103, 104, 112, 113, 114, 115, 116, 129, 159, 470,
        493, 500, 564, 610, 643, 644, 917,
    ],
    &[
        73, 183, 256, 266, 269, 286, 311, 312, 313, 316, 362, 382, 419, 434, 436, 444, 451, 454, 472, 501, 522, 525, 539, 598, 602, 628,
        642, 646, 653, 656, 657, 676, 693, 799, 807, 841, 1021, 1022, 1125,
    ],
    &[
        258, 259, 287, 288, 289, 290, 291, 293, 294, 295, 297, 298, 299, 300, 302, 303, 304, 305, 306, 307, 308, 309, 346, 350, 384, 521,
        613, 620, 640, 798, 940, 941, 1390, 1391, 1392, 1393,
    ],
    &[345, 353, 426, 427, 494, 502, 506, 509, 565, 784, 829, 830, 915, 926],
    &[117, 221, 223, 532, 778],
    &[209, 215, 234, 235, 248, 252, 274, 280, 369, 390, 391, 394, 396, 397, 460, 476, 478, 484, 550, 636, 703, 754, 755, 756],
];

/// Where a category of 2021 stood in 2017; 0 where it is new.
const BEFORE: [u8; 10] = [5, 3, 1, 0, 6, 9, 2, 8, 10, 0];
/// Where a category of 2021 stands in 2025.
const AFTER: [u8; 10] = [1, 4, 5, 6, 2, 3, 7, 8, 9, 1];

/// The category of a weakness; the first one where an edition lists it twice.
fn category(edition: &[&[u16]; 10], cwe: u16) -> Option<u8> {
    (1..=10).zip(edition).find(|(_, list)| list.contains(&cwe)).map(|(number, _)| number)
}

/// Where a finding stands in the three editions: by the first of its weaknesses that an edition lists; otherwise by
/// `fallback`, the number of a category of 2021, and what became of it.
#[must_use]
pub fn owasp_of(cwe: &[u16], fallback: u8) -> Owasp {
    let listed = |edition: &[&[u16]; 10]| cwe.iter().find_map(|cwe| category(edition, *cwe));
    let of_2021 = listed(&OF_2021).unwrap_or(fallback);
    let same = |way: [u8; 10]| usize::from(of_2021).checked_sub(1).and_then(|at| way.get(at).copied()).unwrap_or(0);
    Owasp { of_2017: listed(&OF_2017).unwrap_or_else(|| same(BEFORE)), of_2021, of_2025: listed(&OF_2025).unwrap_or_else(|| same(AFTER)) }
}

#[cfg(test)]
mod tests {
    use super::{OF_2017, OF_2021, OF_2025, owasp_of};
    use crate::check::Owasp;

    #[test]
    fn a_weakness_has_its_place_in_every_edition() {
        assert_eq!(owasp_of(&[89], 5), Owasp { of_2017: 1, of_2021: 3, of_2025: 5 });
        assert_eq!(owasp_of(&[611], 1), Owasp { of_2017: 4, of_2021: 5, of_2025: 2 });
        assert_eq!(owasp_of(&[918], 1), Owasp { of_2017: 0, of_2021: 10, of_2025: 1 });
        assert_eq!(owasp_of(&[60_000], 6), Owasp { of_2017: 9, of_2021: 6, of_2025: 3 });
        assert_eq!(owasp_of(&[], 0), Owasp { of_2017: 0, of_2021: 0, of_2025: 0 });
    }

    #[test]
    fn the_lists_are_those_of_owasp() {
        let Some(data) = std::env::var_os("SUNWARD_REFERENCE_DATA") else {
            println!("LEFT OUT: SUNWARD_REFERENCE_DATA is not set");
            return;
        };
        let text = std::fs::read_to_string(std::path::Path::new(&data).join("owasp/owasp_top10.json")).unwrap();
        let told: serde_json::Value = serde_json::from_str(&text).unwrap();
        for (year, ours) in [("2017", OF_2017), ("2021", OF_2021), ("2025", OF_2025)] {
            for (category, ours) in told["editions"][year].as_array().unwrap().iter().zip(ours) {
                let mut theirs: Vec<u64> = category["cwes"].as_array().unwrap().iter().filter_map(serde_json::Value::as_u64).collect();
                theirs.sort_unstable();
                assert_eq!(ours.iter().map(|cwe| u64::from(*cwe)).collect::<Vec<_>>(), theirs, "{}", category["id"]);
            }
        }
    }
}
