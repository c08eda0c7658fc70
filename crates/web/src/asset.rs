//! What pages are made of beside their words: style, module, icons. Embedded, named by content, compressed once.
//!
//! A name carries the hash of what it names (`/assets/app.1a2b3c4d.css`), so a browser may keep it for ever.
//! A few names that browsers and systems look for by themselves (`/sw.js`, `/favicon.ico`) have none and are
//! asked for again.

use std::fmt::Write as _;
use std::sync::LazyLock;

use aws_lc_rs::digest;
use domain::Language;

/// One embedded file.
#[derive(Debug)]
pub struct Asset {
    /// Where it is served, with its hash: `/assets/app.1a2b3c4d.css`.
    pub path: String,
    /// Its `Content-Type`.
    pub content_type: &'static str,
    /// The file as it is.
    pub bytes: &'static [u8],
    /// The same under `Content-Encoding: br`; `None` where that is not smaller.
    pub brotli: Option<Vec<u8>>,
    /// The path changes whenever the bytes do: may be kept for a year without asking.
    pub immutable: bool,
    name: &'static str,
}

const CSS: &str = "text/css; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";
const PNG: &str = "image/png";
const ICO: &str = "image/vnd.microsoft.icon";

/// Name, type, bytes.
type Source = (&'static str, &'static str, &'static [u8]);

const HASHED: [Source; 8] = [
    ("app.css", CSS, include_bytes!("../assets/app.css")),
    ("app.js", JAVASCRIPT, include_bytes!("../assets/app.js")),
    ("brand.svg", SVG, include_bytes!("../assets/brand.svg")),
    ("favicon.svg", SVG, include_bytes!("../assets/favicon.svg")),
    ("icon-192.png", PNG, include_bytes!("../assets/icon-192.png")),
    ("icon-512.png", PNG, include_bytes!("../assets/icon-512.png")),
    ("icon-maskable-512.png", PNG, include_bytes!("../assets/icon-maskable-512.png")),
    ("apple-touch-icon.png", PNG, include_bytes!("../assets/apple-touch-icon.png")),
];

/// Asked for at the root by browsers and by iOS, whatever the page says.
const WELL_KNOWN: [Source; 2] = [
    ("favicon.ico", ICO, include_bytes!("../assets/favicon.ico")),
    ("apple-touch-icon.png", PNG, include_bytes!("../assets/apple-touch-icon.png")),
];

/// What the service worker keeps so that the offline page looks like ours.
const SHELL: [&str; 4] = ["app.css", "app.js", "favicon.svg", "icon-192.png"];

const SERVICE_WORKER: &str = include_str!("../assets/sw.js");

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let hashed = HASHED.into_iter().map(|(name, content_type, bytes)| Asset {
        path: hashed_path(name, bytes),
        content_type,
        bytes,
        brotli: compressed(content_type, bytes),
        immutable: true,
        name,
    });
    let well_known = WELL_KNOWN.into_iter().map(|(name, content_type, bytes)| Asset {
        path: format!("/{name}"),
        content_type,
        bytes,
        brotli: None,
        immutable: false,
        name: "",
    });
    hashed.chain(well_known).collect()
});

static WORKER: LazyLock<String> = LazyLock::new(|| {
    let shell = SHELL.map(path).join(" ");
    // The words of the offline page are not part of the hash: they are fetched anew with every new shell.
    let version = hash8(&[shell.as_bytes(), SERVICE_WORKER.as_bytes()].concat());
    SERVICE_WORKER.replace("__VERSION__", &version).replace("__SHELL__", &shell)
});

/// The served path of `name` (`app.css`), for templates. An unknown name leads nowhere; a test holds every
/// name that a template asks for.
#[must_use]
pub fn path(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("/assets/unknown", |asset| asset.path.as_str())
}

/// The asset served at `path`, which includes the leading slash and the hash.
#[must_use]
pub fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}

/// Every embedded file with its served path: for the inventory and the route table.
#[must_use]
pub fn all() -> &'static [Asset] {
    &ASSETS
}

/// The service worker with the paths of this build's shell, to be served at `/sw.js` as
/// `text/javascript` with `Cache-Control: no-cache`.
#[must_use]
pub fn service_worker() -> &'static str {
    &WORKER
}

/// The web app manifest of `company` in `language`, to be served as `application/manifest+json`.
#[must_use]
pub fn manifest(company: &str, language: Language) -> String {
    let text = crate::text::texts(language);
    let icon =
        |name: &str, sizes: &str, purpose: &str| serde_json::json!({ "src": path(name), "sizes": sizes, "type": PNG, "purpose": purpose });
    serde_json::json!({
        "id": "/",
        "name": company,
        "short_name": "Sunward",
        "description": text.shared.tagline,
        "lang": language.tag(),
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fcfaf6",
        "theme_color": "#fcfaf6",
        "categories": ["utilities", "business"],
        "icons": [
            icon("icon-192.png", "192x192", "any"),
            icon("icon-512.png", "512x512", "any"),
            icon("icon-maskable-512.png", "512x512", "maskable"),
        ],
    })
    .to_string()
}

fn hashed_path(name: &str, bytes: &[u8]) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    format!("/assets/{stem}.{}.{extension}", hash8(bytes))
}

/// First 32 bits of SHA-256, as eight hexadecimal digits: tells builds apart, protects nothing.
fn hash8(bytes: &[u8]) -> String {
    digest::digest(&digest::SHA256, bytes).as_ref().iter().take(4).fold(String::with_capacity(8), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Brotli at its strongest, for text; images are compressed already.
fn compressed(content_type: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    if matches!(content_type, PNG | ICO) {
        return None;
    }
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut small = Vec::with_capacity(bytes.len() / 3);
    brotli::BrotliCompress(&mut &*bytes, &mut small, &parameters).ok()?;
    (small.len() < bytes.len()).then_some(small)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size_on_the_wire(name: &str) -> usize {
        let asset = find(path(name)).unwrap();
        asset.brotli.as_ref().map_or(asset.bytes.len(), Vec::len)
    }

    #[test]
    fn style_and_module_stay_within_their_budgets() {
        assert!(size_on_the_wire("app.css") <= 12 * 1024, "{}", size_on_the_wire("app.css"));
        assert!(size_on_the_wire("app.js") <= 12 * 1024, "{}", size_on_the_wire("app.js"));
    }

    #[test]
    fn what_is_compressed_unfolds_to_the_same_bytes() {
        for asset in all() {
            let Some(small) = &asset.brotli else { continue };
            let mut unfolded = Vec::new();
            brotli::BrotliDecompress(&mut small.as_slice(), &mut unfolded).unwrap();
            assert_eq!(unfolded, asset.bytes, "{}", asset.path);
        }
    }

    #[test]
    fn paths_carry_a_hash_and_lead_back() {
        for (name, ..) in HASHED {
            let found = find(path(name)).unwrap();
            assert!(found.immutable);
            assert_eq!(found.path.rsplit('.').nth(1).map(str::len), Some(8), "{}", found.path);
        }
        assert!(find("/assets/app.css").is_none());
        assert!(find("/assets/../Cargo.toml").is_none());
        assert!(find("/favicon.ico").is_some_and(|asset| !asset.immutable));
        assert_eq!(path("nothing.css"), "/assets/unknown");
    }

    #[test]
    fn the_module_makes_no_markup_from_text_and_no_code_from_words() {
        for (name, _, bytes) in HASHED.into_iter().chain([("sw.js", JAVASCRIPT, SERVICE_WORKER.as_bytes())]) {
            if !name.ends_with(".js") {
                continue;
            }
            let source = std::str::from_utf8(bytes).unwrap();
            for banned in [
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
                "eval(",
                "new Function",
                "parseFromString",
                "setHTMLUnsafe",
                "importScripts",
            ] {
                assert!(!source.contains(banned), "{name} uses {banned}");
            }
        }
    }

    #[test]
    fn the_service_worker_knows_this_build() {
        let worker = service_worker();
        assert!(!worker.contains("__"), "every word was replaced");
        for name in SHELL {
            assert!(worker.contains(path(name)), "{name}");
        }
    }

    #[test]
    fn the_manifest_is_in_the_visitors_language_and_its_icons_exist() {
        for language in [Language::English, Language::Spanish] {
            let manifest: serde_json::Value = serde_json::from_str(&manifest("Front Range \"Solar\"", language)).unwrap();
            assert_eq!(manifest["lang"], language.tag());
            assert_eq!(manifest["name"], "Front Range \"Solar\"");
            for icon in manifest["icons"].as_array().unwrap() {
                assert!(find(icon["src"].as_str().unwrap()).is_some());
            }
        }
    }

    #[derive(askama::Template)]
    #[template(
        source = r#"{% import "icon.html" as icon %}<b>{{ icon::brand() }}{{ icon::roof_l() }}{{ icon::triangle_alert() }}</b>"#,
        ext = "html"
    )]
    struct Icons;

    #[test]
    fn icons_are_called_as_macros_and_come_out_as_paths() {
        let html = askama::Template::render(&Icons).unwrap();
        assert_eq!(html.matches("<svg").count(), 3, "{html}");
        assert!(html.contains("class=\"roof-line\"") && !html.contains("&lt;"), "{html}");
    }

    #[test]
    fn no_template_has_inline_style_or_script_or_an_unknown_asset() {
        let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates")];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let file = entry.unwrap().path();
                if file.is_dir() {
                    folders.push(file);
                    continue;
                }
                let source = std::fs::read_to_string(&file).unwrap();
                seen += 1;
                for banned in [" style=", "<style", "onclick=", "onsubmit=", "javascript:", "|safe", "<use"] {
                    assert!(!source.contains(banned), "{} has {banned}", file.display());
                }
                for asked in source.split("asset::path(\"").skip(1) {
                    let name = asked.split('"').next().unwrap();
                    assert_ne!(path(name), "/assets/unknown", "{} asks for {name}", file.display());
                }
            }
        }
        assert!(seen > 0, "there are templates");
    }
}
