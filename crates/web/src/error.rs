//! What keeps the door from opening.

use std::net::SocketAddr;

use greffe::Coded;

/// Why the server cannot start or go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WebError {
    /// There are no accounts yet, so nobody but this machine may connect.
    #[error("`{address}` is not a loopback address: use 127.0.0.1 or ::1")]
    NotLoopback {
        /// As asked for.
        address: SocketAddr,
    },
    /// A start token that could be guessed.
    #[error("the start token is too short: expected {expected} characters or more")]
    WeakToken {
        /// The least length.
        expected: usize,
    },
    /// The system gives no random bytes.
    #[error("no random bytes from the system")]
    Random(#[from] getrandom::Error),
    /// The address is taken or not allowed.
    #[error("cannot listen on `{address}`")]
    Listen {
        /// As asked for.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The server stopped by itself.
    #[error("the server stopped")]
    Serve(#[source] std::io::Error),
}

impl WebError {
    /// Returns what names its texts, and what they mention.
    pub fn coded(&self) -> Coded {
        match self {
            WebError::Listen { address, source } => {
                let is_taken = source.kind() == std::io::ErrorKind::AddrInUse;
                let code = if is_taken { "port-taken" } else { "listen" };
                Coded::new(code, [("address", address.to_string())])
                    .with("port", address.port())
                    .because_of(source)
            }
            other => Coded::internal(other),
        }
    }
}
