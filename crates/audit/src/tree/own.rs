//! The broken company that the audit tries itself on, where it stands in a tree: faults on purpose are no findings about
//! the tree. Its files are known by their folder and by every byte, so that whatever else stands there is examined. Whoever
//! runs one of them unchanged from such a folder is not told its faults: the notes say what was left out.

use std::{fs::File, io::Read, path::Path};

include!(concat!(env!("OUT_DIR"), "/broken.rs"));

/// The folder, below which the files must stand: elsewhere the same bytes are somebody's system.
const FOLDER: &str = "fixtures/companies/broken/";

/// Whether a file of a tree, named relative to its root, is one of the broken company's, unchanged.
pub(crate) fn is_of_broken_company(root: &Path, name: &str) -> bool {
    let Some(at) = name.rfind(FOLDER).filter(|at| *at == 0 || name.as_bytes().get(at - 1) == Some(&b'/')) else { return false };
    let inside = name.get(at + FOLDER.len()..).unwrap_or_default();
    let Some((_, known)) = BROKEN.iter().find(|(own, _)| *own == inside) else { return false };
    has_bytes(&root.join(name), known)
}

fn has_bytes(path: &Path, known: &[u8]) -> bool {
    // A device or a pipe would be waited for.
    if !path.symlink_metadata().is_ok_and(|meta| meta.is_file()) {
        return false;
    }
    let Ok(file) = File::open(path) else { return false };
    let mut bytes = Vec::new();
    // One byte more than is known: a longer file is another file.
    let limit = u64::try_from(known.len()).unwrap_or(u64::MAX).saturating_add(1);
    file.take(limit).read_to_end(&mut bytes).is_ok() && bytes == known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Tree;

    #[test]
    fn the_broken_company_is_known_where_it_stands_and_only_unchanged() {
        let root = std::env::temp_dir().join(format!("sunward-own-{}", std::process::id()));
        let put = |name: &str, bytes: &[u8]| {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        };
        let (first, bytes) = BROKEN.first().unwrap();
        let (second, others) = BROKEN.get(1).unwrap();
        put(&format!("crates/audit/fixtures/companies/broken/{first}"), bytes);
        put(&format!("crates/audit/fixtures/companies/broken/{second}"), &[*others, b"\n"].concat());
        put(&format!("deploy/{first}"), bytes);
        put(&format!("myfixtures/companies/broken/{first}"), bytes);
        let (entries, notes) = Tree::Disk(root.clone()).entries();
        let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
        let mut expected = vec![
            format!("crates/audit/fixtures/companies/broken/{second}"),
            format!("deploy/{first}"),
            format!("myfixtures/companies/broken/{first}"),
        ];
        expected.sort();
        assert_eq!(names, expected);
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert!(notes[0].reason.of(crate::words::Language::English).starts_with("1 file of"), "{notes:?}");
        // Named itself, it is examined.
        let company = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/companies/broken");
        assert_eq!(Tree::Disk(company).entries().0.len(), BROKEN.len());
        std::fs::remove_dir_all(root).unwrap();
    }
}
