//! Who should come, and when: matching of crews to orders.
