//! What employees read: support, sales, operations, engineers, the security officer.

use domain::order::StepName;

super::words! {
    /// Staff pages.
    Staff {
        jump: "Find an order", "Buscar un pedido";
        jump_hint: "Order number; Ctrl K", "Número de pedido; Ctrl K";
        no_match: "Nothing matches", "Nada coincide";
        no_match_hint: "Clear a filter, or check the number.", "Quite un filtro o revise el número.";
        column_order: "Order", "Pedido";
        column_customer: "Customer", "Cliente";
        column_town: "Town", "Ciudad";
        column_stage: "Stage", "Etapa";
        column_waiting: "Waiting on", "En espera de";
        column_due: "Due", "Vence";
        column_date: "Installation", "Instalación";
        column_crew: "Crew", "Equipo";
        column_price: "Price", "Precio";
        column_when: "When", "Cuándo";
        column_who: "Who", "Quién";
        column_what: "What", "Qué";
        column_reason: "Reason", "Motivo";
        column_result: "Result", "Resultado";
        filter_stage: "Stage", "Etapa";
        filter_waiting: "Waiting on", "En espera de";
        filter_overdue: "Overdue only", "Solo vencidos";
        support_title: "Cases", "Casos";
        support_empty: "No open case", "Ningún caso abierto";
        support_empty_hint: "A case opens when a customer writes, or when you open one from an order.", "Un caso se abre cuando un cliente escribe o cuando usted lo abre desde un pedido.";
        case_open: "Open a case", "Abrir un caso";
        case_close: "Close the case", "Cerrar el caso";
        case_about: "What is it about?", "¿De qué se trata?";
        masked: "Hidden", "Oculto";
        reveal: "Show contact details", "Mostrar datos de contacto";
        reveal_title: "Show contact details?", "¿Mostrar los datos de contacto?";
        reveal_reason: "Why do you need them?", "¿Para qué los necesita?";
        reveal_notice: "It is recorded with your name and reason, and the customer can read it.", "Queda registrado con su nombre y motivo, y el cliente puede leerlo.";
        reveal_confirm: "Show and record", "Mostrar y registrar";
        reveal_quota: "Your quota for today is used up. Ask a colleague.", "Su cuota de hoy está agotada. Pida ayuda a un colega.";
        change_propose: "Propose a change", "Proponer un cambio";
        change_propose_notice: "Nothing changes until the customer agrees. You cannot approve your own proposal.", "Nada cambia hasta que el cliente acepte. No puede aprobar su propia propuesta.";
        change_send: "Send the proposal", "Enviar la propuesta";
        change_sent: "Sent. The customer decides.", "Enviada. El cliente decide.";
        change_list: "Proposed changes", "Cambios propuestos";
        change_list_empty: "No proposed change", "Ningún cambio propuesto";
        change_list_empty_hint: "A proposal made from an order waits here for its second person.", "Una propuesta hecha desde un pedido espera aquí a su segunda persona.";
        change_own: "You proposed this. Somebody else must decide.", "Usted lo propuso. Debe decidir otra persona.";
        sales_title: "Numbers", "Cifras";
        sales_lede: "Groups of at least five customers. Nobody can be recognized here.", "Grupos de al menos cinco clientes. Aquí no se puede reconocer a nadie.";
        sales_suppressed: "fewer than five", "menos de cinco";
        sales_estimates: "Estimates", "Estimaciones";
        sales_quotes: "Locked prices", "Precios asegurados";
        sales_signed: "Contracts", "Contratos";
        sales_withdrawn: "Withdrawn", "Desistidos";
        sales_energized: "Switched on", "En marcha";
        sales_value: "Value signed", "Valor firmado";
        sales_average: "Average price", "Precio medio";
        sales_share: "Of those, signed", "De ellos, firmados";
        sales_by_month: "By month", "Por mes";
        sales_by_area: "By area", "Por zona";
        board_title: "Board", "Tablero";
        board_lede: "What waits on us, oldest first.", "Lo que espera por nosotros, lo más antiguo primero.";
        board_empty: "Nothing waits on us", "Nada espera por nosotros";
        board_empty_hint: "Steps appear here as soon as they are due.", "Los pasos aparecen aquí en cuanto toca hacerlos.";
        board_note: "Note", "Nota";
        health_title: "Health", "Estado del sistema";
        health_lede: "No personal data stands on this page.", "En esta página no hay datos personales.";
        health_good: "All is well", "Todo va bien";
        health_bad: "Something needs attention", "Algo requiere atención";
        health_version: "Version", "Versión";
        health_since: "Running since", "En marcha desde";
        health_database: "Database", "Base de datos";
        health_outbox: "Jobs waiting", "Trabajos en espera";
        health_oldest: "Oldest waiting", "El más antiguo en espera";
        health_timers: "Timers overdue", "Plazos vencidos";
        health_trail: "Entries of the trail not yet in order", "Entradas del registro aún sin ordenar";
        access_title: "Access to production data", "Acceso a datos de producción";
        access_none: "You have no access to customers' data. Ask for it with a reason and an end; a second person decides.", "No tiene acceso a los datos de clientes. Pídalo con un motivo y un plazo; decide una segunda persona.";
        access_request: "Ask for access", "Pedir acceso";
        trail_title: "Trail", "Registro";
        trail_lede: "What was done and what was refused. Nobody can change or remove an entry.", "Lo que se hizo y lo que se negó. Nadie puede cambiar ni quitar una entrada.";
        trail_verify: "Verify the trail", "Verificar el registro";
        trail_good: "The trail is complete and unaltered.", "El registro está completo y sin alteraciones.";
        trail_bad: "The trail does not fit its signed checkpoint. Stop and call the head of engineering.", "El registro no coincide con su punto de control firmado. Deténgase y llame a la jefatura de ingeniería.";
        trail_size: "Entries", "Entradas";
        trail_root: "Root", "Raíz";
        trail_checkpoint: "Last checkpoint", "Último punto de control";
        trail_allowed: "Allowed", "Permitido";
        trail_denied: "Refused", "Negado";
        trail_empty: "No entry fits", "Ninguna entrada coincide";
        trail_empty_hint: "Clear a filter to see more.", "Quite un filtro para ver más.";
        audit_title: "Audit", "Auditoría";
        audit_passed: "Passed", "Aprobado";
        audit_failed: "Failed", "Fallado";
        audit_untested: "Not tested", "Sin probar";
    }
    with {
        overdue_by(duration): "{duration} late", "{duration} de retraso";
        reveal_left(n): "{n} left today", "Quedan {n} hoy";
        revealed_until(time): "Shown until {time}", "Visible hasta {time}";
        proposed_by(name, when): "Proposed by {name}, {when}", "Propuesto por {name}, {when}";
        trail_verified(size, when): "{size} entries verified, {when}", "{size} entradas verificadas, {when}";
    }
}

impl Staff {
    /// A step of a workstream, as the word on its button.
    #[must_use]
    pub fn step(&self, step: StepName) -> &'static str {
        let (english, spanish) = match step {
            StepName::Submit => ("Hand in", "Presentar"),
            StepName::Approve => ("Record approval", "Registrar aprobación"),
            StepName::RequestCorrection => ("Record a correction request", "Registrar una corrección pedida"),
        };
        super::format::in_language(self.language, english, spanish)
    }
}
