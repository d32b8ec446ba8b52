//! The whole door over a small archive: requests in, answers out, no socket.

mod acts;
mod api;
mod audit;
mod door;
mod files;
mod pages;
mod people;
mod verdicts;
mod visitor;
mod words;
