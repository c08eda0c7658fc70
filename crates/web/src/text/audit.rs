//! The program's audit of itself, as the officer and the head of engineering read it.

use app::audit::{Change, Severity, State};

use super::format::in_language;

super::words! {
    /// The audit's pages.
    Audit {
        title: "Audit", "Auditoría";
        lede: "What this program finds when it looks at itself, by the OWASP Top 10 of 2021. What could not be tested never counts as passed.", "Lo que este programa encuentra cuando se examina a sí mismo, según el OWASP Top 10 de 2021. Lo que no se pudo probar nunca cuenta como aprobado.";
        ask: "Audit now", "Auditar ahora";
        none: "No audit yet", "Todavía ninguna auditoría";
        none_hint: "The first one begins soon after the program starts, then one every day. You can also ask for one now.", "La primera empieza poco después de que arranca el programa y luego hay una cada día. También puede pedir una ahora.";
        no_auditor: "This program was started without an auditor.", "Este programa se inició sin auditor.";
        no_auditor_hint: "What was found before is kept. Nothing new is looked at until it is started with one.", "Lo hallado antes se conserva. No se examina nada nuevo hasta que se inicie con uno.";
        queued: "An audit waits for its turn.", "Una auditoría espera su turno.";
        running: "An audit is under way.", "Hay una auditoría en curso.";
        reload: "It takes a minute or two. Load the page again to see the result.", "Tarda uno o dos minutos. Vuelva a cargar la página para ver el resultado.";
        newest: "Newest result", "Resultado más reciente";
        tested: "Tested", "Probado";
        findings: "Findings", "Hallazgos";
        critical: "Critical", "Críticos";
        high: "High", "Altos";
        medium: "Medium", "Medios";
        low: "Low", "Bajos";
        info: "Info", "Informativos";
        fresh: "New", "Nuevos";
        still: "Still there", "Siguen ahí";
        back: "Back again", "Han vuelto";
        mended: "Mended", "Corregidos";
        by_category: "By category", "Por categoría";
        category: "Category", "Categoría";
        outcome: "Outcome", "Resultado";
        passed: "Passed", "Pasan";
        failed: "Failed", "Fallan";
        not_tested: "Not tested", "Sin probar";
        nothing_fails: "Nothing that was tested fails.", "Nada de lo probado falla.";
        why: "Why it matters", "Por qué importa";
        fix: "How to mend it", "Cómo corregirlo";
        waived: "left as it is, for now", "se deja así por ahora";
        unknown_show: "Show each of them", "Mostrar cada una";
        unknown_title: "What nobody knows yet", "Lo que nadie sabe todavía";
        mended_title: "Mended since the run before", "Corregido desde la ejecución anterior";
        proof_good: "The stored report is the one that the trail commits to.", "El informe guardado es el mismo que consta en el registro.";
        proof_bad: "The stored report is not the one that was written.", "El informe guardado no es el que se escribió.";
        proof_bad_hint: "It, its numbers or its entry in the trail were changed afterwards, so it is not shown. Keep the database as it is and look for who could write to it.", "El informe, sus cifras o su entrada en el registro se cambiaron después, así que no se muestra. Conserve la base de datos como está y busque quién podía escribir en ella.";
        proof_entry: "Entry in the trail", "Entrada en el registro";
        proof_hash: "Hash of the report", "Huella del informe";
        download_html: "Report, HTML", "Informe, HTML";
        download_json: "Report, JSON", "Informe, JSON";
        past: "What came before", "Lo anterior";
        run: "Run", "Ejecución";
        run_title: "Run of the audit", "Ejecución de la auditoría";
        all_runs: "All runs", "Todas las ejecuciones";
        state: "State", "Estado";
        asked: "Asked for by", "Solicitada por";
        somebody: "officer or head", "oficial o dirección";
        schedule: "the schedule", "el programa diario";
        started: "Began", "Empezó";
        finished: "Ended", "Terminó";
        reason: "Why it failed", "Por qué falló";
        target: "What was audited", "Qué se auditó";
        trend_findings: "Findings over time", "Hallazgos en el tiempo";
        trend_tested: "Share that was tested over time, per cent", "Parte probada en el tiempo, por ciento";
        show_table: "Show as a table", "Mostrar como tabla";
        reason_broke: "It broke off. The log says why.", "Se interrumpió. El registro técnico dice por qué.";
        reason_too_long: "It took too long and was given up.", "Tardó demasiado y se abandonó.";
        reason_too_large: "Its report was too long to be kept.", "Su informe era demasiado largo para guardarlo.";
        reason_could_not_look: "It could not look at the program. The log says why.", "No pudo examinar el programa. El registro técnico dice por qué.";
        reason_cut_off: "The program ended in the middle of it. The next run is not affected.", "El programa terminó a mitad. La siguiente ejecución no se ve afectada.";
    }
    with {
        tested_of(tested, checks): "{tested} of {checks} checks", "{tested} de {checks} comprobaciones";
        finished_at(when): "Ended {when}", "Terminó: {when}";
        trend_caption(first, last, runs): "From {first} to {last} in {runs} runs, the newest at the right.", "De {first} a {last} en {runs} ejecuciones, la más reciente a la derecha.";
    }
    count {
        more_findings: "1 more finding stands in the downloads.", "{n} more findings stand in the downloads.", "Hay 1 hallazgo más en las descargas.", "Hay {n} hallazgos más en las descargas.";
        more_places: "1 more place stands in the downloads.", "{n} more places stand in the downloads.", "Hay 1 lugar más en las descargas.", "Hay {n} lugares más en las descargas.";
        unknown: "1 check could not look", "{n} checks could not look", "1 comprobación no pudo mirar", "{n} comprobaciones no pudieron mirar";
    }
}

impl Audit {
    fn say(&self, english: &'static str, spanish: &'static str) -> &'static str {
        in_language(self.language, english, spanish)
    }
    /// How bad a finding is.
    #[must_use]
    pub fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Critical => self.say("critical", "crítico"),
            Severity::High => self.say("high", "alto"),
            Severity::Medium => self.say("medium", "medio"),
            Severity::Low => self.say("low", "bajo"),
            Severity::Info => self.say("info", "informativo"),
        }
    }
    /// How a finding stands to the runs before.
    #[must_use]
    pub fn change(&self, change: Change) -> &'static str {
        match change {
            Change::New => self.say("new", "nuevo"),
            Change::Still => self.say("still there", "sigue ahí"),
            Change::Back => self.say("back again", "ha vuelto"),
        }
    }
    /// Where a run stands.
    #[must_use]
    pub fn state(&self, state: State) -> &'static str {
        match state {
            State::Queued => self.say("waiting", "en espera"),
            State::Running => self.say("under way", "en curso"),
            State::Done => self.say("done", "terminada"),
            State::Failed => self.say("failed", "falló"),
            State::CutOff => self.say("cut off", "interrumpida"),
        }
    }
    /// Why a run came to nothing, by its code.
    #[must_use]
    pub fn why_not(&self, reason: &str) -> &'static str {
        match reason {
            "too_long" => self.reason_too_long,
            "too_large" => self.reason_too_large,
            "could_not_look" => self.reason_could_not_look,
            "cut_off" => self.reason_cut_off,
            _ => self.reason_broke,
        }
    }
    /// A category of 2021, 1 to 10, under OWASP's name; its number alone for any other.
    #[must_use]
    pub fn category_name(&self, number: u8) -> &'static str {
        match number {
            1 => self.say("Broken access control", "Pérdida de control de acceso"),
            2 => self.say("Cryptographic failures", "Fallas criptográficas"),
            3 => self.say("Injection", "Inyección"),
            4 => self.say("Insecure design", "Diseño inseguro"),
            5 => self.say("Security misconfiguration", "Configuración de seguridad incorrecta"),
            6 => self.say("Vulnerable and outdated components", "Componentes vulnerables y desactualizados"),
            7 => self.say("Identification and authentication failures", "Fallas de identificación y autenticación"),
            8 => self.say("Software and data integrity failures", "Fallas en el software y en la integridad de los datos"),
            9 => self.say("Security logging and monitoring failures", "Fallas en el registro y monitoreo"),
            10 => self.say("Server-side request forgery", "Falsificación de solicitudes del lado del servidor"),
            _ => self.say("Other", "Otros"),
        }
    }
}
