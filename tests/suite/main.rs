//! The one integration binary: one module a subject.

#[path = "../generator/mod.rs"]
mod generator;

mod check;
mod layouts;
mod property;
mod reference;
mod seeds;
mod tidy;
