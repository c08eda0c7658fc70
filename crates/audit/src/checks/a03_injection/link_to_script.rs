//! A link takes its address from input.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::source::{
        Language, Module,
        origin::{Context, Origin},
    },
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "link-to-script",
    title: Words { en: "A link takes its address from input", es: "Un enlace toma su dirección de datos de fuera" },
    done: Words {
        en: "Follows input into href and src, where javascript: addresses run.",
        es: "Se siguen los datos de fuera hasta href y src, donde las direcciones javascript: se ejecutan.",
    },
    why: Words {
        en: "A click on such a link runs the attacker's script in the page.",
        es: "Un clic en ese enlace ejecuta el programa del atacante en la página.",
    },
    fix: Words { en: "Allow http, https and your own paths only.", es: "Admita solo http, https y rutas propias." },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 7, of_2021: 3, of_2025: 5 },
    cwe: &[83, 79],
    asvs: &["V1.2.2"],
    controls: &["SC-010"],
    examine: Examine::Source {
        languages: Language::SCRIPT,
        words: &["searchparams", "javascript:", "location.", "router.query", "useparams"],
        look,
    },
    mutant: Mutant {
        red: &[(
            "app/a/page.tsx",
            r#"export default function Page({ searchParams }) { return <a href={searchParams.back}>back</a>; }
"#,
        )],
        green: &[(
            "app/a/page.tsx",
            r#"export default function Page({ searchParams }) { return <a href={`/orders?page=${searchParams.page}`}>back</a>; }
"#,
        )],
    },
};

fn look(module: &Module<'_>, seen: &mut Observations) {
    if module.is_test {
        return;
    }
    for attribute in &module.attributes {
        if !matches!(attribute.name, "href" | "src" | "formAction" | "action" | "xlinkHref")
            || attribute.element == "img"
            || attribute.element == "Image"
        {
            continue;
        }
        let Some(value) = attribute.value.map(|id| module.view(id)) else { continue };
        let (text, _) = value.texts();
        let whole = value.origin(Context::Url) == Origin::Input && text.starts_with("{}") && !value.source().contains("pathname");
        if whole || (value.is_built() && text.trim_start().to_ascii_lowercase().starts_with("javascript:")) {
            module.note(value.id, None, seen);
        }
    }
}
