//! Lets cargo see files that are added to the folders compiled into the binary: `include_dir!` alone
//! notices only changes of those that were there.

fn main() {
    for folder in ["themes/default", "src/outline", "content/guide/checks"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
