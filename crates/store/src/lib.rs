//! Packs of raw mail, the catalogue and the desk's notes.
