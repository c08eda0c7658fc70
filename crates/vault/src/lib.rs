//! How secrets are kept: sealing, keys, passwords, tokens.
