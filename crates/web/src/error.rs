//! What keeps the door from opening.

use std::net::SocketAddr;

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
    /// Returns the code that names the error's texts.
    pub fn code(&self) -> &'static str {
        match self {
            WebError::Listen { source, .. } if source.kind() == std::io::ErrorKind::AddrInUse => "port-taken",
            WebError::Listen { .. } => "listen",
            _ => "internal",
        }
    }

    /// Returns the values that its texts mention.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            WebError::Listen { address, source } => {
                let values = [("address", address.to_string()), ("port", address.port().to_string())];
                values.into_iter().chain(greffe::refused(source)).collect()
            }
            other => vec![("detail", other.to_string())],
        }
    }
}
