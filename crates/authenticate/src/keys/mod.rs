//! The archive of domain keys: mail outlives DNS, so keys are *observations*.

mod confidence;

pub use confidence::Confidence;
