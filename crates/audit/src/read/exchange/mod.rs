//! Exchange: what its administrators did, who opened mailboxes, and what stood when somebody looked.

pub(crate) mod cmdlet;
pub(crate) mod parameters;
