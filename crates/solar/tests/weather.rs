//! The readers of weather files: what they take, what they refuse by name, and that nothing makes them fall over.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of a test may fail it")]

use std::{fmt::Write as _, io::Write as _};

use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};
use solar::{
    Site,
    weather::{self, Doubt, Reason, Refused, Source, Weather, year::DAYS},
};

type Reader = fn(&str, &[u8]) -> Result<Weather, Refused>;

const BY_NAME: [Reader; 6] =
    [weather::read, weather::epw::read, weather::tmy3::read, weather::nsrdb::read, weather::pvgis_csv::read, weather::pvgis_json::read];

/// Days of a calendar with their month (from 1) and number in it.
fn days(leap: bool) -> impl Iterator<Item = (u8, u8)> {
    (1_u8..).zip(DAYS).flat_map(move |(month, length)| (1..=length + u8::from(leap && month == 2)).map(move |day| (month, day)))
}

/// A whole EPW file: 500 W/m² of beam and 80 of diffuse light from 8 to 16 o'clock.
fn epw(leap: bool, row_of: impl Fn(usize, String) -> Option<String>) -> Vec<u8> {
    let mut text = String::from("LOCATION,Nowhere,-,XXX,Made,0,45.0,8.0,1.0,250.0\n");
    for line in [
        "DESIGN CONDITIONS,0",
        "TYPICAL/EXTREME PERIODS,0",
        "GROUND TEMPERATURES,0",
        "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0",
        "COMMENTS 1,",
        "COMMENTS 2,",
        "DATA PERIODS,1,1,Data,Sunday,1/1,12/31",
    ] {
        writeln!(text, "{line}").unwrap();
    }
    let mut number = 0;
    for (month, day) in days(leap) {
        for hour in 1..=24 {
            let (beam, diffuse) = if (9..=16).contains(&hour) { (500, 80) } else { (0, 0) };
            let row = format!(
                "2019,{month},{day},{hour},0,?9,12.5,5.0,60,98000,0,0,300,400,{beam},{diffuse},0,0,0,0,180,2.5,0,0,9,9,9,9,0,0,0,0,0,0,0"
            );
            if let Some(row) = row_of(number, row) {
                writeln!(text, "{row}").unwrap();
            }
            number += 1;
        }
    }
    text.into_bytes()
}

fn whole() -> Vec<u8> {
    epw(false, |_, row| Some(row))
}

/// The file with one field of one row replaced.
fn with_field(row_number: usize, position: usize, value: &str) -> Vec<u8> {
    epw(false, |number, row| {
        let mut fields: Vec<&str> = row.split(',').collect();
        if number == row_number {
            fields[position] = value;
        }
        Some(fields.join(","))
    })
}

fn reason(bytes: &[u8]) -> (Option<usize>, Reason) {
    let refused = weather::read("x.epw", bytes).unwrap_err();
    assert!(refused.to_string().starts_with("x.epw"));
    (refused.line, refused.reason)
}

#[test]
fn a_whole_file_is_read_and_its_hours_are_where_they_belong() {
    let read = weather::read("x.epw", &whole()).unwrap();
    assert_eq!((read.source, read.station.name.as_str(), read.warnings.len()), (Source::Epw, "Nowhere", 0));
    // Row "hour 9" is the hour from 8 to 9.
    assert!(read.hours.beam[7] == 0.0 && read.hours.beam[8] == 500.0 && read.hours.beam[15] == 500.0 && read.hours.beam[16] == 0.0);
    assert!((read.moment_h - 0.5).abs() < f64::EPSILON);
}

#[test]
fn what_is_missing_twice_or_wrong_is_refused_by_line() {
    let first_row = 9;
    assert_eq!(
        reason(&epw(false, |number, row| (number != 100).then_some(row))),
        (None, Reason::Incomplete { missing: 1, month: 1, day: 5, hour: 4 })
    );
    assert_eq!(reason(&with_field(30, 2, "1")), (Some(first_row + 30), Reason::Twice { month: 1, day: 1, hour: 6 }));
    assert_eq!(reason(&with_field(5, 14, "9999")), (Some(first_row + 5), Reason::MissingValue("direct normal irradiance")));
    assert_eq!(
        reason(&with_field(5, 15, "dark")),
        (Some(first_row + 5), Reason::NotANumber { column: "diffuse horizontal irradiance", text: "dark".to_owned() })
    );
    assert_eq!(reason(&with_field(5, 15, "nan")).0, Some(first_row + 5));
    assert_eq!(reason(&with_field(5, 3, "25")), (Some(first_row + 5), Reason::OutOfRange { column: "the hour", low: 1, high: 24 }));
    assert_eq!(reason(&with_field(31 * 24, 2, "30")), (Some(first_row + 744), Reason::NoSuchDay { month: 2, day: 30 }));
    let text = String::from_utf8(whole()).unwrap();
    assert_eq!(reason(text.replace("DATA PERIODS,1,1", "DATA PERIODS,1,4").as_bytes()), (Some(8), Reason::SubHourly));
    assert_eq!(
        reason(text.replace("45.0,8.0,1.0", "95.0,8.0,1.0").as_bytes()),
        (Some(1), Reason::OutOfRange { column: "the latitude", low: -90, high: 90 })
    );
    assert_eq!(reason(b"").1, Reason::UnknownFormat);
    assert_eq!(reason(&vec![b','; weather::text::LARGEST_BYTES + 1]).1, Reason::TooLarge);
}

#[test]
fn impossible_values_are_kept_with_a_warning_and_give_no_energy() {
    let read = weather::read("x.epw", &with_field(12, 14, "1800")).unwrap();
    assert_eq!(read.hours.beam[12], 1800.0);
    assert!(
        read.warnings.iter().any(|warning| warning.doubt == Doubt::BeamAboveSun && warning.first_line == Some(21) && warning.hours == 1)
    );
    let plane = [solar::PlaneSystem { tilt_deg: 30.0, azimuth_deg: 180.0, kw_dc: 1.0 }];
    let hours = Site::of(&read).hourly(&plane, 0);
    assert!(hours.ac_kw[12] == 0.0 && hours.ac_kw[11] > 0.1);
    for (position, value, doubt) in [
        (6, "-120", Doubt::ImpossibleTemperature),
        (21, "-3", Doubt::ImpossibleWind),
        (15, "1500", Doubt::DiffuseAboveSky),
        (14, "-40", Doubt::NegativeIrradiance),
    ] {
        let read = weather::read("x.epw", &with_field(12, position, value)).unwrap();
        assert_eq!(read.warnings.iter().map(|warning| warning.doubt).collect::<Vec<_>>(), [doubt]);
        assert!(Site::of(&read).production(&plane, 0).annual_kwh.is_finite());
    }
}

#[test]
fn a_leap_day_is_left_out_and_gaps_are_bridged_with_a_warning() {
    let leap = weather::read("x.epw", &epw(true, |_, row| Some(row))).unwrap();
    assert_eq!(leap.hours, weather::read("x.epw", &whole()).unwrap().hours);
    assert!(leap.warnings.iter().any(|warning| warning.doubt == Doubt::LeapDay && warning.hours == 24));
    let gap = weather::read("x.epw", &with_field(12, 6, "99.9")).unwrap();
    assert_eq!(gap.hours.air_c[12], 12.5);
    assert!(gap.warnings.iter().any(|warning| warning.doubt == Doubt::BridgedTemperature));
    let long = epw(false, |number, row| Some(if number < 40 { row.replace(",12.5,", ",99.9,") } else { row }));
    assert_eq!(reason(&long).1, Reason::LongGap { column: "temperature" });
}

#[test]
fn line_ends_byte_order_marks_and_old_letters_do_not_matter() {
    let plain = weather::read("x.epw", &whole()).unwrap().hours;
    let text = String::from_utf8(whole()).unwrap();
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend_from_slice(text.replace('\n', "\r\n").replace("Nowhere", "Z\u{fc}rich").as_bytes());
    assert_eq!(weather::read("x.epw", &marked).unwrap().hours, plain);
    let latin: Vec<u8> = whole().into_iter().map(|byte| if byte == b'w' { 0xfc } else { byte }).collect();
    assert_eq!(weather::epw::read("x.epw", &latin).unwrap().hours, plain);
}

#[test]
fn sam_files_count_hours_from_naught_or_from_one_and_may_have_a_minute() {
    let file = |minute: &str, from: u8| {
        let (head, value) = if minute.is_empty() { ("", String::new()) } else { (",Minute", format!(",{minute}")) };
        let mut text = format!(
            "Source,Location ID,City,Latitude,Longitude,Time Zone,Elevation\nX,1,\"A, B\",45,8,1,250\nYear,Month,Day,Hour{head},DNI,DHI,Tdry,Wspd\n"
        );
        for (month, day) in days(false) {
            for hour in 0..24_u8 {
                writeln!(text, "2019,{month},{day},{}{value},{},{},10,2", hour + from, if hour == 12 { 700 } else { 0 }, hour).unwrap();
            }
        }
        text.into_bytes()
    };
    let plain = weather::read("x.csv", &file("", 0)).unwrap();
    assert_eq!((plain.source, plain.station.name.as_str(), plain.hours.beam[12]), (Source::Nsrdb, "A, B", 700.0));
    assert_eq!(weather::read("x.csv", &file("", 1)).unwrap().hours, plain.hours);
    assert!((weather::read("x.csv", &file("0", 0)).unwrap().moment_h).abs() < f64::EPSILON);
    assert!((weather::read("x.csv", &file("30", 0)).unwrap().moment_h - 0.5).abs() < f64::EPSILON);
    let text = String::from_utf8(file("30", 0)).unwrap();
    assert_eq!(weather::read("x.csv", text.replacen(",1,30,", ",0,0,", 1).as_bytes()).unwrap_err().reason, Reason::SubHourly);
    assert_eq!(weather::read("x.csv", text.replace("DHI", "XXX").as_bytes()).unwrap_err().reason, Reason::MissingColumn("DHI"));
}

#[test]
fn files_of_the_world_are_read() {
    let Ok(data) = std::env::var("SUNWARD_REFERENCE_DATA") else {
        writeln!(std::io::stderr(), "LEFT OUT: SUNWARD_REFERENCE_DATA is not set, so no real weather file was read").unwrap();
        return;
    };
    let south = [solar::PlaneSystem { tilt_deg: 30.0, azimuth_deg: 180.0, kw_dc: 1.0 }];
    let mut pvgis = Vec::new();
    let mut sources = Vec::new();
    for entry in std::fs::read_dir(format!("{data}/weather")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        if name.ends_with(".md") {
            assert_eq!(weather::read(&name, &bytes).unwrap_err().reason, Reason::UnknownFormat);
            continue;
        }
        let read = weather::read(&name, &bytes).unwrap_or_else(|refused| panic!("{refused}"));
        let annual = Site::of(&read).production(&south, 0).annual_kwh;
        println!("{name}: {}, {:.1} kWh/kW, {:?}", read.source.name(), annual, read.warnings);
        assert!((700.0..2_100.0).contains(&annual), "{name}: {annual}");
        if read.source == Source::PvgisCsv || read.source == Source::PvgisJson {
            pvgis.push(annual);
        }
        sources.push(read.source);
    }
    for source in [Source::Epw, Source::Tmy3, Source::Nsrdb, Source::PvgisCsv, Source::PvgisJson] {
        assert!(sources.contains(&source), "{source:?}");
    }
    assert!(pvgis.len() == 2 && (pvgis[0] - pvgis[1]).abs() < 1e-6, "both forms of PVGIS are one year: {pvgis:?}");
}

/// The hours of PVGIS obey global = beam · sin(height) + diffuse, which shows where in the hour its sun stood.
#[test]
fn the_sun_of_pvgis_stands_where_its_irradiance_says() {
    let Ok(data) = std::env::var("SUNWARD_REFERENCE_DATA") else { return };
    let text = std::fs::read_to_string(format!("{data}/weather/pvgis_tmy_45_8.csv")).unwrap();
    let read = weather::read("pvgis.csv", text.as_bytes()).unwrap();
    // One hour east of Greenwich: the first row is the second hour.
    assert!((read.station.utc_offset_h - 1.0).abs() < f64::EPSILON && (read.moment_h - 0.1761).abs() < 1e-9);
    let (mut squares, mut count) = (0.0, 0.0);
    for row in text.lines().map(|line| line.split(',').collect::<Vec<_>>()).filter(|row| row.len() == 10 && row[0].starts_with("20")) {
        let (global, beam, diffuse): (f64, f64, f64) = (row[3].parse().unwrap(), row[4].parse().unwrap(), row[5].parse().unwrap());
        let date = |range: std::ops::Range<usize>| row[0][range].parse::<i32>().unwrap();
        if beam > 200.0 {
            let day = f64::from(solar::sun::series::days_from_epoch(date(0..4), date(4..6), date(6..8)));
            let seconds = day * 86_400.0 + (f64::from(date(9..11)) + read.moment_h) * 3_600.0;
            squares += ((global - diffuse) / beam - solar::sun::position::direction(seconds, 45.0, 8.0).up).powi(2);
            count += 1.0;
        }
    }
    let rms = f64::sqrt(squares / count);
    println!("{count} hours of PVGIS: sine of the height off by {rms:.5} rms");
    assert!(count > 2_000.0 && rms < 0.002);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_fall_over(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        for reader in BY_NAME {
            drop(reader("x", &bytes));
        }
    }

    #[test]
    fn nothing_that_looks_like_a_file_makes_a_reader_fall_over(
        head in proptest::sample::select(vec![
            "LOCATION,a,b,c,d,e,1,2,3,4\nDATA PERIODS,1,1\n",
            "1,\"A\",B,-7,40,-105,1600\nDate (MM/DD/YYYY),Time (HH:MM),DNI (W/m^2),DHI (W/m^2),Dry-bulb (C),Wspd (m/s)\n",
            "Latitude,Longitude,Time Zone,Elevation\n40,-105,-7,1600\nYear,Month,Day,Hour,Minute,DNI,DHI,Temperature,Wind Speed\n",
            "Latitude (decimal degrees): 45\nLongitude (decimal degrees): 8\nElevation (m): 250\n\ntime(UTC),T2m,Gb(n),Gd(h),WS10m\n",
            "{\"inputs\":{\"location\":{\"latitude\":45,\"longitude\":8,\"elevation\":250}},\"outputs\":{\"tmy_hourly\":[{\"time(UTC)\":",
        ]),
        tail in "[-0-9a-z,.:/\"{}\\[\\]\n e]{0,300}",
    ) {
        let text = format!("{head}{tail}");
        for reader in BY_NAME {
            // None of these is a year.
            prop_assert!(reader("x", text.as_bytes()).is_err());
        }
    }

    #[test]
    fn a_file_with_any_byte_changed_is_refused_or_gives_a_finite_year(position in any::<proptest::sample::Index>(), byte in any::<u8>()) {
        static WHOLE: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(whole);
        let mut bytes = WHOLE.clone();
        let at = position.index(bytes.len());
        bytes[at] = byte;
        if let Ok(read) = weather::read("x", &bytes) {
            let year = Site::of(&read).production(&[solar::PlaneSystem { tilt_deg: 30.0, azimuth_deg: 180.0, kw_dc: 1.0 }], 0);
            prop_assert!(year.annual_kwh.is_finite() && year.annual_kwh >= 0.0 && year.annual_kwh < 2_500.0);
        }
    }
}
