//! Manifests of mobile applications: Android's and Apple's.
//!
//! XML is read by a parser that expands no entities and refuses document types; the one line that Apple puts before every
//! property list names one without content and is taken out.

mod android;
mod apple;
mod xml;

#[cfg(test)]
mod tests;

pub use android::{Application, Component, Filter};
pub use apple::{Dictionary, Plist};
pub use xml::Element;

use super::Unreadable;
use crate::{
    finding::{Observations, Verdict},
    words::Words,
};

/// What a file is.
#[derive(Clone, Debug)]
pub enum Form {
    /// `AndroidManifest.xml`.
    Android(Element),
    /// The network security configuration of Android.
    Network(Element),
    /// `Info.plist` and entitlements.
    Apple(Plist),
    /// A build file of Gradle for Android: words and values by line.
    Gradle(Vec<(String, String, usize)>),
}

/// One manifest.
#[derive(Clone, Debug)]
pub struct File {
    /// Relative to the tree, with `/`.
    pub name: String,
    /// What it is.
    pub form: Form,
}

impl File {
    /// Whether it is of a variant for developers only, by its folder.
    #[must_use]
    pub fn is_for_developers(&self) -> bool {
        self.name.split('/').any(|part| matches!(part, "debug" | "androidTest" | "test" | "profile"))
    }
}

/// All manifests of a system.
#[derive(Clone, Debug, Default)]
pub struct Mobile {
    /// By file.
    pub files: Vec<File>,
}

const NO_ANDROID: Words =
    Words { en: "because there is no manifest of an Android application", es: "porque no hay manifiesto de una aplicación Android" };
const NO_APPLE: Words = Words { en: "because there is no Info.plist", es: "porque no hay ningún Info.plist" };

impl Mobile {
    /// The manifests of Android that ship.
    pub fn android(&self) -> impl Iterator<Item = (&File, &Element)> {
        self.shipped().filter_map(|file| match &file.form {
            Form::Android(root) => Some((file, root)),
            _ => None,
        })
    }
    /// The network security configurations of Android that ship.
    pub fn networks(&self) -> impl Iterator<Item = (&File, &Element)> {
        self.shipped().filter_map(|file| match &file.form {
            Form::Network(root) => Some((file, root)),
            _ => None,
        })
    }
    /// Apple's property lists.
    pub fn apple(&self) -> impl Iterator<Item = (&File, &Plist)> {
        self.shipped().filter_map(|file| match &file.form {
            Form::Apple(list) => Some((file, list)),
            _ => None,
        })
    }
    /// Words and values of Android's build files.
    pub fn gradle(&self) -> impl Iterator<Item = (&File, &[(String, String, usize)])> {
        self.shipped().filter_map(|file| match &file.form {
            Form::Gradle(words) => Some((file, words.as_slice())),
            _ => None,
        })
    }
    fn shipped(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| !file.is_for_developers())
    }
    /// The verdict over all manifests of Android that ship.
    pub fn over_android(&self, mut look: impl FnMut(&File, &Element, &mut Observations)) -> Verdict {
        let all: Vec<_> = self.android().collect();
        Verdict::over(&all, NO_ANDROID, |(file, root), seen| look(file, root, seen))
    }
    /// The verdict over all components of all manifests of Android that ship.
    pub fn over_components(&self, mut look: impl FnMut(&File, &Component<'_>, &mut Observations)) -> Verdict {
        self.over_android(|file, root, seen| {
            for component in android::components(root) {
                look(file, &component, seen);
            }
        })
    }
    /// The verdict over all property lists that ship.
    pub fn over_apple(&self, mut look: impl FnMut(&File, &Plist, &mut Observations)) -> Verdict {
        let all: Vec<_> = self.apple().collect();
        Verdict::over(&all, NO_APPLE, |(file, list), seen| look(file, list, seen))
    }
    /// The verdict over everything of Android, whatever file it stands in.
    pub fn over_android_files(&self, mut look: impl FnMut(&File, &mut Observations)) -> Verdict {
        let all: Vec<_> = self.shipped().filter(|file| !matches!(file.form, Form::Apple(_))).collect();
        Verdict::over(&all, NO_ANDROID, |file, seen| look(file, seen))
    }
}

/// Reads a mobile manifest; `None` when it is none.
#[must_use]
pub fn read(name: &str, text: &str) -> Option<Result<File, Unreadable>> {
    let base = name.rsplit('/').next()?;
    let form = if base == "AndroidManifest.xml" {
        xml::read(text).map(Form::Android)
    } else if base.ends_with(".xml") && text.contains("<network-security-config") {
        xml::read(text).map(Form::Network)
    } else if (base.ends_with("Info.plist") || base.ends_with(".entitlements")) && text.contains("<plist") {
        apple::read(text).map(Form::Apple)
    } else if (base == "build.gradle" || base == "build.gradle.kts") && text.contains("android") {
        let words = android::gradle(text);
        if words.is_empty() {
            return None;
        }
        Ok(Form::Gradle(words))
    } else {
        return None;
    };
    Some(form.map(|form| File { name: name.to_owned(), form }))
}
