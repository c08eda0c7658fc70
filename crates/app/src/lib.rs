//! What the company does: one function per use case.
