//! Signing in, and the customer's own record: sessions, who opened her file.

super::words! {
    /// The account.
    Account {
        sign_up_title: "Create your account", "Cree su cuenta";
        sign_up_lede: "One account keeps your receipt, contract and order together.", "Una cuenta reúne su recibo, su contrato y su pedido.";
        sign_up: "Create account", "Crear cuenta";
        sign_up_have: "I have an account", "Ya tengo una cuenta";
        sign_in_title: "Sign in", "Iniciar sesión";
        sign_in: "Sign in", "Iniciar sesión";
        sign_in_new: "I am new here", "Soy nuevo aquí";
        sign_in_forgot: "I forgot my password", "Olvidé mi contraseña";
        sign_in_passkey: "Sign in with a passkey", "Iniciar sesión con una llave de acceso";
        sign_in_refused: "E-mail and password do not belong together.", "El correo y la contraseña no corresponden.";
        sign_in_refused_hint: "Check both, or set a new password. After several attempts we wait a little longer each time.", "Revise ambos o establezca una contraseña nueva. Tras varios intentos esperamos un poco más cada vez.";
        signed_out: "You are signed out on this device.", "Cerró la sesión en este dispositivo.";
        email: "E-mail", "Correo electrónico";
        name: "Your name", "Su nombre";
        name_hint: "As it shall stand in the contract.", "Como debe figurar en el contrato.";
        phone: "Phone", "Teléfono";
        phone_hint: "For the crew on the day of the installation. We never call to sell.", "Para el equipo el día de la instalación. Nunca llamamos para vender.";
        street: "Street and number", "Calle y número";
        town: "Town", "Ciudad";
        zip: "ZIP code", "Código postal";
        password: "Password", "Contraseña";
        password_hint: "At least 15 characters. Four words that do not belong together are good. No rules about signs or capitals.", "Al menos 15 caracteres. Cuatro palabras que no tengan que ver entre sí van bien. Sin reglas de signos ni mayúsculas.";
        password_new: "New password", "Contraseña nueva";
        password_current: "Password now", "Contraseña actual";
        confirm_title: "Look into your mail", "Revise su correo";
        confirm_text: "If the address is right, a message with a link is there within a minute. The link works for 24 hours.", "Si la dirección es correcta, en un minuto tendrá un mensaje con un enlace. El enlace sirve 24 horas.";
        confirm_button: "Confirm my e-mail", "Confirmar mi correo";
        confirm_done: "Your e-mail is confirmed.", "Su correo está confirmado.";
        confirm_again: "Send another link", "Enviar otro enlace";
        link_used: "This link was used already or has run out.", "Este enlace ya se usó o venció.";
        link_used_text: "Ask for another one. Only the newest works.", "Pida otro. Solo funciona el más reciente.";
        sign_up_next: "Next: confirm your e-mail with one click, then read and sign the contract. You can leave free for three business days.", "Después: confirme su correo con un clic y luego lea y firme el contrato. Puede desistir sin costo durante tres días hábiles.";
        phone_optional: "Phone (you can leave it out)", "Teléfono (puede omitirlo)";
        confirm_mismatch: "That is not the password that was chosen for this account.", "Esa no es la contraseña que se eligió para esta cuenta.";
        confirm_password_hint: "The link was opened in another browser, so we ask for the password that you chose.", "El enlace se abrió en otro navegador; por eso le pedimos la contraseña que eligió.";
        link_over_text: "Sign in, and a new link comes if one is needed. Only the newest works.", "Inicie sesión y le llegará un enlace nuevo si hace falta. Solo funciona el más reciente.";
        reset_text: "If there is an account with this address, a message with a link is there within a minute. The link works for 15 minutes.", "Si hay una cuenta con esta dirección, en un minuto tendrá un mensaje con un enlace. El enlace sirve 15 minutos.";
        role: "Role", "Función";
        quotes_title: "Your locked prices", "Sus precios asegurados";
        quotes_none: "No locked price yet", "Todavía no hay un precio asegurado";
        quotes_none_text: "Ask what solar costs on your roof; it takes a minute.", "Pregunte cuánto cuesta la energía solar en su techo; toma un minuto.";
        quotes_none_action: "See my price", "Ver mi precio";
        quote_continue: "Continue to the contract", "Continuar al contrato";
        quote_order: "See the order", "Ver el pedido";
        quote_over: "This price no longer holds.", "Este precio ya no es válido.";
        reset_title: "Set a new password", "Establecer una contraseña nueva";
        reset_lede: "Tell us your e-mail and we send a link.", "Díganos su correo y le enviamos un enlace.";
        reset_send: "Send the link", "Enviar el enlace";
        reset_save: "Save the password", "Guardar la contraseña";
        reset_done: "The password is changed. Every other device is signed out.", "La contraseña cambió. Se cerró la sesión en los demás dispositivos.";
        again_title: "Is it still you?", "¿Sigue siendo usted?";
        again_text: "For this step we ask for your password again.", "Para este paso le pedimos otra vez su contraseña.";
        again_button: "Continue", "Continuar";
        mine_title: "Your account", "Su cuenta";
        details: "Your details", "Sus datos";
        devices_title: "Where you are signed in", "Dónde tiene la sesión abierta";
        devices_this: "this device", "este dispositivo";
        devices_end: "Sign out there", "Cerrar esa sesión";
        devices_end_all: "Sign out everywhere else", "Cerrar las demás sesiones";
        access_title: "Who opened your file", "Quién abrió su expediente";
        access_lede: "Each time somebody of ours looked at your name, address or phone: who, when and why.", "Cada vez que alguien de la empresa miró su nombre, dirección o teléfono: quién, cuándo y por qué.";
        access_none: "Nobody has opened your file", "Nadie ha abierto su expediente";
        access_none_text: "When somebody does, you read it here with the reason.", "Cuando alguien lo haga, lo leerá aquí con el motivo.";
        access_who: "Who", "Quién";
        access_when: "When", "Cuándo";
        access_what: "What", "Qué";
        access_why: "Why", "Por qué";
        access_proof: "Download the proof", "Descargar la prueba";
        mail_confirm_subject: "Confirm your e-mail", "Confirme su correo";
        mail_reset_subject: "Set a new password", "Establezca una contraseña nueva";
        mail_exists_subject: "You already have an account", "Usted ya tiene una cuenta";
        mail_exists_text: "Somebody, perhaps you, tried to create an account with this address. You have one: sign in, or set a new password if you forgot it.", "Alguien, quizá usted, intentó crear una cuenta con esta dirección. Ya tiene una: inicie sesión o establezca una contraseña nueva si la olvidó.";
        mail_not_you: "If it was not you, do nothing. Nobody gets in without this link.", "Si no fue usted, no haga nada. Nadie entra sin este enlace.";
        mail_password_changed_subject: "Your password was changed", "Su contraseña cambió";
        mail_password_changed_text: "Your password was just changed and every other device was signed out. If it was not you, set a new one at once.", "Su contraseña acaba de cambiar y se cerró la sesión en los demás dispositivos. Si no fue usted, establezca otra de inmediato.";
    }
    with {
        greeting(name): "Good day, {name}", "Buenos días, {name}";
        quote_until(date): "This price holds until {date}.", "Este precio vale hasta el {date}.";
        device_last_seen(when): "last seen {when}", "visto por última vez {when}";
        mail_confirm_text(link): "Confirm your address with this link. It works for 15 minutes and once.\n\n{link}", "Confirme su dirección con este enlace. Sirve durante 15 minutos y una sola vez.\n\n{link}";
        mail_reset_text(link): "Set a new password with this link. It works for 15 minutes and once.\n\n{link}", "Establezca una contraseña nueva con este enlace. Sirve durante 15 minutos y una sola vez.\n\n{link}";
        wait_before_retry(duration): "Too many attempts. Try again in {duration}.", "Demasiados intentos. Vuelva a intentarlo en {duration}.";
    }
}

impl Account {
    /// A part of the customer's file, by the code that a look at it is recorded with.
    #[must_use]
    pub fn file_part<'a>(&self, code: &'a str) -> &'a str {
        let (english, spanish) = match code {
            "name" => ("Name", "Nombre"),
            "phone" => ("Phone", "Teléfono"),
            "email" => ("E-mail", "Correo electrónico"),
            "address" => ("Address", "Dirección"),
            "contact" => ("Name, phone and address", "Nombre, teléfono y dirección"),
            other => return other,
        };
        super::format::in_language(self.language, english, spanish)
    }
    /// Why somebody looked: the reason as it was written, or what a look that needs none is for.
    #[must_use]
    pub fn file_reason<'a>(&self, reason: &'a str) -> &'a str {
        if reason != "queue" {
            return reason;
        }
        super::format::in_language(self.language, "Works on your order", "Trabaja en su pedido")
    }
}
