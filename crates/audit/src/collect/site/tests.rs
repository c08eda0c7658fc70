//! Sites of a few lines, on the loopback interface.
