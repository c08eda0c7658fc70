use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::site::{Site, elements},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "site-old-browser-library",
    title: Words { en: "A page loads a library with known weaknesses", es: "Una página carga una biblioteca con debilidades conocidas" },
    done: Words {
        en: "Names and versions in addresses of scripts are compared with the first sound release of common libraries.",
        es: "Se comparan nombres y versiones en las direcciones de scripts con la primera versión sana de bibliotecas comunes.",
    },
    why: Words {
        en: "Published attacks on the library work on this site's visitors.",
        es: "Los ataques publicados contra la biblioteca funcionan con los visitantes de este sitio.",
    },
    fix: Words { en: "Upgrade the library, or do without it.", es: "Actualizar la biblioteca, o prescindir de ella." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104, 1395],
    asvs: &["V3.7.1", "V15.2.1"],
    controls: &["SC-077", "SC-079"],
    examine: Examine::Site(look),
    mutant: Mutant {
        red: &[(
            "site.http",
            r#"@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
| <script src="/js/jquery-1.12.4.min.js"></script>
"#,
        )],
        green: &[(
            "site.http",
            r#"@base https://shop.example
=== home
> GET /
< 200
< content-type: text/html
| <script src="/js/jquery-3.7.1.min.js"></script><script src="https://cdn.example/ajax/libs/lodash.js/4.17.21/lodash.min.js"></script><script src=/app-1.2.3.js></script>
"#,
        )],
    },
};

fn look(site: &Site) -> Verdict {
    site.over_pages(|page, seen| {
        for element in elements(&page.body).iter().filter(|element| element.name == "script") {
            let source = element.attribute("src").unwrap_or_default().to_ascii_lowercase();
            for (library, sound) in LIBRARIES {
                if let Some(version) = version_of(&source, library).filter(|version| version < sound) {
                    let (major, minor, patch) = version;
                    seen.url(
                        &site.url(page),
                        &format!("{library} {major}.{minor}.{patch}, sound from {}.{}.{}", sound.0, sound.1, sound.2),
                    );
                }
            }
        }
    })
}

/// Libraries and their first release without a published weakness that matters in pages. AngularJS has none.
const LIBRARIES: &[(&str, (u32, u32, u32))] = &[
    ("jquery", (3, 5, 0)),
    ("jquery-ui", (1, 13, 2)),
    ("bootstrap", (3, 4, 1)),
    ("angularjs", (2, 0, 0)),
    ("angular.js", (2, 0, 0)),
    ("lodash", (4, 17, 21)),
    ("moment", (2, 29, 4)),
    ("handlebars", (4, 7, 7)),
    ("underscore", (1, 13, 1)),
    ("dompurify", (2, 5, 4)),
    ("axios", (1, 6, 0)),
    ("swfobject", (9, 0, 0)),
    ("prototype", (1, 7, 3)),
];

/// The version in an address: `/jquery-1.2.3.min.js`, `/jquery@1.2.3/…`, `/jquery/1.2.3/…`, `…/jquery.js?v=1.2.3`.
fn version_of(source: &str, library: &str) -> Option<(u32, u32, u32)> {
    source.match_indices(library).find_map(|(at, _)| {
        let before = source.get(..at).and_then(|before| before.chars().next_back());
        let after = source.get(at + library.len()..)?;
        let after =
            ["-", "@", "/", ".js/", ".min.js?v=", ".js?v=", ".min.js?ver=", ".js?ver="].iter().find_map(|sign| after.strip_prefix(sign))?;
        let mut numbers = after.split(|c: char| !c.is_ascii_digit());
        let major = numbers.next()?.parse().ok()?;
        let whole = before.is_none_or(|c| matches!(c, '/' | '-' | '.' | '_')) && after.contains('.');
        let number = |text: Option<&str>| text.and_then(|text| text.parse().ok()).unwrap_or(0);
        whole.then(|| (major, number(numbers.next()), number(numbers.next())))
    })
}
