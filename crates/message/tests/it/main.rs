//! The room judged from outside: by corpora with known answers, by hostile
//! inputs, and by properties that hold for any octets.

mod corpora;
mod hostile;
mod mail_parser;
mod mime4j;
mod outline;
mod oversize;
mod properties;
mod structure;
mod tnef;
mod wrapped;
