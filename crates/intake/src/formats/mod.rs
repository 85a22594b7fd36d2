//! Formats other than delimited text, each as rows.

pub mod jsonl;
pub mod ocel;
pub mod parquet;
pub mod sniff;
pub mod xes;
pub mod xlsx;
pub mod xml;
