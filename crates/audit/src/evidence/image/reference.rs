//! Names of images.

use std::collections::HashSet;

/// The name of an image, in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// All of it.
    pub text: String,
    /// Registry and path, such as `docker.io/library/debian`, as written.
    pub repository: String,
    /// The tag.
    pub tag: Option<String>,
    /// The digest.
    pub digest: Option<String>,
}

/// Releases of Debian and Ubuntu that go by a name.
const SYSTEM_RELEASES: [&str; 14] = [
    "jessie", "stretch", "buster", "bullseye", "bookworm", "trixie", "forky", "trusty", "xenial", "bionic", "focal", "jammy", "noble",
    "resolute",
];

/// Words of a tag for the processor that it is built for, whose numbers are no version. `x86_64` stands in two words.
const PROCESSORS: [&str; 18] = [
    "amd64", "x86", "x64", "i386", "i686", "arm64", "arm64v8", "aarch64", "arm32v5", "arm32v6", "arm32v7", "armv6", "armv7", "armv7l",
    "ppc64le", "s390x", "riscv64", "mips64le",
];

/// What publishers' images a tree pins by their digest.
#[derive(Clone, Debug, Default)]
pub struct Pinned(HashSet<String>);

impl Pinned {
    /// Those of some names.
    pub fn of<'a>(references: impl Iterator<Item = &'a Reference>) -> Self {
        Self(references.filter(|reference| reference.digest.is_some()).map(|reference| reference.publisher().to_owned()).collect())
    }
    /// Whether an image stands by its version alone, while others of its publisher are pinned.
    #[must_use]
    pub fn left_out(&self, reference: &Reference) -> bool {
        reference.digest.is_none() && !reference.is_moving() && self.0.contains(reference.publisher())
    }
}

impl Reference {
    /// Takes a name apart.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let (rest, digest) = text.split_once('@').map_or((text, None), |(rest, digest)| (rest, Some(digest.to_owned())));
        let slash = rest.rfind('/').map_or(0, |index| index + 1);
        let (path, last) = rest.split_at_checked(slash).unwrap_or(("", rest));
        let (last, tag) = last.split_once(':').map_or((last, None), |(last, tag)| (last, Some(tag.to_owned())));
        Self { text: text.to_owned(), repository: format!("{path}{last}"), tag, digest }
    }
    /// The last part of its path: the product, for well-known images.
    #[must_use]
    pub fn product(&self) -> &str {
        self.repository.rsplit('/').next().unwrap_or_default()
    }
    /// Whether it is one of the images that the registry of Docker itself keeps.
    #[must_use]
    pub fn is_official(&self) -> bool {
        let path = self
            .repository
            .trim_start_matches("docker.io/")
            .trim_start_matches("index.docker.io/")
            .trim_start_matches("public.ecr.aws/docker/");
        !path.trim_start_matches("library/").contains('/')
    }
    /// Whose image it is: its registry and all of its path but the last part; that of Docker itself is empty.
    #[must_use]
    pub fn publisher(&self) -> &str {
        if self.is_official() { "" } else { self.repository.rsplit_once('/').map_or("", |(publisher, _)| publisher) }
    }
    /// Whether it means something else tomorrow: a tag names a version by a number, or a release of a system by its name.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.digest.is_none()
            && self.tag.as_deref().is_none_or(|tag| {
                let names_system = |word: &str| SYSTEM_RELEASES.contains(&word);
                !names_number(tag) && !tag.split(['-', '.', '_']).any(names_system)
            })
    }
    /// Whether some of it is filled in later.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.text.contains(['$', '{', '<']) || self.text.is_empty()
    }
    /// The day on which the support of what it names ended. The operating system below counts as well as the product.
    #[must_use]
    pub fn ended_on(&self) -> Option<&'static str> {
        let tag = self.tag.as_deref()?;
        let own = if self.is_official() || self.repository.starts_with("bitnami") {
            crate::evidence::support::ended_on(self.product(), tag)
        } else {
            None
        };
        own.or_else(|| {
            tag.split('-').skip(1).find_map(|word| match word.strip_prefix("alpine") {
                Some(version) if !version.is_empty() => crate::evidence::support::ended_on("alpine", version),
                _ => crate::evidence::support::ended_on("debian", word).filter(|_| !word.starts_with(|c: char| c.is_ascii_digit())),
            })
        })
    }
}

/// Whether a tag has a number that is not its processor's.
fn names_number(tag: &str) -> bool {
    let mut before = "";
    tag.split(['-', '_']).any(|word| {
        let of_processor = PROCESSORS.contains(&word) || before == "x86" && word == "64";
        before = word;
        !of_processor && word.bytes().any(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::{Pinned, Reference};

    #[test]
    fn a_port_is_no_tag() {
        let reference = Reference::of("registry:5000/team/app@sha256:ab");
        assert_eq!(
            (reference.repository.as_str(), reference.tag, reference.digest.as_deref()),
            ("registry:5000/team/app", None, Some("sha256:ab"))
        );
        assert_eq!(Reference::of("registry:5000/app:1.2").tag.as_deref(), Some("1.2"));
        assert!(Reference::of("debian").is_moving() && Reference::of("debian:latest").is_moving());
        assert!(!Reference::of("debian:12").is_moving() && !Reference::of("debian@sha256:ab").is_moving());
        assert!(Reference::of("redis:alpine").is_moving() && !Reference::of("python:slim-bookworm").is_moving());
    }

    #[test]
    fn the_number_of_a_processor_is_no_version() {
        for tag in ["latest-amd64", "nightly-x86_64", "x86-64", "arm64v8", "main_linux_s390x", "stable-aarch64"] {
            assert!(Reference::of(&format!("shop/api:{tag}")).is_moving(), "{tag}");
        }
        for tag in ["1.4-amd64", "nightly-20260821-x86_64", "v64", "bookworm-arm64", "64"] {
            assert!(!Reference::of(&format!("shop/api:{tag}")).is_moving(), "{tag}");
        }
    }

    #[test]
    fn what_its_publisher_pins_elsewhere_is_left_out_by_version_alone() {
        let pinned = Pinned::of([Reference::of("docker.io/library/node@sha256:ab"), Reference::of("shop/web:2")].iter());
        let left_out = |text: &str| pinned.left_out(&Reference::of(text));
        assert!(left_out("redis:8.2") && !left_out("redis@sha256:ab") && !left_out("redis:alpine") && !left_out("shop/api:1.4.2"));
    }

    #[test]
    fn the_system_below_ends_as_well() {
        assert!(Reference::of("python:3.12-buster").ended_on().is_some());
        assert!(Reference::of("node:22-alpine3.15").ended_on().is_some());
        assert!(Reference::of("python:3.8").ended_on().is_some());
        assert_eq!(Reference::of("python:3.13-slim-bookworm").ended_on(), None);
        assert_eq!(Reference::of("example/python:2").ended_on(), None);
    }
}
