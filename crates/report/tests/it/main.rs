//! The report of the fictional affair, as its readers meet it: pages, tables, JSON, pseudonyms, made again.

mod affair;
mod page;
mod pseudonyms;
mod schema;
mod tables;
mod verified;
