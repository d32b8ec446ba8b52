//! The room judged from outside: by stories whose truth is known.

mod reading;
mod shapes;
mod stories;
mod told;
