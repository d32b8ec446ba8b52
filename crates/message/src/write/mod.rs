//! Writers of the formats that messages leave in. Pure: values to octets.

pub mod csv;
pub mod eml;
pub mod jsonl;
pub mod mbox;
