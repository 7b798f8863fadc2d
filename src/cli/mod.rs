//! The commands: arguments, calls into the library, printing, exit codes. The only place that prints.

/// Runs the program and returns its exit code.
pub fn run() -> u8 {
    0
}
