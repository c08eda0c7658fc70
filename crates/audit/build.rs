//! Makes the list of checks from the files below `src/checks`, so that adding a check is adding one file; and the list of
//! the files of the broken company, so that the audit knows them again in a tree.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let crate_folder = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("checks.rs"), checks(&crate_folder.join("src/checks"))?)?;
    fs::write(out.join("broken.rs"), broken(&crate_folder.join("fixtures/companies/broken"))?)
}

/// The modules of the checks, and the list of them.
fn checks(checks: &Path) -> io::Result<String> {
    println!("cargo::rerun-if-changed={}", checks.display());
    let mut modules = String::new();
    let mut list = String::new();
    for folder in sorted(checks)?.iter().filter(|path| path.is_dir()) {
        println!("cargo::rerun-if-changed={}", folder.display());
        let category = stem(folder);
        let files: Vec<PathBuf> = sorted(folder)?.into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs")).collect();
        modules.push_str(&format!("mod {category} {{\n"));
        for file in &files {
            let name = stem(file);
            modules.push_str(&format!("    #[path = {:?}]\n    pub(super) mod {name};\n", file.display().to_string()));
            list.push_str(&format!("    &{category}::{name}::CHECK,\n"));
        }
        modules.push_str("}\n");
    }
    Ok(format!("{modules}\npub(crate) static ALL: &[&crate::check::Check] = &[\n{list}];\n"))
}

/// The files of the broken company: path in its folder, and bytes.
fn broken(company: &Path) -> io::Result<String> {
    let mut list = String::new();
    let mut folders = vec![company.to_owned()];
    while let Some(folder) = folders.pop() {
        println!("cargo::rerun-if-changed={}", folder.display());
        for path in sorted(&folder)? {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(company).unwrap_or(&path).display().to_string();
                list.push_str(&format!("    ({name:?}, include_bytes!({:?})),\n", path.display().to_string()));
            }
        }
    }
    Ok(format!("pub(super) static BROKEN: &[(&str, &[u8])] = &[\n{list}];\n"))
}

/// What is in a folder, by name.
fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
