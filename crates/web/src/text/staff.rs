//! What employees read: support, sales, operations, engineers, the security officer.

use app::{
    access::Field,
    offer::{Skill, State as OfferState},
    staff::matches::Reason as Refusal,
};
use domain::order::{Party, StepName, TransitionName};

use super::format::{self, in_language};

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
        support_title: "Support", "Atención al cliente";
        support_lede: "Names stay hidden until you give a reason.", "Los nombres quedan ocultos hasta que usted dé un motivo.";
        search_label: "Order number or exact e-mail", "Número de pedido o correo exacto";
        search_hint: "The whole address: parts of it find nothing, so that nobody can browse.", "La dirección completa: con partes no se encuentra nada, para que nadie pueda curiosear.";
        search_title: "Found", "Resultado";
        search_all: "Show the newest orders", "Mostrar los pedidos más recientes";
        newest_title: "Newest orders", "Pedidos más recientes";
        masked: "Hidden", "Oculto";
        reveal: "Show contact details", "Mostrar datos de contacto";
        reveal_what: "What do you need?", "¿Qué necesita?";
        reveal_shown_once: "It is shown this once. Leaving the page hides it again.", "Se muestra esta única vez. Al salir de la página vuelve a ocultarse.";
        field_name: "Name", "Nombre";
        field_phone: "Phone", "Teléfono";
        field_email: "E-mail", "Correo electrónico";
        field_address: "Address", "Dirección";
        reveal_reason: "Why do you need it?", "¿Para qué lo necesita?";
        reveal_notice: "It is recorded with your name and reason, and the customer can read it.", "Queda registrado con su nombre y motivo, y el cliente puede leerlo.";
        reveal_confirm: "Show and record", "Mostrar y registrar";
        change_propose: "Propose a change", "Proponer un cambio";
        change_propose_notice: "Nothing changes until the customer agrees. You cannot approve your own proposal.", "Nada cambia hasta que el cliente acepte. No puede aprobar su propia propuesta.";
        change_date: "New installation date", "Nueva fecha de instalación";
        change_date_hint: "A working day at least two days ahead.", "Un día laborable, con al menos dos días de antelación.";
        change_reason_hint: "The customer reads it.", "El cliente lo lee.";
        change_none_now: "The date can be moved once a crew has accepted, and until it starts.", "La fecha se puede mover desde que un equipo acepta y hasta que empieza.";
        change_waits: "A proposal waits for the customer's answer.", "Una propuesta espera la respuesta del cliente.";
        change_waits_hint: "A proposal waits for the customer's answer already. Another one can be made when she has answered, or when its time is over.", "Ya hay una propuesta en espera de la respuesta del cliente. Se puede hacer otra cuando responda o cuando venza el plazo.";
        change_waits_show: "Show the proposal", "Mostrar la propuesta";
        change_send: "Send the proposal", "Enviar la propuesta";
        change_sent: "Sent. The customer decides.", "Enviada. El cliente decide.";
        change_list: "Proposed changes", "Cambios propuestos";
        change_list_empty: "No proposed change", "Ningún cambio propuesto";
        change_list_empty_hint: "A proposal made from an order waits here for its second person.", "Una propuesta hecha desde un pedido espera aquí a su segunda persona.";
        sales_title: "Numbers", "Cifras";
        sales_lede: "Groups of at least five customers. Nobody can be recognized here.", "Grupos de al menos cinco clientes. Aquí no se puede reconocer a nadie.";
        sales_suppressed: "fewer than 5", "menos de 5";
        sales_quotes: "Locked prices", "Precios asegurados";
        sales_signed: "Contracts", "Contratos";
        sales_by_stage: "Orders by stage", "Pedidos por etapa";
        sales_average: "Average price", "Precio medio";
        sales_power: "Average power", "Potencia media";
        sales_suppression: "As of last Monday. Means are rounded to $500 and 500 W. A group of one to four is not told, nor is one from which it could be computed.", "Al último lunes. Los promedios se redondean a $500 y 500 W. Un grupo de uno a cuatro no se muestra, ni otro del que se pudiera deducir.";
        board_title: "Board", "Tablero";
        board_lede: "Orders under way and who has to act. What is late comes first.", "Pedidos en curso y quién tiene que actuar. Lo vencido va primero.";
        board_empty: "No order is under way", "Ningún pedido en curso";
        board_empty_hint: "An order appears here as soon as its contract is signed.", "Un pedido aparece aquí en cuanto se firma su contrato.";
        wait_offer: "answer to an offer", "respuesta a una oferta";
        board_no_crew: "No crew can come", "Ningún equipo puede ir";
        board_no_crew_reaches: "No crew reaches this town", "Ningún equipo llega a esta ciudad";
        board_no_crew_why: "Why", "Por qué";
        board_date_passed: "passed", "ya pasó";
        everybody: "Everybody", "Todos";
        not_overdue: "On time", "A tiempo";
        order_all: "All orders", "Todos los pedidos";
        order_status: "Where it stands", "Cómo va";
        order_contact: "Customer", "Cliente";
        order_contact_recorded: "That you see this is recorded; the customer can read it.", "Queda registrado que usted ve esto; el cliente puede leerlo.";
        order_steps: "Steps", "Pasos";
        order_results: "Results", "Resultados";
        order_no_result: "No result can be recorded now.", "Ahora no se puede registrar ningún resultado.";
        order_system: "System", "Sistema";
        order_signed: "Signed", "Firmado";
        order_cooling_off: "Time to withdraw", "Plazo para desistir";
        order_history: "History", "Historial";
        event_signed: "Contract signed", "Contrato firmado";
        event_withdrew: "The customer withdrew", "El cliente desistió";
        event_rescheduled: "Date moved", "Fecha cambiada";
        event_no_crew_yet: "No crew can come yet; asked again every day and when the crews change", "Ningún equipo puede ir todavía; se pregunta cada día y cuando cambian los equipos";
        event_cooling_off_ended: "The time to withdraw is over", "Terminó el plazo para desistir";
        order_work_days: "Days of work", "Días de trabajo";
        order_crew_none: "None yet", "Todavía ninguno";
        matching_title: "Why this crew", "Por qué este equipo";
        matching_lede: "Every crew was assessed. The lowest score is asked first; it is what sending the crew costs, in dollars.", "Se evaluó a todos los equipos. Se pregunta primero al de menor puntaje: lo que cuesta enviar al equipo, en dólares.";
        matching_none: "No crew has been assessed yet", "Todavía no se evaluó a ningún equipo";
        matching_none_hint: "Matching begins as soon as the contract is signed.", "La asignación empieza en cuanto se firma el contrato.";
        matching_crew: "Crew", "Equipo";
        matching_score: "Score", "Puntaje";
        matching_start: "Could begin", "Podría empezar";
        matching_why: "Made of, or why not", "Detalle, o por qué no";
        matching_offer: "Offer", "Oferta";
        matching_not_eligible: "Could not come", "No podía ir";
        offer_open: "Asked", "Preguntado";
        offer_accepted: "Accepted", "Aceptó";
        offer_declined: "Declined", "Rechazó";
        offer_expired: "Did not answer", "No respondió";
        offer_withdrawn: "Withdrawn", "Retirada";
        health_title: "Health", "Estado del sistema";
        health_lede: "No personal data stands on this page.", "En esta página no hay datos personales.";
        health_good: "All is well", "Todo va bien";
        health_bad: "Something needs attention", "Algo requiere atención";
        health_version: "Version", "Versión";
        health_schema: "Version of the schema", "Versión del esquema";
        health_schema_old: "Not the one this program needs", "No es la que este programa necesita";
        health_policy: "Policies", "Políticas";
        health_given_up: "Jobs given up", "Trabajos abandonados";
        health_leaves: "Entries of the trail", "Entradas del registro";
        health_newest_leaf: "Newest entry", "Entrada más reciente";
        health_next_timer: "Next clock", "Próximo plazo";
        health_orders: "Orders", "Pedidos";
        health_places: "Places", "Lugares";
        health_accounts: "Accounts", "Cuentas";
        health_role: "Role", "Función";
        health_count: "Accounts", "Cuentas";
        health_database: "Database", "Base de datos";
        health_outbox: "Jobs waiting", "Trabajos en espera";
        health_trail: "Entries of the trail not yet in order", "Entradas del registro aún sin ordenar";
        access_title: "Access to production data", "Acceso a datos de producción";
        access_none: "You have no access to customers' data. Ask for it with a reason and an end; a second person decides.", "No tiene acceso a los datos de clientes. Pídalo con un motivo y un plazo; decide una segunda persona.";
        access_request: "Ask for access", "Pedir acceso";
        trail_title: "Trail", "Registro";
        trail_lede: "What was done and what was refused. Nobody can change or remove an entry.", "Lo que se hizo y lo que se negó. Nadie puede cambiar ni quitar una entrada.";
        trail_action: "Action", "Acción";
        trail_outcome: "Outcome", "Resultado";
        trail_denied_only: "Refused only", "Solo lo negado";
        trail_object: "On what", "Sobre qué";
        trail_hash: "Hash", "Huella";
        trail_stranger: "not signed in", "sin sesión";
        trail_allowed: "Allowed", "Permitido";
        trail_denied: "Refused", "Negado";
        trail_empty: "No entry fits", "Ninguna entrada coincide";
        trail_empty_hint: "Clear a filter to see more.", "Quite un filtro para ver más.";
    }
    with {
        board_since(what, duration): "{what}, for {duration}", "{what}, desde hace {duration}";
        overdue_by(duration): "{duration} late", "{duration} de retraso";
        revealed_at(when, role): "Recorded {when} as {role}", "Registrado: {when}, como {role}";
        proposed_on(when): "Proposed {when}", "Propuesto: {when}";
        answer_until(when): "Answer until {when}", "Respuesta hasta: {when}";
        matching_round(n): "Round {n}", "Ronda {n}";
        until(when): "until {when}", "hasta: {when}";
        version(n): "version {n}", "versión {n}";
        score_waiting(amount): "waiting {amount}", "espera {amount}";
        score_travel(amount): "driving {amount}", "traslado {amount}";
        score_quality(amount): "quality {amount}", "calidad {amount}";
        score_fairness(amount): "fair turn {amount}", "turno justo {amount}";
        out_of_area(distance): "Outside its area by {distance} km", "Fuera de su zona por {distance} km";
        at_capacity(open, max): "Has {open} of at most {max} open jobs", "Tiene {open} de un máximo de {max} trabajos abiertos";
        certificate_missing(skill): "No certificate: {skill}", "Sin certificado: {skill}";
        certificate_expires(skill, date): "Certificate expires {date}: {skill}", "El certificado vence el {date}: {skill}";
        licence_expires(date): "Licence expires {date}", "La licencia vence el {date}";
        insurance_expires(date): "Insurance expires {date}", "El seguro vence el {date}";
        no_free_days(date): "Not free for long enough until {date}", "Sin días libres suficientes hasta el {date}";
        step_of(workstream, step): "{workstream}: {step}", "{workstream}: {step}";
    }
    count {
        times: "1 time", "{n} times", "1 vez", "{n} veces";
    }
}

impl Staff {
    fn say(&self, english: &'static str, spanish: &'static str) -> &'static str {
        in_language(self.language, english, spanish)
    }
    /// A step of a workstream, as the word on its button.
    #[must_use]
    pub fn step(&self, step: StepName) -> &'static str {
        match step {
            StepName::Submit => self.say("Hand in", "Presentar"),
            StepName::Approve => self.say("Record approval", "Registrar aprobación"),
            StepName::RequestCorrection => self.say("Record a correction request", "Registrar una corrección pedida"),
        }
    }
    /// A result that operations records, as the word on its button.
    #[must_use]
    pub fn result(&self, transition: TransitionName) -> &'static str {
        match transition {
            TransitionName::AcceptOffer => self.say("The crew accepts", "El equipo acepta"),
            TransitionName::LoseCrew => self.say("The crew cannot come: ask another", "El equipo no puede ir: preguntar a otro"),
            TransitionName::Release => self.say("Release for installation", "Liberar para la instalación"),
            TransitionName::StartInstallation => self.say("The installation began", "La instalación empezó"),
            TransitionName::FinishInstallation => self.say("The panels are up", "Los paneles están puestos"),
            TransitionName::PassInspection => self.say("Inspection passed", "Inspección aprobada"),
            TransitionName::FailInspection => self.say("Inspection asked for a correction", "La inspección pidió una corrección"),
            TransitionName::Energize => self.say("Permission to operate is here", "Llegó el permiso de operación"),
            TransitionName::Withdraw => self.say("The customer withdraws", "El cliente desiste"),
            TransitionName::Cancel => self.say("The customer cancels", "El cliente cancela"),
        }
    }
    /// Who has to act, as employees call them.
    #[must_use]
    pub fn party(&self, party: Party) -> &'static str {
        match party {
            Party::Customer => self.say("Customer", "Cliente"),
            Party::Crew => self.say("Crew", "Equipo"),
            Party::Operations => self.say("Operations", "Operaciones"),
            Party::PermitOffice => self.say("Permit office", "Oficina de permisos"),
            Party::Utility => self.say("Utility", "Compañía eléctrica"),
            Party::Supplier => self.say("Supplier", "Proveedor"),
        }
    }
    /// What a crew can be certified for.
    #[must_use]
    pub fn skill(&self, skill: Skill) -> &'static str {
        match skill {
            Skill::Photovoltaic => self.say("solar panels", "paneles solares"),
            Skill::Electrical => self.say("electrical work", "trabajo eléctrico"),
            Skill::Battery => self.say("batteries", "baterías"),
            Skill::MetalRoof => self.say("metal roofs", "techos de metal"),
            Skill::TileRoof => self.say("tile roofs", "techos de tejas"),
            Skill::FlatRoof => self.say("flat roofs", "techos planos"),
        }
    }
    /// Why a crew could not come.
    #[must_use]
    pub fn refusal(&self, reason: Refusal) -> String {
        let day = |date| format::date(date, self.language);
        match reason {
            Refusal::Inactive => self.say("Takes no jobs at present", "Ahora no toma trabajos").to_owned(),
            Refusal::BlockedByCustomer => self.say("The customer does not want it again", "El cliente no lo quiere de nuevo").to_owned(),
            Refusal::AlreadyDeclined => self.say("Was asked before and did not come", "Ya se le preguntó y no vino").to_owned(),
            Refusal::OutOfArea { by_km } => self.out_of_area(by_km),
            Refusal::AtCapacity { open, max } => self.at_capacity(open, max),
            Refusal::CertificateMissing { skill } => self.certificate_missing(self.skill(skill)),
            Refusal::CertificateExpires { skill, on } => self.certificate_expires(self.skill(skill), day(on)),
            Refusal::LicenceExpires { on } => self.licence_expires(day(on)),
            Refusal::InsuranceExpires { on } => self.insurance_expires(day(on)),
            Refusal::NoFreeDays { until } => self.no_free_days(day(until)),
        }
    }
    /// Where an offer stands.
    #[must_use]
    pub fn offer(&self, state: OfferState) -> &'static str {
        match state {
            OfferState::Open => self.offer_open,
            OfferState::Accepted => self.offer_accepted,
            OfferState::Declined => self.offer_declined,
            OfferState::Expired => self.offer_expired,
            OfferState::Withdrawn => self.offer_withdrawn,
        }
    }
    /// A field of the customer's contact.
    #[must_use]
    pub fn contact_field(&self, field: Field) -> &'static str {
        match field {
            Field::Name => self.field_name,
            Field::Phone => self.field_phone,
            Field::Email => self.field_email,
            Field::Address => self.field_address,
        }
    }
}
