use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::Terraform,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "iam-policy-wildcard",
    title: Words { en: "A policy allows everything by a wildcard", es: "Una política permite todo con un comodín" },
    done: Words {
        en: "Every policy that allows is read for all actions, all actions of a service on everything, roles, rights and secrets without bounds, and AdministratorAccess.",
        es: "En cada política que permite se buscan todas las acciones, todas las de un servicio sobre todo, roles, permisos y secretos sin límite, y AdministratorAccess.",
    },
    why: Words { en: "One stolen key of that identity is the whole account.", es: "Una clave robada de esa identidad es toda la cuenta." },
    fix: Words { en: "Name the actions and the resources that are used.", es: "Nombrar las acciones y los recursos que se usan." },
    severity: Severity::High,
    owasp: Owasp { of_2017: 5, of_2021: 1, of_2025: 1 },
    cwe: &[284, 269],
    asvs: &["V8.2.1", "V13.2.2"],
    controls: &["SC-062", "SC-019"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_iam_policy" "ops" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_iam_policy" "ops" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject"], Resource = "arn:aws:s3:::shop-data/*" }]
  })
}
"#,
        )],
    },
};

const TYPES: [&str; 10] = [
    "aws_iam_policy",
    "aws_iam_role_policy",
    "aws_iam_user_policy",
    "aws_iam_group_policy",
    "aws_iam_role_policy_attachment",
    "aws_iam_user_policy_attachment",
    "aws_iam_group_policy_attachment",
    "aws_iam_policy_attachment",
    "aws_iam_role",
    "aws_ssoadmin_permission_set_inline_policy",
];

/// What opens everything else: other roles, rights, secrets.
const KEYS: [&str; 16] = [
    "sts:assumerole",
    "iam:passrole",
    "iam:updateassumerolepolicy",
    "iam:createaccesskey",
    "iam:createloginprofile",
    "iam:updateloginprofile",
    "iam:addusertogroup",
    "iam:createpolicyversion",
    "iam:setdefaultpolicyversion",
    "iam:attachuserpolicy",
    "iam:attachrolepolicy",
    "iam:attachgrouppolicy",
    "iam:putuserpolicy",
    "iam:putrolepolicy",
    "iam:putgrouppolicy",
    "secretsmanager:getsecretvalue",
];

/// Whether an action, which may have wildcards, is one that gives out what opens everything else.
fn is_key(action: &str) -> bool {
    let action = action.to_ascii_lowercase();
    KEYS.iter().any(|key| covers(&action, key))
}

/// Whether a pattern of actions names an action. `*` stands for any text.
fn covers(pattern: &str, action: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == action };
    let Some(mut left) = action.strip_prefix(start) else { return false };
    let (middle, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    for part in middle.split('*') {
        let Some((_, after)) = left.split_once(part) else { return false };
        left = after;
    }
    left.ends_with(end)
}

fn look(terraform: &Terraform) -> Verdict {
    terraform.over(&TYPES, |block, seen| {
        if block.section.text("policy_arn").is_some_and(|arn| arn.ends_with(":policy/AdministratorAccess")) {
            block.note_as(Severity::Critical, block.section.line_of("policy_arn"), "AdministratorAccess", seen);
        }
        let managed = block.section.get("managed_policy_arns");
        if let Some(setting) =
            managed.filter(|setting| setting.value.texts().iter().any(|arn| arn.ends_with(":policy/AdministratorAccess")))
        {
            block.note_as(Severity::Critical, setting.line, "AdministratorAccess", seen);
        }
        let policies = ["policy", "inline_policy"].into_iter().filter_map(|setting| terraform.statements(block, setting)).flatten();
        for statement in policies.filter(|statement| statement.allows) {
            let everywhere = statement.resources.iter().any(|resource| resource == "*");
            let everything = statement.actions.iter().any(|action| matches!(action.as_str(), "*" | "*:*"));
            let service = statement.actions.iter().any(|action| action.ends_with(":*"));
            let others = !statement.other_actions.is_empty();
            let boundless = statement.conditions.is_empty() && statement.actions.iter().any(|action| is_key(action));
            let severity = match (everything, everywhere) {
                (true, true) => Severity::Critical,
                (true, false) => CHECK.severity,
                (false, true) if service || others => CHECK.severity,
                (false, true) if boundless => Severity::Medium,
                _ => continue,
            };
            let place = crate::finding::Place::Line { file: statement.file.clone(), line: statement.line };
            seen.note(place, &format!("{}: {}", block.address(), statement.quoted()), Some(severity));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::terraform;

    fn severity(action: &str, resource: &str) -> Option<Severity> {
        let text = format!(
            "resource \"aws_iam_policy\" \"ops\" {{\n  policy = jsonencode({{\n    Statement = [{{ Effect = \"Allow\", Action = \"{action}\", Resource = \"{resource}\" }}]\n  }})\n}}\n"
        );
        let mut all = Terraform::default();
        all.files.push(terraform::read("main.tf", &text).unwrap().unwrap());
        match look(&all) {
            Verdict::Fail(seen) => seen.first().and_then(|seen| seen.severity),
            _ => None,
        }
    }

    #[test]
    fn rights_that_open_everything_are_found_behind_wildcards() {
        for action in [
            "iam:Put*",
            "iam:*Policy",
            "iam:P*Role*",
            "iam:UpdateAssumeRolePolicy",
            "iam:CreateLoginProfile",
            "sts:Assume*",
            "sts:AssumeRole",
            "secretsmanager:Get*",
        ] {
            assert_eq!(severity(action, "*"), Some(Severity::Medium), "{action}");
            assert_eq!(severity(action, "arn:aws:iam::1:role/shop"), None, "{action}");
        }
        for action in ["iam:Get*", "iam:List*", "sts:GetCallerIdentity", "sts:AssumeRoleWithSAML", "secretsmanager:List*"] {
            assert_eq!(severity(action, "*"), None, "{action}");
        }
    }

    #[test]
    fn a_pattern_names_what_its_parts_follow_each_other_in() {
        assert!(covers("iam:put*", "iam:putuserpolicy") && covers("iam:*user*", "iam:putuserpolicy") && covers("*", "iam:passrole"));
        assert!(!covers("iam:putuserpolicy*y", "iam:putuserpolicy") && !covers("iam:*policy*user*", "iam:putuserpolicy"));
    }
}
