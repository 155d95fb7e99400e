//! Makes a repository of a site with invented revisions of two examples:
//! `cargo run --example generate-history -- DIR`.

#![expect(clippy::disallowed_methods, reason = "a tool of its own, outside the library's layers")]

mod example_history;
mod example_revisions;

fn main() -> std::io::Result<()> {
    let folder = std::env::args_os().nth(1).unwrap_or_else(|| "history".into());
    example_history::make(std::path::Path::new(&folder))
}
