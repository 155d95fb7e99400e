//! How much a template may do: what would take all memory, or no end, is an error.

use std::io::{self, ErrorKind, Write};

use tera::{Kwargs, State, TeraResult};

/// The most bytes of a page that the templates of a site's own make. The longest policy has about 300
/// kilobytes.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// The most numbers of a range: loops stand in loops.
const MOST_NUMBERS: i128 = 1000;

/// A page that is being written, and does not grow for ever.
pub(super) struct Page {
    pub(super) bytes: Vec<u8>,
}

impl Page {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes) }
    }
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MOST_BYTES {
            return Err(ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The numbers from `start` (0) up to `end`, which is not one of them, in steps of `step_by` (1).
#[expect(clippy::needless_pass_by_value, reason = "the engine hands its arguments over")]
pub(super) fn range(arguments: Kwargs, _: &State<'_>) -> TeraResult<Vec<i128>> {
    let start = arguments.get::<i128>("start")?.unwrap_or_default();
    let end = arguments.must_get::<i128>("end")?;
    let step = arguments.get::<i128>("step_by")?.unwrap_or(1);
    let fault = |what: &str| tera::Error::message(format!("Function `range` {what}"));
    if step < 1 {
        return Err(fault("was called with a `step_by` argument below 1"));
    }
    let length =
        end.checked_sub(start).ok_or_else(|| fault("was called with such large numbers"))?;
    if length / step > MOST_NUMBERS {
        return Err(fault(&format!("would make more than {MOST_NUMBERS} numbers")));
    }
    let step = usize::try_from(step).unwrap_or(usize::MAX);
    Ok((start..end).step_by(step).collect())
}
