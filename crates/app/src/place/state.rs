//! The states and territories that have ZIP codes, and which prefix belongs to which.

/// A state, district, territory, or one of the three regions of military mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    /// Two letters of the postal service.
    pub(super) code: &'static str,
    /// Its name.
    name: &'static str,
}

impl State {
    /// By its two letters or its name, in any case.
    pub(super) fn parse(text: &str) -> Option<&'static Self> {
        let text = text.trim();
        STATES.iter().find(|state| state.code.eq_ignore_ascii_case(text) || state.name.eq_ignore_ascii_case(text))
    }
    /// By its two letters, in any case.
    pub(super) fn of_code(code: &str) -> Option<&'static Self> {
        STATES.iter().find(|state| state.code.eq_ignore_ascii_case(code.trim()))
    }
    /// The state that a ZIP code's first three digits belong to. A few codes at a border deliver across it, and
    /// the islands of the western Pacific share 969, which is Guam's here; both matter to nobody who buys a roof
    /// from us, because the company's own table decides where there is one.
    pub(super) fn of_zip(zip: &str) -> Option<&'static Self> {
        let prefix: u16 = zip.get(..3)?.parse().ok()?;
        let (_, _, code) = PREFIXES.iter().find(|(first, last, _)| (*first..=*last).contains(&prefix))?;
        Self::of_code(code)
    }
}

const fn state(code: &'static str, name: &'static str) -> State {
    State { code, name }
}

const STATES: &[State] = &[
    state("AL", "Alabama"),
    state("AK", "Alaska"),
    state("AZ", "Arizona"),
    state("AR", "Arkansas"),
    state("CA", "California"),
    state("CO", "Colorado"),
    state("CT", "Connecticut"),
    state("DE", "Delaware"),
    state("DC", "District of Columbia"),
    state("FL", "Florida"),
    state("GA", "Georgia"),
    state("HI", "Hawaii"),
    state("ID", "Idaho"),
    state("IL", "Illinois"),
    state("IN", "Indiana"),
    state("IA", "Iowa"),
    state("KS", "Kansas"),
    state("KY", "Kentucky"),
    state("LA", "Louisiana"),
    state("ME", "Maine"),
    state("MD", "Maryland"),
    state("MA", "Massachusetts"),
    state("MI", "Michigan"),
    state("MN", "Minnesota"),
    state("MS", "Mississippi"),
    state("MO", "Missouri"),
    state("MT", "Montana"),
    state("NE", "Nebraska"),
    state("NV", "Nevada"),
    state("NH", "New Hampshire"),
    state("NJ", "New Jersey"),
    state("NM", "New Mexico"),
    state("NY", "New York"),
    state("NC", "North Carolina"),
    state("ND", "North Dakota"),
    state("OH", "Ohio"),
    state("OK", "Oklahoma"),
    state("OR", "Oregon"),
    state("PA", "Pennsylvania"),
    state("RI", "Rhode Island"),
    state("SC", "South Carolina"),
    state("SD", "South Dakota"),
    state("TN", "Tennessee"),
    state("TX", "Texas"),
    state("UT", "Utah"),
    state("VT", "Vermont"),
    state("VA", "Virginia"),
    state("WA", "Washington"),
    state("WV", "West Virginia"),
    state("WI", "Wisconsin"),
    state("WY", "Wyoming"),
    state("AS", "American Samoa"),
    state("GU", "Guam"),
    state("MP", "Northern Mariana Islands"),
    state("PR", "Puerto Rico"),
    state("VI", "Virgin Islands"),
    state("FM", "Micronesia"),
    state("MH", "Marshall Islands"),
    state("PW", "Palau"),
    state("AA", "Armed Forces Americas"),
    state("AE", "Armed Forces Europe"),
    state("AP", "Armed Forces Pacific"),
];

/// First and last three digits, and whose they are: the postal service's labelling list of ZIP code prefixes.
/// The first row that fits decides.
const PREFIXES: &[(u16, u16, &str)] = &[
    (5, 5, "NY"),
    (8, 8, "VI"),
    (6, 9, "PR"),
    (10, 27, "MA"),
    (28, 29, "RI"),
    (30, 38, "NH"),
    (39, 49, "ME"),
    (55, 55, "MA"),
    (50, 59, "VT"),
    (60, 69, "CT"),
    (70, 89, "NJ"),
    (90, 98, "AE"),
    (100, 149, "NY"),
    (150, 196, "PA"),
    (197, 199, "DE"),
    (201, 201, "VA"),
    (200, 205, "DC"),
    (206, 219, "MD"),
    (220, 246, "VA"),
    (247, 268, "WV"),
    (270, 289, "NC"),
    (290, 299, "SC"),
    (300, 319, "GA"),
    (340, 340, "AA"),
    (320, 349, "FL"),
    (350, 369, "AL"),
    (370, 385, "TN"),
    (386, 397, "MS"),
    (398, 399, "GA"),
    (400, 427, "KY"),
    (430, 459, "OH"),
    (460, 479, "IN"),
    (480, 499, "MI"),
    (500, 528, "IA"),
    (530, 549, "WI"),
    (550, 567, "MN"),
    (569, 569, "DC"),
    (570, 577, "SD"),
    (580, 588, "ND"),
    (590, 599, "MT"),
    (600, 629, "IL"),
    (630, 658, "MO"),
    (660, 679, "KS"),
    (680, 693, "NE"),
    (700, 714, "LA"),
    (716, 729, "AR"),
    (733, 733, "TX"),
    (730, 749, "OK"),
    (750, 799, "TX"),
    (800, 816, "CO"),
    (820, 831, "WY"),
    (832, 838, "ID"),
    (840, 847, "UT"),
    (850, 865, "AZ"),
    (885, 885, "TX"),
    (870, 884, "NM"),
    (889, 898, "NV"),
    (900, 961, "CA"),
    (962, 966, "AP"),
    (967, 968, "HI"),
    (969, 969, "GU"),
    (970, 979, "OR"),
    (980, 994, "WA"),
    (995, 999, "AK"),
];

#[cfg(test)]
mod tests {
    use super::{PREFIXES, State};

    #[test]
    fn every_prefix_belongs_to_a_state_that_exists() {
        for (first, last, code) in PREFIXES {
            assert!(first <= last && State::of_code(code).is_some(), "{first} {last} {code}");
        }
    }

    #[test]
    fn a_zip_code_tells_its_state() {
        for (zip, code) in [("80202", "CO"), ("81657", "CO"), ("73301", "TX"), ("73102", "OK"), ("00501", "NY"), ("99950", "AK")] {
            assert_eq!(State::of_zip(zip).map(|state| state.code), Some(code), "{zip}");
        }
        for none in ["00000", "81700", "", "8", "ñññ"] {
            assert_eq!(State::of_zip(none), None, "{none}");
        }
    }

    #[test]
    fn a_state_is_known_by_name_and_by_letters() {
        assert_eq!(State::parse(" colorado "), State::parse("Co"));
        assert_eq!(State::parse("Atlantis"), None);
    }
}
