//! A signed order as the customer reads it: one sentence, who is waiting on whom, money, changes.

use domain::change_request::ChangeState;
use domain::order::{Party, Stage, TransitionName, WorkstreamKind, WorkstreamState};

use super::format::in_language;

super::words! {
    /// The order.
    Order {
        title: "Your order", "Su pedido";
        list_title: "Your orders", "Sus pedidos";
        list_empty: "No order yet", "Todavía no hay pedidos";
        list_empty_hint: "It begins with a price. That takes a minute.", "Todo empieza con un precio. Es un minuto.";
        timeline_title: "Where everything stands", "Cómo va todo";
        waiting_title: "Who is waiting on whom", "Quién espera a quién";
        waiting_nobody: "Nobody is waiting on you.", "Nadie espera nada de usted.";
        waiting_you: "This waits on you.", "Esto espera por usted.";
        late_text: "This is later than planned. We are after it, and you will read here when it moves.", "Esto va más tarde de lo previsto. Estamos en ello, y aquí leerá cuándo avanza.";
        install_date: "Installation", "Instalación";
        install_none: "No date yet", "Sin fecha todavía";
        crew: "Your crew", "Su equipo";
        crew_none: "We are looking for it", "Lo estamos buscando";
        crew_licence: "Licence", "Licencia";
        crew_why: "Why this crew", "Por qué este equipo";
        documents: "Documents", "Documentos";
        contract: "Contract", "Contrato";
        receipt: "Receipt of the price", "Recibo del precio";
        history: "History", "Historial";
        money_title: "Money", "Pagos";
        money_milestone: "When", "Cuándo";
        money_amount: "Amount", "Importe";
        money_state: "State", "Estado";
        money_start: "After the time to withdraw", "Al terminar el plazo para desistir";
        money_material: "Material delivered", "Material entregado";
        money_installed: "Installation accepted", "Instalación aceptada";
        money_power: "Power is on", "En marcha";
        money_due: "Due", "Por pagar";
        money_later: "Not yet due", "Aún no vence";
        money_paid: "Paid", "Pagado";
        money_held: "Held until the utility lets you switch on", "Retenido hasta que la compañía eléctrica permita encender";
        reschedule: "Change the date", "Cambiar la fecha";
        reschedule_title: "Change the installation date", "Cambiar la fecha de instalación";
        reschedule_new: "New date", "Fecha nueva";
        reschedule_hint: "Days on which your crew is free.", "Días en que su equipo está libre.";
        reschedule_send: "Propose this date", "Proponer esta fecha";
        cancel: "Cancel the order", "Cancelar el pedido";
        cancel_title: "Cancel the order?", "¿Cancelar el pedido?";
        cancel_keep: "Keep the order", "Conservar el pedido";
        cancel_confirm: "Cancel the order now", "Cancelar el pedido ahora";
        cancel_reason: "Reason", "Motivo";
        cancel_too_late: "The installation has begun, so the order can no longer be cancelled here. Write to us and a person answers.", "La instalación ya empezó, así que aquí ya no se puede cancelar. Escríbanos y le responde una persona.";
        change_title: "A change for you to decide", "Un cambio que usted decide";
        change_proposed_by: "Proposed by", "Propuesto por";
        change_reason: "Reason", "Motivo";
        change_before: "Now", "Ahora";
        change_after: "Proposed", "Propuesto";
        change_approve: "Agree", "Aceptar";
        change_decline: "Decline", "Rechazar";
        change_applied: "Done. Your order shows the new date.", "Hecho. Su pedido muestra la fecha nueva.";
        change_declined: "Declined. Nothing changes.", "Rechazado. Nada cambia.";
        change_conflict: "The order changed in the meantime, so this proposal no longer fits. Ask for a new one.", "El pedido cambió entretanto y esta propuesta ya no corresponde. Pida una nueva.";
        ask: "Ask a question", "Hacer una pregunta";
        system: "System", "Sistema";
        change_crew_taken: "Your crew is no longer free on that day. Nothing changed; ask for another day.", "Su equipo ya no está libre ese día. Nada cambió; pida otro día.";
        change_over: "This was answered already, or its time is over. Nothing changed.", "Esto ya se respondió o venció. Nada cambió.";
        changes_answered: "Proposed changes", "Cambios propuestos";
        leave_moved: "The amount changed since you saw it. Nothing happened; this is how it stands now.", "El importe cambió desde que lo vio. No pasó nada; así está ahora.";
        refund_when: "Within ten business days, the way you paid it.", "En diez días hábiles, por la misma vía de pago.";
        kept: "What is kept for work already done", "Lo que se retiene por trabajo ya hecho";
        live: "This page updates by itself.", "Esta página se actualiza sola.";
        passport: "System passport", "Pasaporte del sistema";
        expected_actual: "Expected against actual", "Esperado y real";
        mail_signed_subject: "Your contract is signed", "Su contrato está firmado";
        mail_matched_subject: "Your crew and your date", "Su equipo y su fecha";
        mail_change_subject: "A change waits for your answer", "Un cambio espera su respuesta";
        mail_withdrawn_subject: "You have withdrawn", "Ha desistido";
        mail_cancelled_subject: "Your order is cancelled", "Su pedido está cancelado";
        mail_energized_subject: "Your system is on", "Su sistema está en marcha";
    }
    with {
        number(id): "Order {id}", "Pedido {id}";
        waiting_until(who, date): "Waiting on {who} until {date}", "En espera: {who}, hasta el {date}";
        waiting(who): "Waiting on {who}", "En espera: {who}";
        waiting_late(who, date): "Waiting on {who}; was expected by {date}", "En espera: {who}; se esperaba para el {date}";
        after(step): "After: {step}", "Después de: {step}";
        done_on(date): "Done on {date}", "Hecho el {date}";
        installs_on(date): "Installation on {date}", "Instalación el {date}";
        paid_on(date): "Paid on {date}", "Pagado el {date}";
        refund_if_cancelled(amount): "If you cancel now we return {amount}.", "Si cancela ahora, le devolvemos {amount}.";
        fee_if_cancelled(amount): "Cancelling now costs {amount} for work already done.", "Cancelar ahora cuesta {amount} por el trabajo ya hecho.";
        change_reschedule(before, after): "Move the installation from {before} to {after}", "Mover la instalación del {before} al {after}";
        change_expires(date): "Without an answer by {date} nothing changes.", "Sin respuesta hasta el {date}, nada cambia.";
        mail_matched_text(crew, date): "{crew} will install your system on {date}. You can change the date in your order.", "{crew} instalará su sistema el {date}. Puede cambiar la fecha en su pedido.";
        mail_change_text(link): "We propose a change to your order. It happens only if you agree.\n\n{link}", "Le proponemos un cambio en su pedido. Solo se hace si usted acepta.\n\n{link}";
        free_until(until): "Until {until} you can leave free and without a reason.", "Hasta el {until} puede irse gratis y sin dar motivos.";
        crew_with(name, company): "{name} of {company}", "{name}, de {company}";
    }
}

impl Order {
    fn say(&self, english: &'static str, spanish: &'static str) -> &'static str {
        in_language(self.language, english, spanish)
    }
    /// The one sentence on top of the order.
    #[must_use]
    pub fn status(&self, stage: Stage) -> &'static str {
        match stage {
            Stage::Signed => self.say("We are finding your crew", "Estamos buscando su equipo"),
            Stage::Matched => {
                self.say("Your crew is set; the paperwork is under way", "Su equipo está asignado; los trámites están en marcha")
            }
            Stage::Ready => self.say("Everything is ready for the installation", "Todo está listo para la instalación"),
            Stage::Installing => self.say("Your crew is at work", "Su equipo está trabajando"),
            Stage::Installed => self.say("The panels are up; the inspection is next", "Los paneles están puestos; sigue la inspección"),
            Stage::Inspected => {
                self.say("Inspected; the utility must let you switch on", "Inspeccionado; falta el permiso de la compañía eléctrica")
            }
            Stage::Energized => self.say("Your system makes power", "Su sistema produce energía"),
            Stage::Withdrawn => self.say("You have withdrawn from the contract", "Usted desistió del contrato"),
            Stage::Cancelled => self.say("This order is cancelled", "Este pedido está cancelado"),
        }
    }
    /// What the stage means for the customer, under the sentence.
    #[must_use]
    pub fn status_detail(&self, stage: Stage) -> &'static str {
        match stage {
            Stage::Signed => self.say(
                "One crew at a time is asked. You read here as soon as one accepts.",
                "Se pregunta a un equipo a la vez. Aquí leerá en cuanto uno acepte.",
            ),
            Stage::Matched => self.say(
                "Permit and grid connection run side by side. You need not do anything.",
                "El permiso y la conexión a la red avanzan a la vez. Usted no tiene que hacer nada.",
            ),
            Stage::Ready => self.say(
                "Permit, connection and material are there. The date stands.",
                "El permiso, la conexión y el material están. La fecha se mantiene.",
            ),
            Stage::Installing => self.say(
                "Most roofs take one to three days. The power is off for a few hours only.",
                "La mayoría de los techos toma de uno a tres días. La luz se corta solo unas horas.",
            ),
            Stage::Installed => self.say(
                "An inspector of your town comes by. Do not switch the system on yet.",
                "Viene un inspector de su ciudad. Todavía no encienda el sistema.",
            ),
            Stage::Inspected => self.say(
                "The utility changes the meter and sends its permission to operate.",
                "La compañía eléctrica cambia el medidor y envía el permiso de operación.",
            ),
            Stage::Energized => self.say(
                "We compare what it makes with what we promised, and tell you.",
                "Comparamos lo que produce con lo prometido, y se lo decimos.",
            ),
            Stage::Withdrawn => {
                self.say("The contract is void and costs you nothing.", "El contrato queda sin efecto y no le cuesta nada.")
            }
            Stage::Cancelled => self.say("What was agreed about money is shown below.", "Abajo se muestra lo acordado sobre el dinero."),
        }
    }
    /// The stage as a step of the timeline.
    #[must_use]
    pub fn stage(&self, stage: Stage) -> &'static str {
        match stage {
            Stage::Signed => self.say("Contract signed", "Contrato firmado"),
            Stage::Matched => self.say("Crew and date set", "Equipo y fecha asignados"),
            Stage::Ready => self.say("Ready to install", "Listo para instalar"),
            Stage::Installing => self.say("Installation", "Instalación"),
            Stage::Installed => self.say("Panels are up", "Paneles puestos"),
            Stage::Inspected => self.say("Inspection passed", "Inspección aprobada"),
            Stage::Energized => self.say("Power is on", "En marcha"),
            Stage::Withdrawn => self.say("Withdrawn", "Desistido"),
            Stage::Cancelled => self.say("Cancelled", "Cancelado"),
        }
    }
    /// A workstream by its name.
    #[must_use]
    pub fn workstream(&self, kind: WorkstreamKind) -> &'static str {
        match kind {
            WorkstreamKind::Survey => self.say("Survey of the roof", "Inspección del techo"),
            WorkstreamKind::Design => self.say("Final layout", "Diseño final"),
            WorkstreamKind::Permit => self.say("Building permit", "Permiso de construcción"),
            WorkstreamKind::Interconnection => self.say("Connection to the grid", "Conexión a la red"),
            WorkstreamKind::Materials => self.say("Panels and inverter", "Paneles e inversor"),
            WorkstreamKind::Financing => self.say("Financing", "Financiamiento"),
            WorkstreamKind::Crew => self.say("Crew", "Equipo"),
        }
    }
    /// What a workstream is, for the glossary of the page.
    #[must_use]
    pub fn workstream_meaning(&self, kind: WorkstreamKind) -> &'static str {
        match kind {
            WorkstreamKind::Survey => {
                self.say("Photos and measures of your roof and main panel.", "Fotos y medidas de su techo y su panel eléctrico.")
            }
            WorkstreamKind::Design => {
                self.say("Where each panel goes, and the electrical drawing.", "Dónde va cada panel, y el plano eléctrico.")
            }
            WorkstreamKind::Permit => {
                self.say("Your town checks the plan before anybody builds.", "Su ciudad revisa el plano antes de que nadie construya.")
            }
            WorkstreamKind::Interconnection => self.say(
                "Your utility agrees that the system may feed its grid.",
                "Su compañía eléctrica acepta que el sistema alimente su red.",
            ),
            WorkstreamKind::Materials => {
                self.say("What is built is ordered and delivered to the crew.", "Lo que se instala se pide y se entrega al equipo.")
            }
            WorkstreamKind::Financing => self.say("Cash or loan, and the papers for it.", "Contado o préstamo, y sus documentos."),
            WorkstreamKind::Crew => {
                self.say("A licensed crew accepts your order for a date.", "Un equipo con licencia acepta su pedido para una fecha.")
            }
        }
    }
    /// How far a workstream is, as a sentence about it.
    #[must_use]
    pub fn workstream_status(&self, kind: WorkstreamKind, state: WorkstreamState) -> &'static str {
        match (kind, state) {
            (_, WorkstreamState::NotNeeded) => self.say("Not needed for your order", "No hace falta en su pedido"),
            (WorkstreamKind::Survey, WorkstreamState::Todo) => self.say("To be arranged", "Por acordar"),
            (WorkstreamKind::Survey, WorkstreamState::Submitted) => {
                self.say("Photos and measures are being checked", "Se revisan las fotos y medidas")
            }
            (WorkstreamKind::Survey, WorkstreamState::CorrectionRequested) => {
                self.say("A photo or measure is missing", "Falta una foto o una medida")
            }
            (WorkstreamKind::Survey, WorkstreamState::Approved) => {
                self.say("Roof and main panel are measured", "Techo y panel eléctrico medidos")
            }
            (WorkstreamKind::Design, WorkstreamState::Todo) => self.say("Being drawn", "En preparación"),
            (WorkstreamKind::Design, WorkstreamState::Submitted) => self.say("Drawn; being checked", "Dibujado; en revisión"),
            (WorkstreamKind::Design, WorkstreamState::CorrectionRequested) => self.say("Being corrected", "En corrección"),
            (WorkstreamKind::Design, WorkstreamState::Approved) => self.say("The layout is final", "El diseño es definitivo"),
            (WorkstreamKind::Permit, WorkstreamState::Todo) => self.say("The application is being prepared", "Se prepara la solicitud"),
            (WorkstreamKind::Permit, WorkstreamState::Submitted) => {
                self.say("The application is at the permit office", "La solicitud está en la oficina de permisos")
            }
            (WorkstreamKind::Permit, WorkstreamState::CorrectionRequested) => {
                self.say("The permit office asked for a correction", "La oficina de permisos pidió una corrección")
            }
            (WorkstreamKind::Permit, WorkstreamState::Approved) => self.say("The permit is granted", "El permiso está concedido"),
            (WorkstreamKind::Interconnection, WorkstreamState::Todo) => {
                self.say("The application is being prepared", "Se prepara la solicitud")
            }
            (WorkstreamKind::Interconnection, WorkstreamState::Submitted) => {
                self.say("The application is at the utility", "La solicitud está en la compañía eléctrica")
            }
            (WorkstreamKind::Interconnection, WorkstreamState::CorrectionRequested) => {
                self.say("The utility asked for a correction", "La compañía eléctrica pidió una corrección")
            }
            (WorkstreamKind::Interconnection, WorkstreamState::Approved) => {
                self.say("The utility has agreed", "La compañía eléctrica aceptó")
            }
            (WorkstreamKind::Materials, WorkstreamState::Todo) => self.say("To be ordered", "Por pedir"),
            (WorkstreamKind::Materials, WorkstreamState::Submitted) => self.say("Ordered", "Pedido"),
            (WorkstreamKind::Materials, WorkstreamState::CorrectionRequested) => {
                self.say("A part must be replaced", "Hay que reemplazar una pieza")
            }
            (WorkstreamKind::Materials, WorkstreamState::Approved) => self.say("Delivered", "Entregado"),
            (WorkstreamKind::Financing, WorkstreamState::Todo) => self.say("Papers to be handed in", "Faltan documentos"),
            (WorkstreamKind::Financing, WorkstreamState::Submitted) => self.say("At the lender", "En la entidad financiera"),
            (WorkstreamKind::Financing, WorkstreamState::CorrectionRequested) => {
                self.say("The lender asked for more", "La entidad financiera pidió más datos")
            }
            (WorkstreamKind::Financing, WorkstreamState::Approved) => self.say("Arranged", "Acordado"),
            (WorkstreamKind::Crew, WorkstreamState::Todo) => self.say("Being looked for", "En búsqueda"),
            (WorkstreamKind::Crew, WorkstreamState::Submitted) => self.say("A crew has been asked", "Se preguntó a un equipo"),
            (WorkstreamKind::Crew, WorkstreamState::CorrectionRequested) => {
                self.say("Another crew is being looked for", "Se busca otro equipo")
            }
            (WorkstreamKind::Crew, WorkstreamState::Approved) => self.say("Your crew has accepted", "Su equipo aceptó"),
        }
    }
    /// Who has to act, inside a sentence: `waiting on {…}`.
    #[must_use]
    pub fn party(&self, party: Party) -> &'static str {
        match party {
            Party::Customer => self.say("you", "usted"),
            Party::Crew => self.say("the crew", "el equipo"),
            Party::Operations => self.say("us", "nosotros"),
            Party::PermitOffice => self.say("the permit office", "la oficina de permisos"),
            Party::Utility => self.say("the utility", "la compañía eléctrica"),
            Party::Supplier => self.say("the supplier", "el proveedor"),
        }
    }
    /// What happened, as an entry of the history.
    #[must_use]
    pub fn happened(&self, transition: TransitionName) -> &'static str {
        match transition {
            TransitionName::AcceptOffer => self.say("A crew accepted the order", "Un equipo aceptó el pedido"),
            TransitionName::LoseCrew => {
                self.say("The crew can no longer come; another one is being asked", "El equipo ya no puede venir; se pregunta a otro")
            }
            TransitionName::Release => self.say("Everything is ready for the installation", "Todo está listo para la instalación"),
            TransitionName::StartInstallation => self.say("The installation began", "Empezó la instalación"),
            TransitionName::FinishInstallation => self.say("The panels are up", "Los paneles están puestos"),
            TransitionName::PassInspection => self.say("The inspector passed the system", "El inspector aprobó el sistema"),
            TransitionName::FailInspection => self.say("The inspector asked for a correction", "El inspector pidió una corrección"),
            TransitionName::Energize => self.say("The system was switched on", "El sistema se puso en marcha"),
            TransitionName::Withdraw => self.say("You withdrew from the contract", "Usted desistió del contrato"),
            TransitionName::Cancel => self.say("The order was cancelled", "El pedido fue cancelado"),
        }
    }
    /// Where a proposed change stands.
    #[must_use]
    pub fn change_state(&self, state: ChangeState) -> &'static str {
        match state {
            ChangeState::Proposed => self.say("Waits for an answer", "Espera respuesta"),
            ChangeState::Applied => self.say("Agreed and done", "Aceptado y hecho"),
            ChangeState::Declined => self.say("Declined", "Rechazado"),
            ChangeState::Expired => self.say("Not answered in time", "Sin respuesta a tiempo"),
            ChangeState::Conflict => self.say("Overtaken by another change", "Superado por otro cambio"),
        }
    }
}
