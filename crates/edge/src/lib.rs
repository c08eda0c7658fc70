//! The front tier: TLS, assets, limits, shedding. Its forwarding comes with the hardening of the deployment.
