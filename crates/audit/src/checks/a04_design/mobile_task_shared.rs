//! Screens that another application may put itself before.

use crate::{
    check::{Check, Examine, Mutant, Owasp},
    evidence::mobile::Mobile,
    finding::{Severity, Verdict},
    words::Words,
};

pub(crate) static CHECK: Check = Check {
    id: "mobile-task-shared",
    title: Words {
        en: "Another application may put its screen in front of this one",
        es: "Otra aplicación puede poner su pantalla delante de esta",
    },
    done: Words {
        en: "Looks for activities with a task affinity of their own that may be moved into the tasks of others (StrandHogg).",
        es: "Se buscan actividades con afinidad de tarea propia que pueden moverse a las tareas de otras (StrandHogg).",
    },
    why: Words {
        en: "A copied sign-in screen appears where yours is expected and takes the password.",
        es: "Una pantalla de acceso copiada aparece donde se espera la suya y se queda la contraseña.",
    },
    fix: Words {
        en: "Set taskAffinity to an empty text and remove allowTaskReparenting.",
        es: "Poner taskAffinity vacío y quitar allowTaskReparenting.",
    },
    severity: Severity::Low,
    owasp: Owasp { of_2017: 6, of_2021: 4, of_2025: 6 },
    cwe: &[1021],
    asvs: &["V3.7.1"],
    controls: &["SC-106"],
    examine: Examine::Mobile(look),
    mutant: Mutant {
        red: &[(
            "app/src/main/AndroidManifest.xml",
            r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="mx.solar">
<application android:name=".App" >
<activity android:name=".Main" android:allowTaskReparenting="true"/>
</application>
</manifest>
"#,
        )],
        green: &[(
            "app/src/main/AndroidManifest.xml",
            r#"<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="mx.solar">
<application android:name=".App" >
<activity android:name=".Main" android:taskAffinity=""/>
</application>
</manifest>
"#,
        )],
    },
};

fn look(mobile: &Mobile) -> Verdict {
    mobile.over_components(|file, component, seen| {
        if component.element.is("allowTaskReparenting") && component.element.get("taskAffinity") != Some("") {
            seen.line(&file.name, component.element.line, &format!("{}: allowTaskReparenting=true", component.name()));
        }
    })
}
