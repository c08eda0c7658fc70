//! What people answered where no machine can see: devices, third parties, reviews, response plans.

/// Answers by the name of the question.
#[derive(Clone, Debug, Default)]
pub struct Answers {}
