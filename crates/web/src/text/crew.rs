//! What an installer's crew reads: offers, jobs, the day itself.

super::words! {
    /// The crew's pages.
    Crew {
        offers_title: "Offers for you", "Ofertas para usted";
        offers_lede: "Each offer is yours alone until it runs out. No fee, no shared leads.", "Cada oferta es solo suya hasta que vence. Sin cargo, sin contactos compartidos.";
        offers_empty: "No offer right now", "Ninguna oferta por ahora";
        offers_empty_hint: "Keep your free days up to date. You get a message when a job near you fits.", "Mantenga al día sus días libres. Recibe un mensaje cuando haya un trabajo cercano adecuado.";
        offer_title: "Offer", "Oferta";
        pay: "Pay", "Pago";
        pay_when: "Half when the material is on the roof, half when the inspection is passed.", "La mitad con el material en el techo, la otra mitad con la inspección aprobada.";
        distance: "Distance", "Distancia";
        date: "Date", "Fecha";
        area: "Area", "Zona";
        address_later: "Name and street are shown after you accept.", "El nombre y la calle se muestran después de aceptar.";
        roof: "Roof", "Techo";
        system: "System", "Sistema";
        accept: "Accept", "Aceptar";
        decline: "Decline", "Rechazar";
        decline_reason: "Why? It improves the next offers.", "¿Por qué? Mejora las próximas ofertas.";
        declined: "Declined. It does not count against you.", "Rechazada. No cuenta en su contra.";
        accepted: "The job is yours.", "El trabajo es suyo.";
        taken: "This offer is no longer open.", "Esta oferta ya no está abierta.";
        taken_hint: "It ran out, or the customer left. It does not count against you.", "Venció o el cliente se retiró. No cuenta en su contra.";
        why_you: "Why you", "Por qué usted";
        jobs_title: "My jobs", "Mis trabajos";
        jobs_empty: "No job yet", "Todavía no hay trabajos";
        jobs_empty_hint: "Accept an offer and it stands here with its date and address.", "Acepte una oferta y aparecerá aquí con su fecha y dirección.";
        job_title: "Job", "Trabajo";
        customer: "Customer", "Cliente";
        address: "Address", "Dirección";
        phone: "Phone", "Teléfono";
        contact_hidden: "Hidden outside the time of the job", "Oculto fuera del horario del trabajo";
        start: "Start the installation", "Empezar la instalación";
        finish: "The panels are up", "Los paneles están puestos";
        not_today: "The job can be started on its day, when everything is ready.", "El trabajo se puede empezar en su día, cuando todo esté listo.";
        checklist: "Photos to take", "Fotos por tomar";
        cannot_come: "We cannot come", "No podemos ir";
        safety_stop: "Safety stop", "Alto por seguridad";
        licence: "Licence", "Licencia";
        insurance: "Insurance", "Seguro";
        licence_expired: "Your licence has run out. No offers until it is renewed.", "Su licencia venció. Sin ofertas hasta que se renueve.";
        mail_offer_subject: "A job near you", "Un trabajo cerca de usted";
    }
    with {
        expires_in(duration): "Yours for another {duration}", "Suya por {duration} más";
        expires_at(time): "Yours until {time}", "Suya hasta el {time}";
        kilometers(distance): "about {distance} km", "unos {distance} km";
        miles(distance): "about {distance} miles", "unas {distance} millas";
        pay_total(amount): "{amount} for the whole job", "{amount} por el trabajo completo";
        mail_offer_text(date, link): "A job for {date} is reserved for you. See pay, distance and roof here:\n\n{link}", "Hay un trabajo para el {date} reservado para usted. Vea el pago, la distancia y el techo aquí:\n\n{link}";
    }
    count {
        open_offers: "1 open offer", "{n} open offers", "1 oferta abierta", "{n} ofertas abiertas";
    }
}
