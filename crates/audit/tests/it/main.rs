//! The room judged from outside: by stories whose truth is known.

mod reading;
mod stories;
mod told;
