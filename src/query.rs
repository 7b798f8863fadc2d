//! Canned queries: embedded .sql files, their parameters from the header comment, results as rows.
