//! A seed gives fictional mail archives with their ground truth.
