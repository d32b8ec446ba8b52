//! The judge, judged from outside: by corpora with known answers, by mails that
//! are signed here, by the vectors of the RFCs and by hostile input.

mod alterations;
mod altered;
mod arc;
mod attested;
mod bundle;
mod corpora;
mod edge;
mod hostile;
mod mail_dkim;
mod repairs;
mod shown;
mod signer;
mod vectors;
mod verdicts;
