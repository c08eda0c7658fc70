use std::{
    collections::HashMap,
    env,
    io::{self, BufReader, Read},
    process::{Command, Stdio},
};

use domain::place::PostalCode;

use super::{Format, ImportError, Report, RowError, read_into};
use crate::place::{
    scratch::{NOW, Scratch},
    state::State,
    towns,
};

const CSV: &str = "Zip Code,City,State,Latitude,Longitude,Timezone,DST\n";

async fn read(scratch: &Scratch, source: impl Read) -> Result<Report, ImportError> {
    // A buffer of seven bytes, so that every line lies across its edge.
    read_into(&scratch.store, &scratch.engine, || NOW, BufReader::with_capacity(7, source)).await
}

async fn report(text: impl AsRef<[u8]>) -> Report {
    read(&Scratch::open().await, text.as_ref()).await.unwrap()
}

fn counts(report: &Report) -> [u64; 4] {
    [report.read, report.written, report.duplicates, report.refused]
}

fn refused(report: &Report) -> Vec<(u64, String)> {
    report.first_refused.iter().map(|refusal| (refusal.line, refusal.reason.to_string())).collect()
}

#[tokio::test]
async fn the_three_formats_are_told_by_their_first_line() {
    let census = "GEOID\tALAND\tAWATER\tALAND_SQMI\tAWATER_SQMI\tINTPTLAT\tINTPTLONG                    \n\
                  80202\t1\t0\t1\t0\t39.751586\t-104.996990                    \n\
                  80438\t1\t0\t1\t0\t39.760000\t-105.680000\n";
    let piped = census.replace('\t', "|");
    let geonames = "US\t80202\tDenver\tColorado\tCO\tDenver\t031\t\t\t39.7491\t-104.9946\t4\n";
    let csv = "\u{FEFF}Zip Code,City,State,Latitude,Longitude,Timezone,DST\r\n80202,\"DENVER\",CO,39.751586,-104.996990,-7,1\r\n";
    for (text, format, rows) in
        [(census, Format::CensusGazetteer, 2), (&piped, Format::CensusGazetteer, 2), (geonames, Format::GeoNames, 1), (csv, Format::Csv, 1)]
    {
        let scratch = Scratch::open().await;
        let report = read(&scratch, text.as_bytes()).await.unwrap();
        assert_eq!((report.format, counts(&report)), (format, [rows, rows, 0, 0]), "{:?}", report.first_refused);
        let denver = scratch.store.place("US", "80202").await.unwrap().unwrap();
        assert_eq!((denver.town.as_str(), denver.region.as_str()), ("Denver", "CO"));
        assert_eq!(denver.coordinates.longitude_e6 / 100_000, -1_049);
        if format == Format::CensusGazetteer {
            // No town is known for this one; the state comes from the code.
            let empire = scratch.store.place("US", "80438").await.unwrap().unwrap();
            assert_eq!((empire.town.as_str(), empire.region.as_str()), ("ZIP 80438", "CO"));
        }
    }
}

#[tokio::test]
async fn what_is_no_table_is_refused_with_the_remedy() {
    let scratch = Scratch::open().await;
    for (bytes, words) in [
        (b"".as_slice(), "empty"),
        (b"\n\r\n \n".as_slice(), "empty"),
        (b"\xEF\xBB\xBF".as_slice(), "empty"),
        (b"\x1F\x8B\x08\x00junk".as_slice(), "decompress"),
        (b"PK\x03\x04junk".as_slice(), "decompress"),
        (b"\xFF\xFEZ\0i\0p\0".as_slice(), "UTF-16"),
        (b"hello\nworld\n".as_slice(), "first line"),
        (b"\xFF\xFF\xFF\n".as_slice(), "first line"),
        (b"Zip Code,City,State,Latitude\n".as_slice(), "first line"),
        (b"GEOID\tINTPTLAT\n".as_slice(), "first line"),
        (b"<!doctype html><html>".as_slice(), "first line"),
    ] {
        let error = read(&scratch, bytes).await.unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
    let endless = read(&scratch, io::repeat(b'x').take(50_000_000)).await.unwrap_err();
    assert!(matches!(endless, ImportError::UnknownFormat));
    assert_eq!(scratch.store.count_places().await.unwrap(), 0);
}

#[tokio::test]
async fn wrong_rows_are_skipped_and_reported_by_line() {
    let mut text = CSV.as_bytes().to_vec();
    text.extend_from_slice(b"80202,Denver,CO,39.75,-104.99,-7,1\n\n");
    let wrong: [(&[u8], &str); 14] = [
        (b"8020,Denver,CO,39.75,-104.99", "zip: is not a ZIP code of five digits"),
        (b"80203,,CO,39.75,-104.99", "town: is required"),
        (b"80203,...,CO,39.75,-104.99", "town: is required"),
        (b"80203,Denver,XX,39.75,-104.99", "state is none of the United States"),
        (b"80203,Denver,CO,north,-104.99", "latitude: is not a number of degrees"),
        (b"80203,Denver,CO,NaN,inf", "latitude: is not a number of degrees"),
        (b"80203,Denver,CO,39.75,-999", "longitude: must be between -180 and 180"),
        (b"80203,Denver,CO,0.0000,-0.0", "coordinates are unknown (0, 0)"),
        (b"80203,Denver,CO", "has 3 columns, needed are 4"),
        (b"80203,\"Denver,CO,39.75,-104.99", "has a quotation mark that is not closed"),
        (b"80203,\"Den\"ver,CO,39.75,-104.99", "has a quotation mark that is not closed"),
        (b"80203,Den\x00ver,CO,39.75,-104.99", "town: contains a character that is not allowed"),
        (b"80203,Ca\xF1on,CO,39.75,-104.99", "is not UTF-8"),
        (b"80203,\xE2\x80\xAErevneD,CO,39.75,-104.99", "town: contains a character that is not allowed"),
    ];
    for (row, _) in wrong {
        text.extend_from_slice(row);
        text.push(b'\n');
    }
    text.extend_from_slice(b"80302,Boulder,CO,40.01,-105.27"); // no line break at the end
    let report = report(&text).await;
    assert_eq!(counts(&report), [16, 2, 0, 14]);
    let expected: Vec<(u64, String)> = wrong.iter().zip(4..).map(|((_, why), line)| (line, (*why).to_owned())).collect();
    assert_eq!(refused(&report), expected);
}

#[tokio::test]
async fn an_endless_line_is_refused_without_being_held() {
    let long = io::repeat(b'x').take(50_000_000);
    let source = CSV.as_bytes().chain(long).chain(b"\n80202,Denver,CO,39.75,-104.99\n".as_slice());
    let report = read(&Scratch::open().await, source).await.unwrap();
    assert_eq!(counts(&report), [2, 1, 0, 1]);
    assert_eq!(refused(&report), [(2, "is longer than 4096 bytes".to_owned())]);
}

#[tokio::test]
async fn only_the_first_twenty_refusals_are_told() {
    let report = report(format!("{CSV}{}", "x,y,z\n".repeat(500))).await;
    assert_eq!((counts(&report), report.first_refused.len()), ([500, 0, 0, 500], 20));
}

#[tokio::test]
async fn the_first_of_two_rows_counts_and_other_countries_are_refused() {
    let rows = "US\t80202\tDenver\t\tCO\t\t\t\t\t39.75\t-104.99\t4\n\
                US\t80202\tElsewhere\t\tCO\t\t\t\t\t10.00\t-10.00\t4\n\
                FR\t75001\tParis\t\t\t\t\t\t\t48.86\t2.34\t5\n\
                US\t80203\tDenver\t\tCO\t39.75\t-104.99\n";
    let scratch = Scratch::open().await;
    let report = read(&scratch, rows.as_bytes()).await.unwrap();
    assert_eq!(counts(&report), [4, 1, 1, 2]);
    assert_eq!(report.first_refused[0].reason, RowError::Country);
    assert_eq!(report.first_refused[1].reason, RowError::Columns { found: 7, needed: 12 });
    assert_eq!(scratch.store.place("US", "80202").await.unwrap().unwrap().town, "Denver");
}

#[tokio::test]
async fn importing_twice_changes_nothing_and_a_newer_file_replaces() {
    let scratch = Scratch::open().await;
    let rows: String = (0..2_500).map(|n| format!("{:05},Town {n},CO,39.{n:04},-104.5\n", 80_000 + n)).collect();
    for _ in 0..2 {
        let report = read(&scratch, format!("{CSV}{rows}").as_bytes()).await.unwrap();
        assert_eq!(counts(&report), [2_500, 2_500, 0, 0]);
        assert_eq!(scratch.store.count_places().await.unwrap(), 2_500);
    }
    read(&scratch, format!("{CSV}80000,Renamed,CO,40.0,-105.0\n").as_bytes()).await.unwrap();
    assert_eq!(scratch.store.place("US", "80000").await.unwrap().unwrap().town, "Renamed");
    assert_eq!(scratch.store.count_places().await.unwrap(), 2_500);
}

/// Gives what it has, then fails.
struct Broken<'a>(&'a [u8]);

impl Read for Broken<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() { Err(io::Error::other("the disk is gone")) } else { self.0.read(buffer) }
    }
}

#[tokio::test]
async fn a_file_that_breaks_off_leaves_whole_batches_only() {
    let scratch = Scratch::open().await;
    let rows: String = (0..2_500).map(|n| format!("{:05},Town,CO,39.0,-104.5\n", 80_000 + n)).collect();
    let text = format!("{CSV}{rows}");
    let error = read(&scratch, Broken(text.as_bytes())).await.unwrap_err();
    assert!(matches!(error, ImportError::Read(_)), "{error}");
    assert_eq!(scratch.store.count_places().await.unwrap(), 2_000);
}

/// The reference table of 43,231 codes is imported whole, agrees with our prefixes about the states, and lies where the
/// built-in towns lie. Its rows are compared with, never copied.
#[tokio::test]
async fn the_reference_table_agrees_with_the_built_in_one() {
    let Ok(data) = env::var("SUNWARD_REFERENCE_DATA") else {
        eprintln!("SUNWARD_REFERENCE_DATA is not set: the reference table of ZIP codes was not imported");
        return;
    };
    let text = decompressed(&format!("{data}/places/us_zip_codes.csv.gz"));
    let scratch = Scratch::open().await;
    let report = read(&scratch, text.as_slice()).await.unwrap();
    assert_eq!(counts(&report), [43_231, 43_231, 0, 0], "{:?}", report.first_refused);
    assert_eq!(scratch.store.count_places().await.unwrap(), report.written);

    let mut differ = HashMap::new();
    for row in String::from_utf8(text).unwrap().lines().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        let ours = PostalCode::parse("zip", fields[0]).ok().and_then(|zip| State::of_zip(zip.as_str()));
        if ours != State::of_code(fields[2]) {
            *differ.entry((fields[0].get(..3).unwrap_or_default().to_owned(), fields[2].to_owned())).or_insert(0) += 1;
        }
    }
    // A code delivers across a border now and then; more than two in a thousand would be a wrong prefix.
    let total: u64 = differ.values().sum();
    assert!(total * 500 < report.read, "{total}: {differ:?}");

    for town in towns() {
        let (zip, middle) = town.place().unwrap();
        let area = scratch.store.place("US", zip.as_str()).await.unwrap().unwrap_or_else(|| panic!("{}", town.name));
        // In the mountains the area of a ZIP code is far larger than its town.
        assert!(middle.distance_km(area.coordinates) < 15.0, "{}", town.name);
        assert_eq!(area.region, "CO");
    }
}

#[expect(clippy::disallowed_methods, reason = "a test that reads a compressed reference file")]
fn decompressed(path: &str) -> Vec<u8> {
    let output = Command::new("gzip").arg("-dc").arg(path).stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "{path}");
    output.stdout
}
