use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "iam-assume-role-by-anyone",
    title: Words {
        en: "A role of the cloud may be taken by everybody, or from the wrong place",
        es: "Un rol de la nube lo puede asumir cualquiera, o desde donde no debe",
    },
    done: Words {
        en: "Trust policies of roles are read for everybody, and for identity providers without a condition on who calls.",
        es: "Se buscan en las políticas de confianza «cualquiera» y proveedores de identidad sin condición sobre quién llama.",
    },
    why: Words {
        en: "Anybody with an AWS account, or any repository on GitHub, works with the rights of the role.",
        es: "Cualquiera con una cuenta de AWS, o cualquier repositorio de GitHub, trabaja con los derechos del rol.",
    },
    fix: Words {
        en: "Name the accounts; add an external id, or a condition on the subject of the token.",
        es: "Nombrar las cuentas; añadir un id externo, o una condición sobre el sujeto del token.",
    },
    severity: Severity::Critical,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284, 862],
    asvs: &["V8.2.1", "V13.2.1"],
    controls: &["SC-062", "SC-016"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_iam_role" "ops" {
  assume_role_policy = <<EOF
{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}}]}
EOF
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_iam_role" "ops" {
  assume_role_policy = <<EOF
{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}]}
EOF
}
"#,
        )],
    },
};

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&["aws_iam_role"], |block, seen| {
        for statement in terraform.statements(block, "assume_role_policy").unwrap_or_default() {
            let place = crate::finding::Place::Line { file: statement.file.clone(), line: statement.line };
            if statement.is_for_everybody() {
                seen.note(place, &format!("{}: Principal *", block.address()), None);
                continue;
            }
            let github = statement.principals.iter().any(|principal| principal.contains("token.actions.githubusercontent.com"));
            let subject = statement.conditions.iter().find(|condition| condition.key.ends_with(":sub"));
            let any =
                subject.is_none_or(|condition| condition.values.iter().any(|value| matches!(value.as_str(), "*" | "repo:*" | "repo:*:*")));
            if statement.allows && github && any {
                seen.note(place, &format!("{}: token.actions.githubusercontent.com without :sub", block.address()), None);
            }
        }
    })
}
