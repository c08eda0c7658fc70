//! Who may do what: Cedar policies, permits and scopes.
