//! Full text, facts by number, the query language, facets and highlights.
