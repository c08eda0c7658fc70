//! From what a visitor typed to what an estimate is computed from. The only place that knows the fields of the form.

use app::{App, Error, place};
use domain::{
    Invalid, Language, Money, Reason,
    estimate::{Covering, EstimateInput, RoofSection, RoofShape, Shade, Usage},
    place::Coordinates,
};

use crate::{
    extract::{Typed, hundredths},
    problem::Problem,
    refusals::Refusals,
};

/// Sections that a roof can have.
pub(super) const MOST_SECTIONS: usize = 6;

pub(super) const SHAPES: [(RoofShape, &str); 4] =
    [(RoofShape::Gable, "gable"), (RoofShape::Hip, "hip"), (RoofShape::Flat, "flat"), (RoofShape::L, "l")];
pub(super) const COVERINGS: [(Covering, &str); 4] = [
    (Covering::Asphalt, "asphalt"),
    (Covering::Metal, "metal"),
    (Covering::ConcreteTile, "concrete_tile"),
    (Covering::Membrane, "membrane"),
];
pub(super) const SHADES: [(Shade, &str); 3] = [(Shade::None, "none"), (Shade::Some, "some"), (Shade::Heavy, "heavy")];

fn named<T: Copy>(table: &[(T, &str)], name: &str) -> Option<T> {
    table.iter().find(|(_, own)| *own == name).map(|(value, _)| *value)
}

fn name_of<T: PartialEq>(table: &[(T, &'static str)], value: T) -> &'static str {
    table.iter().find(|(own, _)| *own == value).map_or("", |(_, name)| name)
}

/// Whether the section was filled in at all; the first one always counts.
pub(super) fn has_section(typed: &Typed, n: usize) -> bool {
    n == 0 || ["length", "width"].iter().any(|measure| typed.optional(&format!("{measure}_{n}")).is_some())
}

/// Reads the form. Everything that is wrong is said at once.
///
/// # Errors
/// The table of places cannot be read.
pub(super) async fn read(app: &App, typed: &Typed, language: Language) -> Result<Result<EstimateInput, Refusals>, Problem> {
    let mut refusals = Refusals::none(language);
    let place = place(app, typed, &mut refusals).await?;
    let usage = refusals.keep(usage(typed));
    let covering = refusals.keep(typed.choice("covering", |name| named(&COVERINGS, name)));
    let shade = refusals.keep(typed.choice("shade", |name| named(&SHADES, name)));
    let numbers = (0..MOST_SECTIONS).filter(|n| has_section(typed, *n));
    let sections: Vec<RoofSection> = numbers.filter_map(|n| section(typed, n, &mut refusals)).collect();
    match (place, usage, covering, shade) {
        (Some((town, state, coordinates)), Some(usage), Some(covering), Some(shade)) if refusals.is_empty() => {
            Ok(Ok(EstimateInput { coordinates, town, state, sections, covering, shade, usage }))
        }
        _ => Ok(Err(refusals)),
    }
}

/// Town, state, coordinates. A position is more exact than the middle of its town; a town says in which state it is.
async fn place(app: &App, typed: &Typed, refusals: &mut Refusals) -> Result<Option<(String, String, Coordinates)>, Problem> {
    let position = match (typed.optional("latitude"), typed.optional("longitude")) {
        (None, None) => None,
        (north, east) => match refusals.keep(Coordinates::parse(north.unwrap_or_default(), east.unwrap_or_default())) {
            Some(position) => Some(position),
            None => return Ok(None),
        },
    };
    let Some(query) = typed.optional("town") else {
        let Some(position) = position else {
            refusals.add("town", &Invalid::missing("place"));
            return Ok(None);
        };
        let near = place::near(position).filter(|_| app.company().state == place::TOWNS_STATE);
        if near.is_none() {
            refusals.add("latitude", &Invalid::new("latitude", Reason::NotServed { why: "we do not sell here yet" }));
        }
        return Ok(near.map(|town| (town.name.to_owned(), place::TOWNS_STATE.to_owned(), position)));
    };
    let found = match place::lookup(app, query).await {
        Ok(found) => found,
        Err(Error::Invalid(fields)) => {
            fields.iter().for_each(|invalid| refusals.add("town", invalid));
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    };
    let Some(found) = found else {
        refusals.add("town", &Invalid::new("town", Reason::NotServed { why: "we do not know this town or ZIP code" }));
        return Ok(None);
    };
    // The use case would refuse it too; here it is said with everything else that is wrong.
    if position.is_some_and(|position| !place::is_near(position, &found)) {
        refusals.add("latitude", &Invalid::new("latitude", Reason::NotServed { why: "this position is far from the town" }));
        return Ok(None);
    }
    Ok(Some((found.town, found.state, position.unwrap_or(found.coordinates))))
}

/// Energy comes before the bill: it is more exact.
fn usage(typed: &Typed) -> Result<Usage, Invalid> {
    if typed.optional("kwh").is_some() {
        let whole = hundredths(typed.text("kwh")).filter(|value| value % 100 == 0).map(|value| value / 100);
        let kwh = whole.ok_or_else(|| Invalid::malformed("kwh", "a whole number"))?;
        let kwh = u32::try_from(kwh).ok().filter(|kwh| (100..=100_000).contains(kwh));
        return kwh.map(Usage::AnnualKwh).ok_or_else(|| Invalid::out_of_range("kwh", "100", "100,000"));
    }
    let Some(bill) = typed.optional("bill") else { return Err(Invalid::missing("bill")) };
    let cents = hundredths(bill.trim_start_matches('$')).ok_or_else(|| Invalid::malformed("bill", "an amount in dollars"))?;
    if (1_000..=1_000_000).contains(&cents) {
        Ok(Usage::MonthlyBill(Money::usd(cents)))
    } else {
        Err(Invalid::out_of_range("bill", "$10", "$10,000"))
    }
}

/// One section; every wrong measure of it is said at its own field.
fn section(typed: &Typed, n: usize, refusals: &mut Refusals) -> Option<RoofSection> {
    let field = |name: &str| format!("{name}_{n}");
    let shape = named(&SHAPES, typed.text(&field("shape")));
    if shape.is_none() {
        refusals.add(field("shape"), &Invalid::new("shape", Reason::UnknownChoice));
    }
    let mut measure = |name: &'static str, read: fn(&str) -> Option<i64>, expected: &'static str| {
        let text = typed.optional(&field(name)).ok_or_else(|| Invalid::missing(name));
        let value = text.and_then(|text| read(text).ok_or_else(|| Invalid::malformed(name, expected)));
        value.map_err(|invalid| refusals.add(field(name), &invalid)).ok()
    };
    let whole = |text: &str| hundredths(text).filter(|value| value % 100 == 0).map(|value| value / 100);
    let length = measure("length", hundredths, "a length in meters");
    let width = measure("width", hundredths, "a length in meters");
    // A flat roof has no pitch, whatever its field still says.
    let pitch = if shape == Some(RoofShape::Flat) { Some(0) } else { measure("pitch", whole, "a whole number") };
    let direction = measure("direction", whole, "a whole number");
    // What does not fit its type is out of bounds as well; the domain says which bounds. One measure at a time, so that a
    // missing one does not hide another.
    let usual = RoofSection { shape: RoofShape::Gable, length_cm: 1_000, width_cm: 1_000, pitch_deg: 0, azimuth_deg: 0 };
    let length = length.map(|cm| RoofSection { length_cm: u32::try_from(cm).unwrap_or(u32::MAX), ..usual });
    let width = width.map(|cm| RoofSection { width_cm: u32::try_from(cm).unwrap_or(u32::MAX), ..usual });
    let pitch = pitch.map(|degrees| RoofSection { pitch_deg: u8::try_from(degrees).unwrap_or(u8::MAX), ..usual });
    let direction = direction.map(|degrees| RoofSection { azimuth_deg: u16::try_from(degrees).unwrap_or(u16::MAX), ..usual });
    let mut bounded = |one: Option<RoofSection>| one?.checked().map_err(|invalid| refusals.add(field(invalid.field), &invalid)).ok();
    let (length, width, pitch, direction) = (bounded(length), bounded(width), bounded(pitch), bounded(direction));
    Some(RoofSection {
        shape: shape?,
        length_cm: length?.length_cm,
        width_cm: width?.width_cm,
        pitch_deg: pitch?.pitch_deg,
        azimuth_deg: direction?.azimuth_deg,
    })
}

/// The form as it was typed for `input`, for changing an answer.
pub(super) fn written(input: &EstimateInput) -> Typed {
    let mut fields = vec![
        ("town".to_owned(), input.town.clone()),
        ("latitude".to_owned(), degrees(input.coordinates.latitude_e6)),
        ("longitude".to_owned(), degrees(input.coordinates.longitude_e6)),
        ("covering".to_owned(), name_of(&COVERINGS, input.covering).to_owned()),
        ("shade".to_owned(), name_of(&SHADES, input.shade).to_owned()),
        match input.usage {
            Usage::MonthlyBill(bill) => ("bill".to_owned(), decimal(bill.minor)),
            Usage::AnnualKwh(kwh) => ("kwh".to_owned(), kwh.to_string()),
        },
    ];
    for (n, section) in input.sections.iter().enumerate() {
        let measures = [
            ("shape", name_of(&SHAPES, section.shape).to_owned()),
            ("length", decimal(i64::from(section.length_cm))),
            ("width", decimal(i64::from(section.width_cm))),
            ("pitch", section.pitch_deg.to_string()),
            ("direction", section.azimuth_deg.to_string()),
        ];
        fields.extend(measures.into_iter().map(|(name, value)| (format!("{name}_{n}"), value)));
    }
    fields.into_iter().collect()
}

/// Hundredths as they are typed: `12`, `12.5`, `12.05`.
fn decimal(hundredths: i64) -> String {
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => whole.to_string(),
        (whole, part) => format!("{whole}.{part:02}").trim_end_matches('0').to_owned(),
    }
}

fn degrees(micro: i32) -> String {
    let (sign, size) = (if micro < 0 { "-" } else { "" }, micro.unsigned_abs());
    format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> Typed {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn read_section(fields: &[(&str, &str)]) -> (Option<RoofSection>, Vec<String>) {
        let mut refusals = Refusals::none(Language::English);
        let section = section(&typed(fields), 0, &mut refusals);
        (section, refusals.all().iter().map(|(at, _)| at.clone()).collect())
    }

    #[test]
    fn a_section_is_read_to_the_centimetre() {
        let fields = [("shape_0", "hip"), ("length_0", "12.35"), ("width_0", "8,5"), ("pitch_0", "22"), ("direction_0", "200")];
        let (section, refused) = read_section(&fields);
        assert_eq!(refused, Vec::<String>::new());
        assert_eq!(section, Some(RoofSection { shape: RoofShape::Hip, length_cm: 1_235, width_cm: 850, pitch_deg: 22, azimuth_deg: 200 }));
    }

    #[test]
    fn every_wrong_measure_is_said_at_its_field() {
        let fields = [("shape_0", "dome"), ("length_0", "1e3"), ("width_0", ""), ("pitch_0", "22.5"), ("direction_0", "south")];
        assert_eq!(read_section(&fields), (None, ["shape_0", "length_0", "width_0", "pitch_0", "direction_0"].map(str::to_owned).to_vec()));
        let fields = [("shape_0", "gable"), ("length_0", "-3"), ("width_0", "8"), ("pitch_0", "25"), ("direction_0", "180")];
        assert_eq!(read_section(&fields), (None, vec!["length_0".to_owned()]));
        let fields = [("shape_0", "gable"), ("length_0", "101"), ("width_0", ""), ("pitch_0", "61"), ("direction_0", "360")];
        assert_eq!(read_section(&fields), (None, ["width_0", "length_0", "pitch_0", "direction_0"].map(str::to_owned).to_vec()));
    }

    #[test]
    fn a_flat_roof_has_no_pitch() {
        let fields = [("shape_0", "flat"), ("length_0", "12"), ("width_0", "8"), ("pitch_0", "25"), ("direction_0", "180")];
        assert_eq!(read_section(&fields).0.map(|section| section.pitch_deg), Some(0));
    }

    #[test]
    fn a_bill_is_read_to_the_cent() {
        assert_eq!(usage(&typed(&[("bill", "$1,234.56")])), Ok(Usage::MonthlyBill(Money::usd(123_456))));
        assert_eq!(usage(&typed(&[("bill", "150"), ("kwh", "9,000")])), Ok(Usage::AnnualKwh(9_000)));
        for (fields, field) in [
            ([("bill", "9.99"), ("kwh", "")], "bill"),
            ([("bill", "0.001"), ("kwh", "")], "bill"),
            ([("bill", ""), ("kwh", "")], "bill"),
            ([("bill", "150"), ("kwh", "99")], "kwh"),
            ([("bill", "150"), ("kwh", "100.5")], "kwh"),
        ] {
            assert_eq!(usage(&typed(&fields)).map_err(|invalid| invalid.field), Err(field), "{fields:?}");
        }
    }

    #[test]
    fn what_was_computed_can_be_typed_again() {
        let section = RoofSection { shape: RoofShape::L, length_cm: 1_205, width_cm: 850, pitch_deg: 30, azimuth_deg: 5 };
        let input = EstimateInput {
            coordinates: Coordinates::new(39_739_200, -104_990_300).unwrap(),
            town: "Denver".into(),
            state: "CO".into(),
            sections: vec![section, section],
            covering: Covering::ConcreteTile,
            shade: Shade::Some,
            usage: Usage::MonthlyBill(Money::usd(15_050)),
        };
        let typed = written(&input);
        assert_eq!((typed.text("longitude"), typed.text("bill"), typed.text("length_1")), ("-104.990300", "150.5", "12.05"));
        assert!(has_section(&typed, 1) && !has_section(&typed, 2));
        let mut refusals = Refusals::none(Language::English);
        assert_eq!(super::section(&typed, 1, &mut refusals), Some(section));
        assert_eq!(usage(&typed), Ok(input.usage));
    }
}
