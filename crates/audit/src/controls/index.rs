//! From the table to controls.

use std::sync::LazyLock;

use super::{
    Area, Basis, Control, ControlId, Evidence, Malformed, NotAReference, Reference,
    csv::{self, Record},
};
use crate::standard::{Category, Edition, Level, Requirement};

const TABLE: &str = include_str!("../../controls.csv");

const COLUMNS: [&str; 16] = [
    "id",
    "area",
    "control",
    "basis",
    "seeds",
    "seed_files",
    "owasp_2021",
    "owasp_2025",
    "asvs_5",
    "asvs_levels",
    "proof",
    "implemented",
    "audit_probe",
    "attacker_test",
    "code",
    "test",
];

/// A text is not the index of controls. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnIndex {
    /// It is no table.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The first line does not name the columns.
    #[error("the first line does not name the columns")]
    Header,
    /// A record has more or fewer fields than there are columns.
    #[error("line {line}: {fields} fields")]
    Width {
        /// Where.
        line: usize,
        /// How many.
        fields: usize,
    },
    /// A field does not hold what its column says.
    #[error("line {line}: {column} cannot be read")]
    Field {
        /// Where.
        line: usize,
        /// In which column.
        column: &'static str,
    },
    /// A cell of `code` or `test` names no place.
    #[error("line {line}: {source}")]
    Reference {
        /// Where.
        line: usize,
        /// What is wrong.
        source: NotAReference,
    },
}

static CONTROLS: LazyLock<Vec<Control>> = LazyLock::new(|| parse(TABLE).unwrap_or_default());

/// Every control, in the order of the table. The table is compiled in; a test proves that it can be read.
#[must_use]
pub fn controls() -> &'static [Control] {
    &CONTROLS
}

/// Reads an index of controls.
///
/// # Errors
/// Names the line and what is wrong in it.
pub fn parse(text: &str) -> Result<Vec<Control>, NotAnIndex> {
    let mut records = csv::read(text)?.into_iter();
    if records.next().is_none_or(|(_, header)| header != COLUMNS) {
        return Err(NotAnIndex::Header);
    }
    records.map(control).collect()
}

fn control((line, fields): Record) -> Result<Control, NotAnIndex> {
    let width = fields.len();
    let fields: [String; 16] = fields.try_into().map_err(|_| NotAnIndex::Width { line, fields: width })?;
    let [id, area, statement, basis, seeds, seed_files, of_2021, of_2025, asvs, levels, proof, implementation, probe, attack, code, test] =
        fields;
    let wrong = |column| NotAnIndex::Field { line, column };
    for (column, text) in [("control", &statement), ("implemented", &implementation), ("audit_probe", &probe), ("attacker_test", &attack)] {
        if text.trim().is_empty() {
            return Err(wrong(column));
        }
    }
    let references = |cell: &str| -> Result<Vec<Reference>, NotAnIndex> {
        words(cell).map(Reference::parse).collect::<Result<_, _>>().map_err(|source| NotAnIndex::Reference { line, source })
    };
    Ok(Control {
        id: ControlId::parse(&id).ok_or(wrong("id"))?,
        area: Area::from_name(&area).ok_or(wrong("area"))?,
        statement,
        basis: Basis::from_name(&basis).ok_or(wrong("basis"))?,
        seeds: words(&seeds).map(str::to_owned).collect(),
        seed_files: words(&seed_files).map(str::to_owned).collect(),
        owasp_2021: categories(Edition::Of2021, &of_2021).ok_or(wrong("owasp_2021"))?,
        owasp_2025: categories(Edition::Of2025, &of_2025).ok_or(wrong("owasp_2025"))?,
        asvs_5: requirements(&asvs, &levels).ok_or(wrong("asvs_5"))?,
        proof: proof.split('+').map(Evidence::from_name).collect::<Option<_>>().ok_or(wrong("proof"))?,
        implementation,
        probe,
        attack,
        code: references(&code)?,
        test: references(&test)?,
    })
}

fn words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split_ascii_whitespace()
}

fn categories(edition: Edition, cell: &str) -> Option<Vec<Category>> {
    let found: Vec<Category> = words(cell).map(|text| Category::parse(edition, text)).collect::<Option<_>>()?;
    (!found.is_empty()).then_some(found)
}

/// The levels stand in a column of their own, in the same order.
fn requirements(cell: &str, levels: &str) -> Option<Vec<Requirement>> {
    let levels: Vec<Level> = words(levels).map(Level::parse).collect::<Option<_>>()?;
    let found: Vec<Requirement> = words(cell).zip(&levels).map(|(text, level)| Requirement::parse(text, *level)).collect::<Option<_>>()?;
    (!found.is_empty() && found.len() == levels.len() && words(cell).count() == levels.len()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, NotAnIndex, TABLE, parse};

    const ROW: &str = "SC-001,injection,x,stated,S0,a.txt,A03:2021,A05:2025,V1.2.4,L1,code+runtime,x,x,x,,";

    fn of(row: &str) -> Result<usize, NotAnIndex> {
        parse(&format!("{}\n{row}\n", COLUMNS.join(","))).map(|controls| controls.len())
    }

    #[test]
    fn the_table_can_be_read() {
        assert_eq!(parse(TABLE).map(|controls| controls.len()), Ok(109));
    }

    #[test]
    fn a_wrong_cell_is_named_by_line_and_column() {
        assert_eq!(of(ROW), Ok(1));
        for (right, wrong, column) in [
            ("SC-001", "SC-1", "id"),
            ("SC-001", "SC-000", "id"),
            ("injection", "jokes", "area"),
            ("stated", "heard", "basis"),
            ("A03:2021", "A03:2025", "owasp_2021"),
            ("A05:2025", "", "owasp_2025"),
            ("V1.2.4", "V1.2", "asvs_5"),
            ("V1.2.4", "V1.2.4 V1.2.5", "asvs_5"),
            (",L1,", ",L1 L2,", "asvs_5"),
            (",L1,", ",L4,", "asvs_5"),
            ("code+runtime", "code+", "proof"),
            (",x,x,x,", ",x,,x,", "audit_probe"),
        ] {
            assert_eq!(of(&ROW.replacen(right, wrong, 1)), Err(NotAnIndex::Field { line: 2, column }), "{wrong:?}");
        }
        assert_eq!(of(&format!("{ROW},")), Err(NotAnIndex::Width { line: 2, fields: 17 }));
        assert!(matches!(of(&format!("{ROW}../x")), Err(NotAnIndex::Reference { line: 2, .. })));
        assert_eq!(parse("id,area\n"), Err(NotAnIndex::Header));
        assert_eq!(parse(""), Err(NotAnIndex::Header));
    }
}
