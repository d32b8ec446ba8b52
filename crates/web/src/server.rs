//! The server: an address, a token, and the way from a request to its answer.

use std::future::Future;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use greffe::Archive;
use greffe_texts::Language;

use crate::connections::{self, Bounds};
use crate::error::WebError;
use crate::gate::{Gate, LEAST_TOKEN_LENGTH, Secret};
use crate::house::House;
use crate::{api, dress, links, pages};
use greffe_texts::Clock;

/// The longest body of a request, in bytes: a list of terms is the largest thing that is handed in.
const BODY_LIMIT_BYTES: usize = 1024 * 1024;

/// How to serve.
pub struct Options {
    /// Where to listen; port 0 lets the system choose.
    pub address: SocketAddr,
    /// The start token; `None` makes one of 256 random bits.
    ///
    /// A caller that wants sessions and feed addresses to outlive a restart
    /// keeps the token and passes it again.
    pub token: Option<String>,
    /// The language of readers who have not chosen one; `None` asks their browser.
    pub language: Option<Language>,
}

/// A server that listens and has not begun to answer.
pub struct Server {
    listener: TcpListener,
    start_url: String,
    router: Router,
}

impl Server {
    /// Listens on a loopback address, to show an archive.
    ///
    /// # Errors
    /// `NotLoopback`, `WeakToken`, `Random`, `Listen`; nothing listens afterwards.
    pub fn bind(archive: &Archive, options: Options) -> Result<Self, WebError> {
        refuse_open_address(options.address)?;
        let address = options.address;
        let listen = |source| WebError::Listen { address, source };
        let listener = TcpListener::bind(address).map_err(listen)?;
        listener.set_nonblocking(true).map_err(listen)?;
        let bound = listener.local_addr().map_err(listen)?;

        let token = token(options.token)?;
        let start = links::address("/start", &[("token", token.as_str())]);
        let start_url = format!("http://{}:{}{start}", url_host(bound.ip()), bound.port());
        let router = routes(archive, token, bound, options.language);
        Ok(Self { listener, start_url, router })
    }

    /// Returns the address to open first; it holds the token, so it is for the reader's eyes only.
    pub fn start_url(&self) -> &str {
        &self.start_url
    }

    /// Answers until `shutdown` resolves, then finishes what it has begun. Blocks.
    ///
    /// # Errors
    /// `Serve` when the system takes the socket away.
    pub fn run(self, shutdown: impl Future<Output = ()> + Send + 'static) -> Result<(), WebError> {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(WebError::Serve)?;
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener).map_err(WebError::Serve)?;
            connections::answer(listener, self.router, Bounds::default(), shutdown).await;
            Ok(())
        })
    }
}

/// Returns the routes without a socket, as if they were served on `options.address`.
///
/// # Errors
/// `NotLoopback`, `WeakToken`, `Random`.
pub fn router(archive: &Archive, options: Options) -> Result<Router, WebError> {
    refuse_open_address(options.address)?;
    Ok(routes(archive, token(options.token)?, options.address, options.language))
}

/// Resolves when the person or the system asks to stop (Ctrl-C, SIGTERM).
pub async fn stop_signal() {
    let interrupt = async {
        // Without a handler there is nothing to wait for: the default action ends the process.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate() => {}
    }
}

#[cfg(unix)]
async fn terminate() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut asked) => drop(asked.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminate() {
    std::future::pending::<()>().await;
}

fn refuse_open_address(address: SocketAddr) -> Result<(), WebError> {
    if address.ip().is_loopback() { Ok(()) } else { Err(WebError::NotLoopback { address }) }
}

fn token(given: Option<String>) -> Result<Secret, WebError> {
    match given {
        None => Ok(Secret::random()?),
        Some(token) if token.len() < LEAST_TOKEN_LENGTH => {
            Err(WebError::WeakToken { expected: LEAST_TOKEN_LENGTH })
        }
        Some(token) => Ok(Secret::new(token)),
    }
}

fn routes(archive: &Archive, token: Secret, address: SocketAddr, language: Option<Language>) -> Router {
    let gate = Gate::new(token, &url_host(address.ip()), address.port());
    let house = Arc::new(House::new(archive.clone(), gate, language, Clock::new(archive.timezone())));
    Router::new()
        .merge(pages::routes())
        .merge(api::routes())
        .fallback(|| async { crate::failure::Failure::not_found() })
        .layer(DefaultBodyLimit::max(BODY_LIMIT_BYTES))
        .layer(from_fn_with_state(Arc::clone(&house), dress::guard))
        .layer(from_fn_with_state(Arc::clone(&house), dress::dress))
        .with_state(house)
}

fn url_host(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_may_connect() {
        for open in ["0.0.0.0:0", "192.0.2.7:80", "[::]:80", "[2001:db8::1]:80"] {
            let address = open.parse().expect("an address");
            assert!(matches!(refuse_open_address(address), Err(WebError::NotLoopback { .. })), "{open}");
        }
        for loopback in ["127.0.0.1:0", "127.8.8.8:80", "[::1]:0"] {
            assert!(refuse_open_address(loopback.parse().expect("an address")).is_ok(), "{loopback}");
        }
    }

    #[test]
    fn a_token_that_can_be_guessed_is_refused() {
        assert!(matches!(token(Some(String::new())), Err(WebError::WeakToken { .. })));
        assert!(matches!(token(Some("x".repeat(LEAST_TOKEN_LENGTH - 1))), Err(WebError::WeakToken { .. })));
        assert!(token(Some("x".repeat(LEAST_TOKEN_LENGTH))).is_ok());
    }
}
