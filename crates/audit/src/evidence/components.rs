//! What others wrote: the components of all lock files and manifests, and what is known of them.

mod advisories;
mod advisory;
mod cargo;
mod gradle;
mod graph;
mod npm;
mod osv;
mod pnpm;
mod pods;
mod python;
mod requirements;
mod runtime;
mod rustsec;
mod severity;
mod table;
mod version;
mod yarn;

#[cfg(test)]
mod tests;

use std::collections::HashSet;

pub use advisories::{Advisories, NoAdvisories};
pub use advisory::{Advisory, Kind};
pub use graph::{Coordinate, Edges};
pub use version::compare;

use super::Unreadable;
use crate::{
    finding::{Observations, Verdict},
    words::Words,
};

/// Where names of components mean something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ecosystem {
    /// Rust.
    Cargo,
    /// JavaScript.
    Npm,
    /// Python.
    PyPi,
    /// Java, Kotlin and Android.
    Maven,
    /// Apple.
    CocoaPods,
    /// Go.
    Go,
    /// Images of containers.
    Image,
}

impl Ecosystem {
    /// Its name in a package address (purl).
    #[must_use]
    pub fn purl(self) -> &'static str {
        match self {
            Self::Cargo => "cargo",
            Self::Npm => "npm",
            Self::PyPi => "pypi",
            Self::Maven => "maven",
            Self::CocoaPods => "cocoapods",
            Self::Go => "golang",
            Self::Image => "docker",
        }
    }
    /// One spelling for all that mean the same component.
    #[must_use]
    pub fn name(self, name: &str) -> String {
        match self {
            Self::PyPi => {
                let parts: Vec<&str> = name.split(['-', '_', '.']).filter(|part| !part.is_empty()).collect();
                parts.join("-").to_ascii_lowercase()
            }
            _ => name.to_owned(),
        }
    }
}

/// Where a component is taken from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The public registry of its ecosystem, or one that the file does not name.
    Registry,
    /// Another registry, by its address.
    Other(String),
    /// A repository, by its address and what is checked out.
    Git(String),
    /// An address.
    Url(String),
    /// This system's own tree.
    Own,
}

/// One component at one version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Component {
    /// Its ecosystem.
    pub ecosystem: Ecosystem,
    /// In the spelling of [`Ecosystem::name`].
    pub name: String,
    /// Empty: not known.
    pub version: String,
    /// Where it comes from.
    pub source: Source,
    /// What its content must hash to, as the file says it.
    pub checksum: Option<String>,
    /// Whoever publishes it says not to use it any more.
    pub deprecated: Option<String>,
    /// From 1.
    pub line: usize,
}

/// What a manifest asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// In the spelling of [`Ecosystem::name`].
    pub name: String,
    /// Which versions will do, as written; empty: any.
    pub range: String,
    /// Where it comes from.
    pub source: Source,
    /// From 1.
    pub line: usize,
}

/// A language or a tool that a manifest is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runtime {
    /// Its name, as in `support`.
    pub product: &'static str,
    /// The oldest version that will do.
    pub version: String,
    /// What was written.
    pub written: String,
    /// From 1.
    pub line: usize,
}

/// Something that is set: a registry, a script of installation, a switch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// From 1.
    pub line: usize,
}

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// It says which versions are taken.
    Lock,
    /// It says which would do; `locked` tells whether its maker ships a lock file with it.
    Manifest {
        /// Whether a lock file is to be expected: it is an application and not a library.
        locked: bool,
    },
    /// It sets something.
    Settings,
}

/// One lock file, manifest or settings file.
#[derive(Clone, Debug)]
pub struct File {
    /// Relative to the tree, with `/`.
    pub name: String,
    /// The ecosystem.
    pub ecosystem: Ecosystem,
    /// What kind of file it is.
    pub form: Form,
    /// What it takes, in the order of the file.
    pub components: Vec<Component>,
    /// Which of them needs which, where the file tells.
    pub edges: Option<Edges>,
    /// What it asks for.
    pub requirements: Vec<Requirement>,
    /// What it is made for.
    pub runtimes: Vec<Runtime>,
    /// What it sets.
    pub settings: Vec<Setting>,
}

impl File {
    fn new(name: &str, ecosystem: Ecosystem, form: Form) -> Self {
        Self {
            name: name.to_owned(),
            ecosystem,
            form,
            components: Vec::new(),
            edges: None,
            requirements: Vec::new(),
            runtimes: Vec::new(),
            settings: Vec::new(),
        }
    }
    /// The folder that it stands in, without a `/` at the end.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
    /// Its name without the folder.
    #[must_use]
    pub fn base(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or_default()
    }
    /// Notes a setting.
    fn set(&mut self, name: &str, value: &str, line: usize) {
        self.settings.push(Setting { name: name.to_owned(), value: value.to_owned(), line });
    }
}

/// All components of a system.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// By file.
    pub files: Vec<File>,
    /// What is known of published components; none was named.
    pub advisories: Option<Advisories>,
}

/// The components that the manifests of a system ask for themselves; all others come with them.
#[derive(Clone, Debug)]
pub struct Direct<'a>(HashSet<(Ecosystem, &'a str)>);

impl Direct<'_> {
    /// Whether a component is one of them.
    #[must_use]
    pub fn holds(&self, component: &Component) -> bool {
        self.0.contains(&(component.ecosystem, component.name.as_str()))
    }
}

const NO_COMPONENT: Words = Words {
    en: "because no file names a component of this ecosystem with its version",
    es: "porque ningún archivo nombra un componente de este ecosistema con su versión",
};
const NO_ADVISORIES: Words = Words {
    en: "because no advisory database was named (--advisories)",
    es: "porque no se indicó ninguna base de datos de avisos (--advisories)",
};
const NONE_FOR_THESE: Words = Words {
    en: "because the advisory database knows nothing of this ecosystem",
    es: "porque la base de datos de avisos no sabe nada de este ecosistema",
};

impl Inventory {
    /// Every component with the file that names it.
    pub fn components(&self) -> impl Iterator<Item = (&File, &Component)> {
        self.files.iter().flat_map(|file| file.components.iter().map(move |component| (file, component)))
    }
    /// What manifests ask for by name.
    #[must_use]
    pub fn direct(&self) -> Direct<'_> {
        let asked = self.files.iter().flat_map(|file| file.requirements.iter().map(|requirement| (file.ecosystem, &*requirement.name)));
        Direct(asked.collect())
    }
    /// The verdict over all components of some ecosystems.
    pub fn over(&self, ecosystems: &[Ecosystem], mut look: impl FnMut(&File, &Component, &mut Observations)) -> Verdict {
        let all: Vec<_> = self.components().filter(|(_, component)| ecosystems.contains(&component.ecosystem)).collect();
        Verdict::over(&all, NO_COMPONENT, |(file, component), seen| look(file, component, seen))
    }
    /// The verdict over all components of some ecosystems and the advisories that fit them.
    pub fn over_advisories(
        &self,
        ecosystems: &[Ecosystem],
        mut look: impl FnMut(&File, &Component, &Advisory, &mut Observations),
    ) -> Verdict {
        let Some(advisories) = &self.advisories else { return Verdict::NotTested(NO_ADVISORIES.into()) };
        if !ecosystems.iter().any(|ecosystem| advisories.knows(*ecosystem)) {
            return Verdict::NotTested(NONE_FOR_THESE.into());
        }
        self.over(ecosystems, |file, component, seen| {
            if matches!(component.source, Source::Registry | Source::Other(_)) {
                for advisory in advisories.of(component) {
                    look(file, component, advisory, seen);
                }
            }
        })
    }
    /// The verdict over all files of some kind; nothing of it: not tested.
    pub fn over_files(&self, nothing: Words, fits: impl Fn(&File) -> bool, mut look: impl FnMut(&File, &mut Observations)) -> Verdict {
        let files: Vec<_> = self.files.iter().filter(|file| fits(file)).collect();
        Verdict::over(&files, nothing, |file, seen| look(file, seen))
    }
}

/// Reads a lock file, a manifest or settings of a package manager; `None` when it is none.
#[must_use]
pub fn read(name: &str, text: &str) -> Option<Result<File, Unreadable>> {
    let base = name.rsplit('/').next()?;
    let text = text.trim_start_matches('\u{feff}');
    Some(match base {
        "Cargo.lock" => cargo::lock(name, text),
        "Cargo.toml" => cargo::manifest(name, text),
        "package-lock.json" | "npm-shrinkwrap.json" => npm::lock(name, text),
        "package.json" => npm::manifest(name, text),
        ".npmrc" => Ok(npm::settings(name, text)),
        ".yarnrc.yml" | ".yarnrc" => Ok(yarn::settings(name, text)),
        "yarn.lock" => Ok(yarn::lock(name, text)),
        "bun.lock" => Ok(File::new(name, Ecosystem::Npm, Form::Lock)),
        "pnpm-lock.yaml" => Ok(pnpm::lock(name, text)),
        "poetry.lock" | "uv.lock" | "pdm.lock" => python::lock(name, text),
        "Pipfile.lock" => python::pipfile_lock(name, text),
        "Pipfile" => python::pipfile(name, text),
        "pyproject.toml" => python::manifest(name, text),
        "pip.conf" | "pip.ini" => Ok(python::settings(name, text)),
        "gradle.lockfile" => Ok(gradle::lock(name, text)),
        "build.gradle" | "build.gradle.kts" | "settings.gradle" | "settings.gradle.kts" => Ok(gradle::build(name, text)),
        "Podfile.lock" => Ok(pods::lock(name, text)),
        "Podfile" => Ok(pods::manifest(name, text)),
        "go.sum" => Ok(runtime::go_sum(name, text)),
        "go.mod" => Ok(runtime::go_mod(name, text)),
        ".python-version" | ".nvmrc" | ".node-version" | "runtime.txt" | "rust-toolchain" | "rust-toolchain.toml" | ".tool-versions" => {
            Ok(runtime::version_file(name, base, text))
        }
        _ if requirements::is_named(name, base) => Ok(requirements::read(name, text)),
        _ if base == "Dockerfile" || base == "Containerfile" || base.starts_with("Dockerfile.") || base.ends_with(".Dockerfile") => {
            Ok(runtime::image(name, text))
        }
        _ => return None,
    })
}
