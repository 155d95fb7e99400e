//! What answers consist of: bytes, or news as they come.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Bytes, Frame, SizeHint};
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::watch::Receiver;
use tokio::time::timeout;

use super::news::News;
use super::told;

/// How often an open page hears something even if there is no news, so that a dead one is noticed.
const BEAT: Duration = Duration::from_secs(15);

/// What an answer consists of.
pub(super) enum Body {
    /// Bytes; none when they are sent.
    Whole(Option<Bytes>),
    /// News as server-sent events.
    Events(Events),
}

impl Body {
    /// An answer of these bytes.
    pub(super) fn of(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self::Whole(Some(bytes).filter(|bytes| !bytes.is_empty()))
    }

    /// An answer that goes on: what is the news now, and whatever comes. At most one event waits: a
    /// reader who is slow misses those in between.
    pub(super) fn events(
        mut news: Receiver<Arc<News>>,
        instance: Arc<str>,
        permit: OwnedSemaphorePermit,
    ) -> Self {
        let first = told::event(&news.borrow_and_update(), &instance);
        let next = Box::pin(async move { Some((Bytes::from(first), news)) });
        Self::Events(Events { next, instance, _permit: permit })
    }
}

/// The stream of events for one open page.
pub(super) struct Events {
    next: Next,
    instance: Arc<str>,
    /// Given back when the page is gone.
    _permit: OwnedSemaphorePermit,
}

/// What is sent next, and where what follows comes from; nothing when there will be no more news.
type Next = Pin<Box<dyn Future<Output = Option<(Bytes, Receiver<Arc<News>>)>> + Send>>;

async fn next(
    mut news: Receiver<Arc<News>>,
    instance: Arc<str>,
    beat: Duration,
) -> Option<(Bytes, Receiver<Arc<News>>)> {
    let bytes = match timeout(beat, news.changed()).await {
        Ok(Ok(())) => told::event(&news.borrow_and_update(), &instance).into(),
        Ok(Err(_)) => return None,
        Err(_) => Bytes::from_static(b":\n\n"),
    };
    Some((bytes, news))
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let bytes = match &mut *self {
            Self::Whole(bytes) => bytes.take(),
            Self::Events(events) => {
                ready!(events.next.as_mut().poll(context)).map(|(bytes, news)| {
                    events.next = Box::pin(next(news, Arc::clone(&events.instance), BEAT));
                    bytes
                })
            }
        };
        Poll::Ready(bytes.map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64),
            Self::Events(_) => SizeHint::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::watch;

    use super::*;
    use crate::diagnostic::Language;
    use crate::serve::news::Change;

    fn news(number: u64) -> Arc<News> {
        let language = Language::En;
        Arc::new(News { number, change: Change::Pages, problems: Vec::new(), language })
    }

    #[test]
    fn a_page_hears_of_news_of_silence_and_nothing_after_the_end() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let (sender, receiver) = watch::channel(news(1));
        let hear = |receiver, beat| runtime.block_on(next(receiver, "a".into(), beat));
        let (bytes, receiver) = hear(receiver, Duration::from_millis(1)).expect("a sign of life");
        assert_eq!(bytes, ":\n\n");
        for number in [2, 3] {
            sender.send(news(number)).unwrap();
        }
        let (bytes, receiver) = hear(receiver, BEAT).expect("news");
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(text.contains("\"number\":3,"), "only the latest counts: {text}");
        drop(sender);
        assert!(hear(receiver, BEAT).is_none());
    }
}
