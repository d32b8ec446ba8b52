//! Connections: how many there are at once, and how long one may take to ask.
//!
//! Whoever can run a program on this machine can connect, and the gate turns them away only
//! once they have said something. Nobody may hold a place without saying anything.

use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::sleep;

/// What connections may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// So many at once; the others wait. Far below the files that a process may open.
    pub(crate) at_once: usize,
    /// Until the header of a request is there; then the connection is closed.
    pub(crate) header_time: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { at_once: 256, header_time: Duration::from_secs(10) }
    }
}

/// How long to wait where the system gives no connection: it may be out of files.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers whoever connects until `shutdown` resolves, then finishes what was asked by then.
pub(crate) async fn answer(
    listener: TcpListener,
    router: Router,
    bounds: Bounds,
    shutdown: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(bounds.at_once));
    let asked = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(bounds.header_time);
    let mut shutdown = pin!(shutdown);
    loop {
        let next = async {
            // Never closed.
            let place = Arc::clone(&places).acquire_owned().await.map_err(io::Error::other)?;
            listener.accept().await.map(|(stream, _)| (stream, place))
        };
        let (stream, place) = tokio::select! {
            () = &mut shutdown => break,
            next = next => match next {
                Ok(next) => next,
                Err(_) => {
                    sleep(PAUSE).await;
                    continue;
                }
            },
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = asked.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // Who goes away in the middle is no failure of ours.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    asked.shutdown().await;
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpStream};
    use std::thread;
    use std::time::Instant;

    use super::*;

    const BOUNDS: Bounds = Bounds { at_once: 3, header_time: Duration::from_millis(300) };
    const LONG: Duration = Duration::from_secs(20);

    /// Serves one page until `then`, which talks to it, has returned.
    fn serving(then: impl FnOnce(SocketAddr) + Send + 'static) -> Duration {
        let router = Router::new().route("/", axum::routing::get(|| async { "hello" }));
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a socket");
            let address = listener.local_addr().expect("an address");
            let talking = tokio::task::spawn_blocking(move || {
                then(address);
                Instant::now()
            });
            let (mut stopped, mut talking) = (Instant::now(), pin!(talking));
            answer(listener, router, BOUNDS, async { stopped = (&mut talking).await.expect("no panic") })
                .await;
            stopped.elapsed()
        })
    }

    fn connect(address: SocketAddr, said: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).expect("a connection");
        stream.set_read_timeout(Some(LONG)).expect("a limit");
        stream.write_all(said.as_bytes()).expect("it is sent");
        stream
    }

    fn heard(mut stream: TcpStream) -> String {
        let mut heard = String::new();
        // A connection that is cut off has said what it had to say.
        let _ = stream.read_to_string(&mut heard);
        heard
    }

    const ASKED: &str = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    #[test]
    fn who_says_nothing_loses_the_place() {
        serving(|address| {
            for said in ["", "GET / HTTP/1.1\r\nHo", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"] {
                let began = Instant::now();
                heard(connect(address, said));
                assert!(began.elapsed() < LONG, "{said:?}");
            }
        });
    }

    #[test]
    fn a_crowd_that_says_nothing_shuts_nobody_out_for_long() {
        serving(|address| {
            let crowd: Vec<_> = (0..10).map(|_| connect(address, "GET / HT")).collect();
            assert!(heard(connect(address, ASKED)).ends_with("hello"));
            drop(crowd);
        });
    }

    #[test]
    fn the_end_waits_for_nobody_who_has_not_asked() {
        let (sender, held) = std::sync::mpsc::channel();
        let took = serving(move |address| {
            sender.send(connect(address, "GET / HT")).expect("it is kept");
            thread::sleep(BOUNDS.header_time / 4);
        });
        assert!(took < LONG, "{took:?}");
        drop(held);
    }
}
