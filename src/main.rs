//! The `gongkai` command: arguments in, exit code out.

fn main() -> std::process::ExitCode {
    gongkai::cli::run().into()
}
