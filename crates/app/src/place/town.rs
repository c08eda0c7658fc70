//! The built-in table: towns of Colorado, one ZIP code each.

use domain::place::{Coordinates, PostalCode};

use super::name::spelling;

/// A town that can be chosen without importing anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Town {
    /// Its name as its people write it: `Cañon City`.
    pub name: &'static str,
    /// The ZIP code of its middle.
    pub zip: &'static str,
    latitude_e6: i32,
    longitude_e6: i32,
}

/// The state that all of [`towns`] are in.
pub const STATE: &str = "CO";

/// The borders of that state: lines of latitude and longitude, microdegrees.
const BORDERS: (std::ops::RangeInclusive<i32>, std::ops::RangeInclusive<i32>) = (37_000_000..=41_000_000, -109_050_000..=-102_050_000);

/// The built-in town whose middle is nearest to a position within the state; none outside of it.
#[must_use]
pub fn near(position: Coordinates) -> Option<&'static Town> {
    let is_inside = BORDERS.0.contains(&position.latitude_e6) && BORDERS.1.contains(&position.longitude_e6);
    let away = |town: &Town| town.place().map_or(f64::INFINITY, |(_, middle)| middle.distance_km(position));
    TOWNS.iter().filter(|_| is_inside).min_by(|one, other| away(one).total_cmp(&away(other)))
}

/// The built-in towns, in the order of their names.
#[must_use]
pub fn towns() -> &'static [Town] {
    TOWNS
}

impl Town {
    /// Its middle, to about a kilometre; `None` never happens and is tested.
    pub(super) fn place(&self) -> Option<(PostalCode, Coordinates)> {
        Some((PostalCode::parse("zip", self.zip).ok()?, Coordinates::new(self.latitude_e6, self.longitude_e6).ok()?))
    }
}

pub(super) fn by_name(spelt: &str) -> Option<&'static Town> {
    TOWNS.iter().find(|town| spelling(town.name) == spelt)
}

pub(super) fn by_zip(zip: &str) -> Option<&'static Town> {
    TOWNS.iter().find(|town| town.zip == zip)
}

const fn town(name: &'static str, zip: &'static str, latitude_e6: i32, longitude_e6: i32) -> Town {
    Town { name, zip, latitude_e6, longitude_e6 }
}

/// `sample = true`: written by hand from the internal points of the public-domain Census gazetteer as remembered,
/// rounded to 0.0001°, not copied from a file. An imported table comes before it.
const TOWNS: &[Town] = &[
    town("Alamosa", "81101", 37_468_100, -105_873_900),
    town("Arvada", "80002", 39_802_800, -105_087_500),
    town("Aspen", "81611", 39_191_100, -106_817_500),
    town("Aurora", "80012", 39_729_400, -104_831_900),
    town("Avon", "81620", 39_631_400, -106_522_200),
    town("Bayfield", "81122", 37_225_600, -107_598_100),
    town("Berthoud", "80513", 40_308_300, -105_081_100),
    town("Boulder", "80302", 40_015_000, -105_270_500),
    town("Breckenridge", "80424", 39_481_700, -106_038_400),
    town("Brighton", "80601", 39_985_300, -104_820_600),
    town("Broomfield", "80020", 39_920_500, -105_086_700),
    town("Brush", "80723", 40_258_900, -103_623_800),
    town("Buena Vista", "81211", 38_842_200, -106_131_100),
    town("Burlington", "80807", 39_306_100, -102_269_400),
    town("Cañon City", "81212", 38_441_000, -105_242_400),
    town("Carbondale", "81623", 39_402_200, -107_211_200),
    town("Castle Rock", "80104", 39_372_200, -104_856_100),
    town("Centennial", "80112", 39_579_100, -104_876_900),
    town("Colorado Springs", "80903", 38_833_900, -104_821_400),
    town("Commerce City", "80022", 39_808_300, -104_933_900),
    town("Conifer", "80433", 39_521_100, -105_305_300),
    town("Cortez", "81321", 37_348_900, -108_585_900),
    town("Craig", "81625", 40_515_300, -107_546_500),
    town("Crested Butte", "81224", 38_869_700, -106_987_800),
    town("Delta", "81416", 38_742_200, -108_069_000),
    town("Denver", "80202", 39_739_200, -104_990_300),
    town("Durango", "81301", 37_275_300, -107_880_100),
    town("Eagle", "81631", 39_655_300, -106_828_700),
    town("Edwards", "81632", 39_645_000, -106_594_200),
    town("Elizabeth", "80107", 39_360_300, -104_596_900),
    town("Englewood", "80110", 39_647_800, -104_987_800),
    town("Erie", "80516", 40_050_300, -105_050_000),
    town("Estes Park", "80517", 40_377_200, -105_521_700),
    town("Evans", "80620", 40_376_400, -104_692_200),
    town("Evergreen", "80439", 39_633_300, -105_317_200),
    town("Firestone", "80520", 40_112_500, -104_936_600),
    town("Fort Collins", "80524", 40_585_300, -105_084_400),
    town("Fort Lupton", "80621", 40_084_700, -104_813_100),
    town("Fort Morgan", "80701", 40_250_300, -103_799_900),
    town("Fountain", "80817", 38_682_200, -104_700_800),
    town("Frederick", "80530", 40_099_200, -104_937_200),
    town("Frisco", "80443", 39_574_400, -106_097_500),
    town("Fruita", "81521", 39_158_900, -108_729_000),
    town("Glenwood Springs", "81601", 39_550_500, -107_324_800),
    town("Golden", "80401", 39_755_500, -105_221_100),
    town("Granby", "80446", 40_086_100, -105_939_500),
    town("Grand Junction", "81501", 39_063_900, -108_550_600),
    town("Greeley", "80631", 40_423_300, -104_709_100),
    town("Greenwood Village", "80111", 39_617_200, -104_950_800),
    town("Gunnison", "81230", 38_545_800, -106_925_300),
    town("Highlands Ranch", "80126", 39_553_900, -104_969_400),
    town("Idaho Springs", "80452", 39_742_500, -105_513_600),
    town("Johnstown", "80534", 40_336_900, -104_912_200),
    town("La Junta", "81050", 37_985_000, -103_543_800),
    town("Lafayette", "80026", 39_993_600, -105_089_700),
    town("Lakewood", "80226", 39_704_700, -105_081_400),
    town("Lamar", "81052", 38_087_200, -102_620_700),
    town("Leadville", "80461", 39_250_800, -106_292_500),
    town("Limon", "80828", 39_263_900, -103_692_200),
    town("Littleton", "80120", 39_613_300, -105_016_600),
    town("Lone Tree", "80124", 39_536_600, -104_896_400),
    town("Longmont", "80501", 40_167_200, -105_101_900),
    town("Louisville", "80027", 39_977_800, -105_131_900),
    town("Loveland", "80537", 40_397_800, -105_075_000),
    town("Lyons", "80540", 40_224_700, -105_271_400),
    town("Manitou Springs", "80829", 38_859_700, -104_917_200),
    town("Meeker", "81641", 40_037_500, -107_913_100),
    town("Monte Vista", "81144", 37_579_200, -106_148_100),
    town("Montrose", "81401", 38_478_300, -107_876_200),
    town("Monument", "80132", 39_091_700, -104_872_800),
    town("Nederland", "80466", 39_961_400, -105_510_800),
    town("New Castle", "81647", 39_572_800, -107_536_400),
    town("Northglenn", "80233", 39_896_100, -104_981_100),
    town("Pagosa Springs", "81147", 37_269_500, -107_009_800),
    town("Parker", "80134", 39_518_600, -104_761_400),
    town("Pueblo", "81003", 38_254_400, -104_609_100),
    town("Rifle", "81650", 39_534_700, -107_783_100),
    town("Salida", "81201", 38_534_700, -105_998_900),
    town("Silverthorne", "80498", 39_632_100, -106_074_300),
    town("Steamboat Springs", "80487", 40_485_000, -106_831_700),
    town("Sterling", "80751", 40_625_500, -103_207_700),
    town("Telluride", "81435", 37_937_500, -107_812_300),
    town("Thornton", "80229", 39_868_000, -104_971_900),
    town("Trinidad", "81082", 37_169_500, -104_500_500),
    town("Vail", "81657", 39_640_300, -106_374_200),
    town("Walsenburg", "81089", 37_624_200, -104_780_300),
    town("Wellington", "80549", 40_703_900, -105_008_600),
    town("Westminster", "80031", 39_836_700, -105_037_200),
    town("Wheat Ridge", "80033", 39_766_100, -105_077_200),
    town("Windsor", "80550", 40_477_500, -104_901_400),
    town("Winter Park", "80482", 39_891_700, -105_763_100),
    town("Woodland Park", "80863", 38_993_900, -105_056_900),
    town("Yuma", "80759", 40_122_200, -102_725_200),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use domain::place::Coordinates;

    use super::{STATE, TOWNS, by_name, by_zip, near, spelling, towns};
    use crate::place::state::State;

    #[test]
    fn a_position_is_near_a_town_only_within_the_state() {
        let at = |latitude, longitude| near(Coordinates::parse(latitude, longitude).unwrap()).map(|town| town.name);
        assert_eq!(at("39.7420", "-104.9915"), Some("Denver"));
        assert_eq!(at("40.02", "-105.28"), Some("Boulder"));
        assert_eq!(at("41.1400", "-104.8202"), None, "Cheyenne is in Wyoming");
        assert_eq!(at("37.7749", "-122.4194"), None);
    }

    #[test]
    fn every_town_has_a_name_a_zip_code_of_colorado_and_a_middle_within_it() {
        for town in towns() {
            let (zip, middle) = town.place().unwrap();
            assert_eq!(State::of_zip(zip.as_str()).map(|state| state.code), Some(STATE), "{}", town.name);
            // Colorado is a rectangle: 37 to 41 degrees north, 109.05 to 102.05 west.
            assert!((37.0..41.0).contains(&middle.latitude()) && (-109.05..-102.05).contains(&middle.longitude()), "{}", town.name);
        }
    }

    #[test]
    fn names_and_zip_codes_are_there_once_and_in_order() {
        let names: Vec<String> = TOWNS.iter().map(|town| spelling(town.name)).collect();
        assert!(names.is_sorted());
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), TOWNS.len());
        assert_eq!(TOWNS.iter().map(|town| town.zip).collect::<HashSet<_>>().len(), TOWNS.len());
    }

    #[test]
    fn a_town_is_found_by_its_spelling_and_by_its_zip_code() {
        assert_eq!(by_name("Canon City"), by_zip("81212"));
        assert_eq!(by_zip("81212").unwrap().name, "Cañon City");
        assert_eq!(by_name("Springfield"), None);
    }
}
