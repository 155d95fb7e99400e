//! Writes a generated site into a folder: `cargo run --release --example generate-site -- 1000 DIR`.

#![expect(clippy::disallowed_methods, reason = "a tool of its own, outside the library's layers")]

#[path = "generator.rs"]
mod generator;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let documents = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(1000);
    let folder =
        std::path::PathBuf::from(arguments.next().unwrap_or_else(|| "generated".to_owned()));
    for (path, text) in generator::site(documents) {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(())
}
