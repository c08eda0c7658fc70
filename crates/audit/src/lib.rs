//! Whether all this is true: the index from control to code and test.
