//! The program `hoshin`. All of it is in [`hoshin::cli`].

use std::process::ExitCode;

/// Documents are trees of many small texts; the systems' allocators take a quarter longer over them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    hoshin::cli::run()
}
