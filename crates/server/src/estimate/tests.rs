use std::{io::Write as _, path::PathBuf};

use clap::Parser as _;

use super::{
    engine::{self, Source, Year},
    json, picture, table,
};
use crate::cli::{Cli, Command, Estimate, Plane, Shading};

fn asked(line: &str) -> Estimate {
    let Some(Command::Estimate(asked)) = Cli::try_parse_from(line.split_whitespace()).unwrap().command else { panic!("{line}") };
    asked
}

fn year_of(line: &str) -> Year {
    let asked = asked(line);
    engine::year(&asked.sky, &asked.all_planes(), &asked.shading).unwrap()
}

const DENVER: &str = "sunward estimate --lat 39.74 --lon -104.99 --tilt 30 --azimuth 180 --kw 5";

/// A year without an engine: noon has light, in summer more.
fn made_up(station: &str) -> Year {
    let ac_kw = (0..8_760_u16)
        .map(|hour| {
            let (day, clock) = (f32::from(hour / 24), f32::from(hour % 24));
            (4.0 - (clock - 12.0).abs()).max(0.0) * (1.0 + (day / 364.0 * std::f32::consts::PI).sin()) / 2.0
        })
        .collect();
    let monthly_kwh = [110.0, 200.5, 300.0, 400.0, 500.0, 600.0, 700.0, 600.0, 500.0, 400.0, 1_300.0, 80.25];
    Year {
        source: Source {
            kind: "EPW",
            file: Some("x.epw".to_owned()),
            station: station.to_owned(),
            latitude_deg: -33.97,
            longitude_deg: 18.6,
            utc_offset_h: 2.0,
            warnings: vec!["2 hours from line 77 on: more beam than the sun sends".to_owned()],
            basis: "a typical year",
        },
        planes: vec![
            Plane { tilt_deg: 25.0, azimuth_deg: 0.0, kw_dc: 3.4 },
            Plane { tilt_deg: 10.0, azimuth_deg: 217.0, kw_dc: 1.25 },
            Plane { tilt_deg: 0.0, azimuth_deg: 0.0, kw_dc: 1.0 },
        ],
        shading: Shading::default(),
        monthly_kwh,
        annual_kwh: monthly_kwh.iter().sum(),
        low_kwh: 5_300.4,
        high_kwh: 6_100.0,
        relative_sigma: 0.0477,
        poa_kwh_m2: 1_989.4,
        ac_kw,
    }
}

#[test]
fn the_table_is_ascii_and_fits_its_terminal() {
    for columns in [1, 20, 40, 80, 200] {
        let page = table::of(&made_up("São Paulo\u{7}"), columns);
        assert!(page.is_ascii() && page.lines().all(|line| !line.ends_with(' ') && !line.contains('\u{7}')), "{page}");
        assert!(page.starts_with("S?o Paulo"));
        let bars: Vec<usize> = page.lines().map(|line| line.matches('#').count()).filter(|bar| *bar > 0).collect();
        let longest = bars.iter().max().copied().unwrap_or_default();
        assert_eq!(longest, columns.min(100).saturating_sub(18).max(1), "{columns}: {page}");
        let width = page.lines().filter(|line| line.contains('#')).map(str::len).max().unwrap_or_default();
        assert!(columns < 20 || width <= columns, "{columns}: {width}");
    }
}

#[test]
fn the_table_is_as_it_was_reviewed() {
    let expected = "\
Cape Town: 33.97 S, 18.60 E, EPW
3.4 kW at 25 degrees facing north, 1.25 kW at 10 degrees facing south-west (217 degrees) and 1 kW level

  AC energy      5,691 kWh a year, 1,007 kWh/kW
  9 of 10 times  more than 5,300 kWh (P90)
  1 of 10 times  more than 6,100 kWh (P10)
  On the panels  1,989 kWh/m2 of sun a year

  Jan       110  ####
  Feb       200  ######
  Mar       300  ##########
  Apr       400  #############
  May       500  ################
  Jun       600  ###################
  Jul       700  #######################
  Aug       600  ###################
  Sep       500  ################
  Oct       400  #############
  Nov     1,300  ##########################################
  Dec      80.2  ###
  kWh AC each month

  Uncertainty: 4.8 % (one standard deviation), from a
  typical year.
  Doubtful: 2 hours from line 77 on: more beam than the sun
  sends.
";
    let page = table::of(&made_up("Cape Town"), 60);
    assert!(page == expected, "{page}");
}

#[test]
fn the_json_has_what_programs_ask_for() {
    let year = year_of(DENVER);
    let text = json::of(&year).unwrap();
    assert!(text.ends_with("}\n"));
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let months: Vec<f64> = value["ac_monthly_kwh"].as_array().unwrap().iter().map(|kwh| kwh.as_f64().unwrap()).collect();
    let annual = value["ac_annual_kwh"].as_f64().unwrap();
    assert!(months.len() == 12 && (months.iter().sum::<f64>() - annual).abs() < 0.01, "{text}");
    assert!((6_500.0..9_000.0).contains(&annual), "{annual}");
    assert!((1_600.0..2_300.0).contains(&value["poa_annual_kwh_m2"].as_f64().unwrap()));
    assert_eq!(value["weather"]["source"], "climate table");
    let p = |name: &str| value["uncertainty"][name].as_f64().unwrap();
    assert!(p("p90_annual_kwh") < p("p50_annual_kwh") && p("p50_annual_kwh") < p("p10_annual_kwh"));
    assert!((p("p50_annual_kwh") - annual).abs() < 1e-9 && p("relative_sigma") > 0.0);
    assert_eq!((&value["kw_dc"], &value["planes"][0]["azimuth_deg"]), (&5.0.into(), &180.0.into()));
}

#[test]
fn the_hours_add_up_to_the_year() {
    let year = year_of("sunward estimate --lat -33.97 --lon 18.6 --plane 25:0:3 --plane 25:90:2");
    let hours: f64 = year.ac_kw.iter().map(|kw| f64::from(*kw)).sum();
    assert!((hours / year.annual_kwh - 1.0).abs() < 1e-4, "{hours} {}", year.annual_kwh);
    assert!((year.kw_dc() - 5.0).abs() < 1e-9);
}

#[test]
fn the_picture_is_the_same_every_time_and_has_words_and_no_script() {
    let year = made_up(r#"<script>"Bonn" & Köln</script>"#);
    let svg = picture::of(&year);
    assert_eq!(svg, picture::of(&year));
    assert!(svg.contains(r#"role="img" aria-labelledby="title description""#) && svg.contains(r#"<title id="title">"#));
    assert!(svg.contains("&lt;script&gt;&quot;Bonn&quot; &amp; Köln") && !svg.contains("<script") && !svg.contains("href"));
    for word in ["November: 1,300 kWh", "November 1,300", "noon", "5,300 to 6,100 kWh", "prefers-color-scheme:dark"] {
        assert!(svg.contains(word), "{word}");
    }
    assert!(svg.len() < 200_000, "{}", svg.len());
    assert_eq!(svg.matches("<g>").count() + svg.matches("<g ").count(), svg.matches("</g>").count());
}

#[test]
fn a_year_without_light_can_be_drawn_and_told() {
    let dark = Year { ac_kw: vec![0.0; 8_760], monthly_kwh: [0.0; 12], annual_kwh: 0.0, low_kwh: 0.0, high_kwh: 0.0, ..made_up("") };
    assert!(!picture::of(&dark).contains("NaN") && !picture::of(&dark).contains("<path fill="));
    assert!(!table::of(&dark, 80).contains('#'));
}

#[test]
fn a_place_without_climate_and_a_file_that_is_none_are_refused_by_name() {
    let refused = |line: &str| {
        let asked = asked(line);
        engine::year(&asked.sky, &asked.all_planes(), &asked.shading).unwrap_err().to_string()
    };
    let sea = refused("sunward estimate --lat 30 --lon -40 --tilt 0 --azimuth 0");
    assert!(sea.starts_with("--lat 30 --lon -40: ") && sea.contains("sea"), "{sea}");
    let absent = refused("sunward estimate --weather /nowhere/x.epw --tilt 0 --azimuth 0");
    assert!(absent.starts_with("--weather /nowhere/x.epw: the file cannot be read"), "{absent}");

    let path: PathBuf = std::env::temp_dir().join(format!("sunward-estimate-{}.epw", std::process::id()));
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(b"this is,no weather\n1,2,3\n").unwrap();
    let none = refused(&format!("sunward estimate --weather {} --tilt 0 --azimuth 0", path.display()));
    std::fs::remove_file(&path).unwrap();
    assert!(none.contains(".epw") && none.contains("EPW"), "{none}");
}

#[test]
fn the_reference_row_of_denver_comes_out_of_its_file() {
    let Ok(data) = std::env::var("SUNWARD_REFERENCE_DATA") else {
        let mut terminal = std::io::stderr();
        writeln!(terminal, "LEFT OUT: SUNWARD_REFERENCE_DATA is not set, so no weather file was estimated").unwrap();
        return;
    };
    let year = year_of(&format!("sunward estimate --weather {data}/weather/USA_Denver_TMY3.epw --tilt 30 --azimuth 180 --kw 1"));
    // PVWatts 8 through PySAM, from pv_reference.csv.
    assert!((year.annual_kwh / 1_546.632 - 1.0).abs() < 0.004, "{}", year.annual_kwh);
    assert!((year.poa_kwh_m2 / 1_989.411 - 1.0).abs() < 0.01, "{}", year.poa_kwh_m2);
    assert_eq!((year.source.station.contains("Denver"), year.source.kind), (true, "EPW"));
}

#[test]
fn what_stands_in_the_way_takes_light_and_is_told() {
    let open = year_of(DENVER);
    let level = year_of(&format!("{DENVER} --horizon 0"));
    assert!((level.annual_kwh / open.annual_kwh - 1.0).abs() < 1e-6, "an open horizon takes nothing");
    let hill_south = year_of(&format!("{DENVER} --horizon 0,0,0,0,35,0,0,0"));
    let hill_north = year_of(&format!("{DENVER} --horizon 35,0,0,0,0,0,0,0"));
    let mountain_south = year_of(&format!("{DENVER} --horizon 0,0,0,0,60,0,0,0"));
    assert!(mountain_south.annual_kwh < hill_south.annual_kwh, "the higher, the less");
    let well = year_of(&format!("{DENVER} --horizon 90"));
    assert!(well.annual_kwh < 1e-6 * open.annual_kwh, "nothing reaches the bottom of a well: {}", well.annual_kwh);
    assert!(hill_south.annual_kwh < hill_north.annual_kwh && hill_north.annual_kwh < open.annual_kwh);
    assert!(hill_south.poa_kwh_m2 < open.poa_kwh_m2);

    let tree = year_of(&format!("{DENVER} --shade 12.5"));
    assert!((tree.annual_kwh / open.annual_kwh - 0.875).abs() < 1e-9);
    assert!(tree.relative_sigma > open.relative_sigma, "shade is a guess");
    assert!(tree.ac_kw.iter().zip(&open.ac_kw).all(|(shaded, open)| shaded <= open));

    let both = year_of(&format!("{DENVER} --horizon 0,20 --shade 5"));
    assert!(table::of(&both, 80).contains("horizon up to 20 degrees, 5 % shade"));
    let told: serde_json::Value = serde_json::from_str(&json::of(&both).unwrap()).unwrap();
    assert_eq!((told["shade_percent"].as_f64(), &told["horizon_deg"]), (Some(5.0), &serde_json::json!([0.0, 20.0])));
    assert!(!table::of(&open, 80).contains("shade"));

    let too_many = vec!["1"; 3_601].join(",");
    for wrong in [
        "--shade 101",
        "--shade -1",
        "--shade NaN",
        "--horizon 91",
        "--horizon 1,,2",
        "--horizon x",
        "--horizon -3",
        &format!("--horizon {too_many}"),
    ] {
        assert!(Cli::try_parse_from(format!("{DENVER} {wrong}").split_whitespace()).is_err(), "{wrong}");
    }
}
