//! The header of a message or part: its fields, and what they say.
//!
//! Fields are split as octets first; every reader of a field then takes its
//! text with the folds removed and raw 8-bit octets decoded, but with
//! encoded-words still encoded, because a decoded name may hold a comma.

pub(crate) mod addr_spec;
pub(crate) mod addresses;
pub(crate) mod conversation;
pub(crate) mod date;
pub(crate) mod encoded_word;
pub(crate) mod fields;
pub(crate) mod ids;
pub(crate) mod media;
pub(crate) mod parameters;
pub(crate) mod split;
pub(crate) mod value;
