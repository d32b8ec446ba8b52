//! Files of other systems to evidence: found by content, every record accounted for.

mod sink;
mod table;
