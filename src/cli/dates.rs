//! What is to come, as `check` tells it to people.

use crate::cli::terminal::Terminal;
use crate::diagnostic::{Language, Message, Upcoming, counted};
use crate::upcoming::SOON;

/// The most lines that are told.
const MOST: usize = 10;

/// Tells what is to come, the nearest day first, then what is past, the latest day first.
pub(super) fn tell(all: &[Upcoming], terminal: &mut Terminal) {
    let (past, soon): (Vec<_>, Vec<_>) = all.iter().partition(|it| it.is_past);
    let of_soon = soon.len().min(MOST);
    let of_past = past.len().min(MOST - of_soon);
    let heading = Message::new(
        format!("これから{SOON}日の間に、次の期日が来ます。"),
        format!("within {SOON} days:"),
    );
    lines(&heading, soon.into_iter().take(of_soon), terminal);
    let heading = Message::fixed("次の期日は過ぎています。", "past:");
    lines(&heading, past.into_iter().rev().take(of_past), terminal);
    let rest = all.len() - of_soon - of_past;
    if rest > 0 {
        terminal.note(&Message::new(
            format!("  ほか {rest}件（「--format json」で、すべてが分かります）"),
            format!("  and {} more (`--format json` tells all)", counted(rest, "date")),
        ));
    }
}

fn lines<'u>(heading: &Message, all: impl Iterator<Item = &'u Upcoming>, terminal: &mut Terminal) {
    for (at, Upcoming { date, file, message, .. }) in all.enumerate() {
        if at == 0 {
            terminal.note(heading);
        }
        let ja = format!("  {date}  {}（{file}）", message.get(Language::Ja));
        let en = format!("  {date}  {} ({file})", message.get(Language::En));
        terminal.note(&Message::new(ja, en));
    }
}
