//! The one integration binary: one module a subject.

mod check;
mod reference;
mod tidy;
