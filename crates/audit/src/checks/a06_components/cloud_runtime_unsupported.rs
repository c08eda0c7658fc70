use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::{support::ended_on, terraform::Terraform},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "cloud-runtime-unsupported",
    title: Words {
        en: "A service of the cloud runs a version that nobody mends any more",
        es: "Un servicio de la nube usa una versión que ya nadie corrige",
    },
    done: Words {
        en: "Runtimes of functions and versions of databases, caches and clusters are compared with a dated table of the ends of support.",
        es: "Los entornos de funciones y las versiones de bases de datos, cachés y clústeres se comparan con una tabla fechada de fines de soporte.",
    },
    why: Words { en: "Flaws that are found from now on stay open.", es: "Los fallos que se descubran desde ahora quedan abiertos." },
    fix: Words { en: "Move to a supported version.", es: "Pasar a una versión con soporte." },
    severity: Severity::High,
    owasp: Owasp { of_2017: 9, of_2021: 6, of_2025: 3 },
    cwe: &[1104, 1395],
    asvs: &["V15.2.1"],
    controls: &["SC-079", "SC-070"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_lambda_function" "f" {
  runtime = "python3.8"
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_lambda_function" "f" {
  runtime = "python3.13"
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(
        &[
            "aws_lambda_function",
            "aws_db_instance",
            "aws_rds_cluster",
            "aws_eks_cluster",
            "aws_elasticache_cluster",
            "aws_elasticache_replication_group",
        ],
        |block, seen| {
            let section = &block.section;
            let (setting, product) = match block.kind() {
                "aws_lambda_function" => (section.get("runtime"), None),
                "aws_eks_cluster" => (section.get("version"), Some("kubernetes")),
                "aws_elasticache_cluster" | "aws_elasticache_replication_group" => {
                    (section.get("engine_version"), section.text("engine").or(Some("redis")))
                }
                // Versions of Aurora are numbered by Amazon.
                _ => (
                    section.get("engine_version"),
                    section.text("engine").filter(|engine| *engine != "aurora-mysql" && *engine != "aurora"),
                ),
            };
            let Some(setting) = setting else { return };
            let text = setting
                .value
                .text()
                .map_or_else(|| setting.value.number().map(|number| number.to_string()).unwrap_or_default(), ToOwned::to_owned);
            let day = match product {
                Some(product) => ended_on(product, &text),
                None if matches!(block.kind(), "aws_lambda_function") => lambda(&text),
                None => None,
            };
            if let Some(day) = day {
                block.note(setting.line, &format!("{} = {text}, {day}", setting.name), seen);
            }
        },
    )
}

/// The day on which AWS stopped to mend a runtime of functions.
fn lambda(runtime: &str) -> Option<&'static str> {
    if let Some(version) = runtime.strip_prefix("python") {
        return ended_on("python", version);
    }
    if let Some(version) = runtime.strip_prefix("nodejs") {
        return ended_on("node", version.trim_end_matches(".x")).or_else(|| version.is_empty().then_some("2016-10-31"));
    }
    if let Some(version) = runtime.strip_prefix("ruby") {
        return ended_on("ruby", version);
    }
    match runtime {
        "go1.x" | "java8" | "provided" => Some("2024-01-08"),
        "dotnet6" => Some("2024-12-20"),
        _ if runtime.starts_with("dotnetcore") => Some("2023-04-03"),
        _ => None,
    }
}
