//! Makes the list of checks from the files below `src/checks`, so that adding a check is adding one file.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let checks = Path::new(&env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("src/checks");
    println!("cargo::rerun-if-changed={}", checks.display());
    let mut modules = String::new();
    let mut list = String::new();
    for folder in sorted(&checks)?.iter().filter(|path| path.is_dir()) {
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
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("checks.rs");
    fs::write(out, format!("{modules}\npub(crate) static ALL: &[&crate::check::Check] = &[\n{list}];\n"))
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
