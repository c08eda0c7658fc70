//! What Android's manifests and build files say.

use super::Element;

/// The application of a manifest.
pub type Application = Element;

/// An activity, a service, a receiver or a provider.
#[derive(Clone, Debug)]
pub struct Component<'a> {
    /// Its element.
    pub element: &'a Element,
    /// The application it belongs to.
    pub application: &'a Application,
}

/// An intent filter.
#[derive(Clone, Debug)]
pub struct Filter<'a> {
    /// Its element.
    pub element: &'a Element,
}

/// The components of a manifest.
pub(super) fn components(root: &Element) -> Vec<Component<'_>> {
    let kinds = ["activity", "activity-alias", "service", "receiver", "provider"];
    root.all("application")
        .flat_map(|application| {
            let elements = application.children.iter().filter(|child| kinds.contains(&child.tag.as_str()));
            elements.map(move |element| Component { element, application })
        })
        .collect()
}

impl Component<'_> {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.element.get("name").unwrap_or_default()
    }
    /// Its filters.
    pub fn filters(&self) -> impl Iterator<Item = Filter<'_>> {
        self.element.all("intent-filter").map(|element| Filter { element })
    }
    /// Whether other applications may start it: it says so, or it has a filter and says nothing.
    #[must_use]
    pub fn is_exported(&self) -> bool {
        match self.element.get("exported") {
            Some(value) => value == "true",
            None => self.element.tag != "provider" && self.filters().next().is_some(),
        }
    }
    /// Whether a permission is asked of who starts it.
    #[must_use]
    pub fn is_guarded(&self) -> bool {
        let permissions = ["permission", "readPermission", "writePermission"];
        permissions.iter().any(|name| self.element.get(name).is_some_and(|value| !value.is_empty()))
            || self.application.get("permission").is_some()
    }
    /// Whether it is what the system starts: the first screen.
    #[must_use]
    pub fn is_launcher(&self) -> bool {
        self.filters().any(|filter| {
            filter.has("category", "android.intent.category.LAUNCHER")
                || filter.has("category", "android.intent.category.LEANBACK_LAUNCHER")
                || filter.has("category", "android.intent.category.HOME")
        })
    }
}

impl Filter<'_> {
    /// Whether it names an action or a category.
    #[must_use]
    pub fn has(&self, tag: &str, name: &str) -> bool {
        self.element.all(tag).any(|element| element.get("name") == Some(name))
    }
    /// The schemes of the addresses that it takes.
    #[must_use]
    pub fn schemes(&self) -> Vec<&str> {
        self.element.all("data").filter_map(|data| data.get("scheme")).collect()
    }
    /// Whether pages in a browser may start it.
    #[must_use]
    pub fn is_link(&self) -> bool {
        self.has("category", "android.intent.category.BROWSABLE")
    }
}

/// Words and values of a build file that matter: what is set, and in which block of build types.
pub(super) fn gradle(text: &str) -> Vec<(String, String, usize)> {
    let words = [
        "minSdk",
        "minSdkVersion",
        "targetSdk",
        "targetSdkVersion",
        "compileSdk",
        "debuggable",
        "isDebuggable",
        "minifyEnabled",
        "isMinifyEnabled",
        "storePassword",
        "keyPassword",
    ];
    let mut found = Vec::new();
    let mut blocks: Vec<String> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.split("//").next().unwrap_or_default().trim();
        let mut parts = line.splitn(2, [' ', '=', '(']);
        if let (Some(word), Some(rest)) = (parts.next(), parts.next())
            && words.contains(&word)
        {
            let value = rest.trim_matches([' ', '=', '(', ')', '"', '\'']).to_owned();
            let block = blocks.last().map_or("", String::as_str);
            let block = if blocks.iter().any(|open| open.starts_with("buildTypes")) { block } else { "" };
            found.push((format!("{block}{}{word}", if block.is_empty() { "" } else { "." }), value, index + 1));
        }
        for (at, brace) in line.match_indices(['{', '}']) {
            if brace == "{" && blocks.len() < 64 {
                let before = line.get(..at).unwrap_or_default().trim().trim_start_matches('}').trim();
                // `getByName("release")` and `release` are the same block.
                let quoted = before.split(['"', '\'']).nth(1).unwrap_or(before);
                blocks.push(quoted.to_owned());
            } else if brace == "}" {
                blocks.pop();
            }
        }
    }
    found
}
