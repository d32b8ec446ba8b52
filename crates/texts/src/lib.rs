//! Every word greffe says to people, in French and in English.
