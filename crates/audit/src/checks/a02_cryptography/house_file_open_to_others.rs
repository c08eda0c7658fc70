use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::house::House,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "house-file-open-to-others",
    title: Words {
        en: "Others on the machine can reach Sunward's key, data or configuration",
        es: "Otros en la máquina pueden alcanzar la clave, los datos o la configuración de Sunward",
    },
    done: Words {
        en: "The permission bits of the key file, the database file, its folder and the files with passwords are read; none of them may be a link to somewhere else.",
        es: "Se leen los permisos del archivo de la clave, de la base de datos, de su carpeta y de los archivos con contraseñas; ninguno puede ser un enlace a otro lugar.",
    },
    why: Words {
        en: "Whoever has the key and a copy of the database reads every name and address; any other program of the machine is enough.",
        es: "Quien tenga la clave y una copia de la base de datos lee todos los nombres y direcciones; basta cualquier otro programa de la máquina.",
    },
    fix: Words {
        en: "Run chmod 600 on the files and chmod 700 on the folder; if others had access, change the key.",
        es: "Ejecutar chmod 600 en los archivos y chmod 700 en la carpeta; si otros tuvieron acceso, cambiar la clave.",
    },
    severity: Severity::High,
    owasp: Owasp { of_2017: 3, of_2021: 2, of_2025: 4 },
    cwe: &[732, 276],
    asvs: &["V13.3.1"],
    controls: &["SC-038", "SC-100"],
    examine: Examine::House(look),
    mutant: Mutant {
        red: &[("house.json", r#"{"setup": {"files": [{"what": "key", "mode": 420}]}}"#)],
        green: &[("house.json", r#"{"setup": {"files": [{"what": "key", "mode": 384}, {"what": "directory", "mode": 448}]}}"#)],
    },
};

fn look(house: &House) -> Verdict {
    house.over_setup(|setup| {
        Verdict::over(&setup.files, NO_FILES, |file, seen| {
            if file.mode & 0o077 != 0 {
                seen.variable(&file.what, &format!("mode {:04o}", file.mode));
            }
            if file.link {
                seen.variable(&file.what, "is a link to somewhere else");
            }
        })
    })
}

const NO_FILES: Words = Words { en: "because no file was named to be looked at", es: "porque no se indicó ningún archivo que mirar" };
