//! What an installer's crew reads: offers, jobs, the day itself.

super::words! {
    /// The crew's pages.
    Crew {
        offers_title: "Offers for you", "Ofertas para usted";
        offers_lede: "Each offer is yours alone until it runs out. No fee, no shared leads.", "Cada oferta es solo suya hasta que vence. Sin cargo, sin contactos compartidos.";
        offers_empty: "No offer right now", "Ninguna oferta por ahora";
        offers_empty_hint: "You get a message as soon as a job near you fits. It is then yours alone for a day.", "Recibe un mensaje en cuanto haya un trabajo cercano adecuado. Entonces es solo suyo durante un día.";
        offer_see: "See the offer", "Ver la oferta";
        offer_title: "Offer", "Oferta";
        pay: "Pay", "Pago";
        pay_whole: "for the whole job", "por el trabajo completo";
        distance: "Distance", "Distancia";
        first_day: "First day", "Primer día";
        work_days: "Work", "Duración";
        address_later: "Name and street are shown after you accept.", "El nombre y la calle se muestran después de aceptar.";
        roof: "Roof", "Techo";
        system: "System", "Sistema";
        accept: "Accept", "Aceptar";
        decline: "Decline", "Rechazar";
        decline_hint: "The job goes to the next crew. It does not count against you.", "El trabajo pasa al siguiente equipo. No cuenta en su contra.";
        declined: "Declined. It does not count against you.", "Rechazada. No cuenta en su contra.";
        accepted: "The job is yours.", "El trabajo es suyo.";
        taken: "This offer is no longer open.", "Esta oferta ya no está abierta.";
        taken_hint: "It ran out, or the customer left. It does not count against you.", "Venció o el cliente se retiró. No cuenta en su contra.";
        not_free: "Your crew works elsewhere on one of these days.", "Su equipo trabaja en otro lugar uno de estos días.";
        not_free_hint: "Decline, and the job goes to the next crew.", "Rechace, y el trabajo pasa al siguiente equipo.";
        open_job: "Open the job", "Abrir el trabajo";
        all_offers: "All offers", "Todas las ofertas";
        roof_metal: "Metal roof", "Techo de metal";
        roof_tile: "Tile roof", "Techo de tejas";
        roof_flat: "Flat roof", "Techo plano";
        roof_plain: "Pitched roof, no special certificate needed", "Techo inclinado, sin certificado especial";
        jobs_title: "My jobs", "Mis trabajos";
        jobs_coming: "To do, the next first", "Por hacer, lo próximo primero";
        jobs_past: "Done", "Hechos";
        jobs_empty: "No job yet", "Todavía no hay trabajos";
        jobs_empty_hint: "Accept an offer and it stands here with its date and address.", "Acepte una oferta y aparecerá aquí con su fecha y dirección.";
        job_title: "Job", "Trabajo";
        customer: "Customer", "Cliente";
        address: "Address", "Dirección";
        phone: "Phone", "Teléfono";
        contact_hidden: "Name, street and phone are shown only while the job runs.", "El nombre, la calle y el teléfono se muestran solo mientras dura el trabajo.";
        call: "Call", "Llamar";
        phone_none: "No phone given", "Sin teléfono";
        job_todo: "What is still missing", "Lo que todavía falta";
        job_ready: "Everything is ready.", "Todo está listo.";
        job_handed_in: "Your work is done. Operations records the inspection.", "Su trabajo está hecho. Operaciones registra la inspección.";
        job_ended: "This job has ended.", "Este trabajo terminó.";
        job_lost: "This job is no longer yours.", "Este trabajo ya no es suyo.";
        finish_hint: "Only when panels, inverter and labels are in place.", "Solo cuando paneles, inversor y etiquetas estén en su lugar.";
        start: "Start the installation", "Empezar la instalación";
        finish: "The panels are up", "Los paneles están puestos";
        not_today: "The job can be started on its day, when everything is ready.", "El trabajo se puede empezar en su día, cuando todo esté listo.";
    }
    with {
        expires_in(duration): "Yours for another {duration}", "Suya por {duration} más";
        expires_at(time): "Yours until {time}", "Suya hasta el {time}";
        kilometers(distance): "about {distance} km", "unos {distance} km";
        start_on(date): "You can start on {date}.", "Puede empezar el {date}.";
    }
    count {
        open_offers: "1 open offer", "{n} open offers", "1 oferta abierta", "{n} ofertas abiertas";
    }
}
