//! Copies of files that editors and people leave.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::text::{TextFile, place::is_example},
    finding::{Observations, Severity},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "backup-file-committed",
    title: Words {
        en: "A backup copy of settings or source lies in the repository",
        es: "Una copia de respaldo de configuración o código está en el repositorio",
    },
    done: Words {
        en: "Looks for names such as settings.php.bak, config.yml~ and .swp among files with code or settings.",
        es: "Se buscan nombres como settings.php.bak, config.yml~ y .swp entre archivos de código o configuración.",
    },
    why: Words {
        en: "Web servers hand copies out as text, with what the original keeps back.",
        es: "Los servidores web entregan las copias como texto, con lo que el original no muestra.",
    },
    fix: Words { en: "Delete them and put the patterns into .gitignore.", es: "Borrarlas y poner los patrones en .gitignore." },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 5, of_2025: 2 },
    cwe: &[530, 538],
    asvs: &["V13.4.7"],
    controls: &["SC-100"],
    examine: Examine::Text { words: &["secret", "passw", "token", "import", "<?php", "function", "host"], look },
    mutant: Mutant {
        red: &[(
            "app/config.php.bak",
            r#"<?php $host = "db"; 
"#,
        )],
        green: &[(
            "app/config.php",
            r#"<?php $host = getenv("DB_HOST");
"#,
        )],
    },
};

fn look(file: &TextFile<'_>, seen: &mut Observations) {
    let base = file.base().to_ascii_lowercase();
    let stem = [".bak", ".backup", ".old", ".orig", ".swp", ".save", "~", ".copy"].iter().find_map(|end| base.strip_suffix(end));
    let kinds = [
        ".php",
        ".py",
        ".js",
        ".ts",
        ".rb",
        ".java",
        ".rs",
        ".go",
        ".yml",
        ".yaml",
        ".json",
        ".ini",
        ".conf",
        ".cfg",
        ".properties",
        ".env",
        ".xml",
        ".sql",
        ".toml",
        ".html",
        ".sh",
    ];
    if stem.is_some_and(|stem| kinds.iter().any(|kind| stem.ends_with(kind))) && file.commit.is_none() && !is_example(file.name) {
        seen.line(file.name, 0, file.base());
    }
}
