//! A signed order: one stage, and workstreams that run beside it.
//!
//! A permit and a grid connection do not wait for each other, so one linear status would lie. The stage
//! says how far the order is as a whole; each workstream says who has to act next and until when. What may
//! follow what is a table with a version ([`PROCESS`]), so that a running order keeps the rules it began under.

mod stage;
mod transition;
mod workstream;

pub use stage::Stage;
pub use transition::{Facts, Guard, PROCESS, PROCESS_VERSION, Refused, Transition, TransitionName, advance};
pub use workstream::{Party, StepName, Waiting, Workstream, WorkstreamKind, WorkstreamState, opening_workstreams, waiting};
