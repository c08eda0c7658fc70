use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::terraform::{Section, Terraform},
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "disk-unencrypted",
    title: Words { en: "A disk or a file system is not encrypted", es: "Un disco o un sistema de archivos no está cifrado" },
    done: Words {
        en: "Volumes, snapshots, images, file systems and disks of machines are read. Encryption by default of the account counts.",
        es: "Se leen volúmenes, instantáneas, imágenes, sistemas de archivos y discos de máquinas. Cuenta el cifrado por omisión de la cuenta.",
    },
    why: Words {
        en: "Whoever gets a copy of the disk reads everything on it.",
        es: "Quien consiga una copia del disco lee todo lo que contiene.",
    },
    fix: Words {
        en: "Set `encrypted = true`, and `aws_ebs_encryption_by_default` for the account.",
        es: "Poner `encrypted = true`, y `aws_ebs_encryption_by_default` para la cuenta.",
    },
    severity: Severity::Medium,
    owasp: Owasp { of_2017: 3, of_2021: 4, of_2025: 6 },
    cwe: &[311],
    asvs: &["V11.3.2", "V14.2.4"],
    controls: &["SC-037", "SC-041"],
    examine: Examine::Terraform(look),
    mutant: Mutant {
        red: &[(
            "main.tf",
            r#"resource "aws_ebs_volume" "data" {
  availability_zone = "eu-west-1a"
  size              = 10
}
"#,
        )],
        green: &[(
            "main.tf",
            r#"resource "aws_ebs_volume" "data" {
  availability_zone = "eu-west-1a"
  size              = 10
  encrypted         = true
}
"#,
        )],
    },
};

const TYPES: [&str; 9] = [
    "aws_ebs_volume",
    "aws_efs_file_system",
    "aws_instance",
    "aws_launch_template",
    "aws_launch_configuration",
    "aws_ebs_snapshot_copy",
    "aws_ami",
    "aws_ami_copy",
    "aws_workspaces_workspace",
];

fn look(terraform: &Terraform) -> Verdict {
    let default =
        terraform.resources(&["aws_ebs_encryption_by_default"]).iter().any(|block| !matches!(block.section.bool("enabled"), Some(false)));
    terraform.over(&TYPES, |block, seen| {
        if default && block.kind() != "aws_efs_file_system" {
            return;
        }
        match block.kind() {
            "aws_ebs_volume" | "aws_efs_file_system" | "aws_ebs_snapshot_copy" | "aws_ami_copy" => {
                // A snapshot that is restored keeps what it was.
                if block.section.lacks("encrypted") && block.section.get("snapshot_id").is_none() {
                    block.note(block.section.line_of("encrypted"), "encrypted unset or false", seen);
                }
            }
            "aws_workspaces_workspace" => {
                for key in ["root_volume_encryption_enabled", "user_volume_encryption_enabled"] {
                    if block.section.lacks(key) {
                        block.note(block.section.line_of(key), &format!("{key} unset or false"), seen);
                    }
                }
            }
            "aws_launch_template" => {
                for mapping in block.section.blocks("block_device_mappings") {
                    if let Some(ebs) = mapping.block("ebs").filter(|ebs| ebs.lacks("encrypted") && ebs.get("snapshot_id").is_none()) {
                        block.note(ebs.line, "ebs.encrypted unset or false", seen);
                    }
                }
            }
            kind => {
                let devices: Vec<Section> =
                    ["root_block_device", "ebs_block_device"].into_iter().flat_map(|name| block.section.blocks(name)).collect();
                for device in devices.iter().filter(|device| device.lacks("encrypted") && device.get("snapshot_id").is_none()) {
                    block.note(device.line, &format!("{}.encrypted unset or false", device.kind), seen);
                }
                // A machine has a root disk whether it is written down or not.
                if kind != "aws_ami" && !block.section.has("root_block_device") && !block.section.has("launch_template") {
                    block.note_missing("root_block_device.encrypted", seen);
                }
            }
        }
    })
}
