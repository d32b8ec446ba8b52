//! The desk: one verb for each thing an archive can do.
