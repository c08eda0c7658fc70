//! What went wrong, in words that help, and nothing about the inside.

super::words! {
    /// Error pages.
    Errors {
        summary: "Something needs your attention", "Hay algo que corregir";
        not_found: "This page does not exist", "Esta página no existe";
        not_found_text: "The address is mistyped or old, or the page is for somebody else.", "La dirección está mal escrita o es antigua, o la página es para otra persona.";
        forbidden: "This is not for your account", "Esto no es para su cuenta";
        forbidden_text: "If you need it for your work, ask for access with a reason.", "Si lo necesita para su trabajo, pida acceso con un motivo.";
        sign_in_first: "Please sign in first", "Primero inicie sesión";
        sign_in_first_text: "You were away for a while, so we signed you out to be safe.", "Estuvo ausente un tiempo, así que cerramos su sesión por seguridad.";
        conflict: "Somebody was faster", "Alguien se adelantó";
        conflict_text: "This changed while you had the page open. Nothing of yours was saved: look at it again and repeat what is still right.", "Esto cambió mientras tenía la página abierta. No se guardó nada suyo: revíselo y repita lo que siga siendo correcto.";
        conflict_button: "Show it as it is now", "Mostrar cómo está ahora";
        not_now: "That is not possible at this point", "Eso no es posible en este momento";
        not_now_text: "The order is at another step. Its page shows what can be done now.", "El pedido está en otro paso. Su página muestra lo que se puede hacer ahora.";
        too_many: "Too many tries", "Demasiados intentos";
        too_many_text: "Wait a moment, then try again. We slow down everybody who tries very often.", "Espere un momento y vuelva a intentarlo. Frenamos a quien intenta muy a menudo.";
        too_large: "That is too large", "Eso es demasiado grande";
        too_large_text: "Send less text, or a smaller photo.", "Envíe menos texto o una foto más pequeña.";
        stale_form: "This form is too old", "Este formulario es demasiado antiguo";
        stale_form_text: "It was open for long, or in a window where you had not signed in. Load it again.", "Estuvo abierto mucho tiempo o en una ventana sin sesión. Vuelva a cargarlo.";
        broken: "This is our fault", "Esto es culpa nuestra";
        broken_text: "Something failed on our side and nothing of it was saved. Try again in a moment. If you write to us, give us this number:", "Algo falló de nuestro lado y no se guardó nada. Inténtelo de nuevo en un momento. Si nos escribe, indique este número:";
        busy: "Many people at once", "Mucha gente a la vez";
        busy_text: "We cannot take more right now. Try again in a minute; what you typed is still in your browser.", "No podemos atender más ahora. Inténtelo en un minuto; lo que escribió sigue en su navegador.";
        home: "Go to the first page", "Ir a la página de inicio";
        try_again: "Try again", "Intentar de nuevo";
        required: "required", "obligatorio";
    }
    with {
        title_prefix(title): "Error: {title}", "Error: {title}";
        wait(duration): "Try again in {duration}.", "Vuelva a intentarlo en {duration}.";
        request_id(id): "Request {id}", "Solicitud {id}";
    }
}
