//! What cannot be denied later: the leaves of the append-only trail.
