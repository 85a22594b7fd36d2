//! Listening, announcing and ending well.

use super::{AppState, Gate, Mode, router};
use crate::app::{AppError, ServerLock, Workspace};
use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// Ports tried after the wanted one when it is taken.
const PORTS_TRIED: u16 = 20;
/// Answers under way get this long after the server was told to stop.
const GRACE: Duration = Duration::from_secs(10);

#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("cannot listen on {address}: {source}; name another address with --listen")]
    Listen {
        address: SocketAddr,
        source: std::io::Error,
    },
    #[error(
        "without accounts the server listens to this machine only, not on {address}; leave out --open-to-this-machine, or listen on 127.0.0.1"
    )]
    OpenToOthers { address: SocketAddr },
    #[error("the server stopped: {0}")]
    Stopped(#[from] std::io::Error),
    #[error(transparent)]
    App(#[from] AppError),
}

/// A server that has its address and its workspace, and answers once it is [`serve`]d.
pub struct Listening {
    pub address: SocketAddr,
    /// Another address than the wanted one, because that was taken.
    pub moved_from: Option<SocketAddr>,
    listener: TcpListener,
    lock: ServerLock,
    state: AppState,
}

impl Listening {
    /// What the first person must know, where they must and nobody is here yet.
    pub fn setup_code(&self) -> Option<&str> {
        self.state.gate.setup_code()
    }

    /// `http://127.0.0.1:7117`; an address that means all is shown as this machine's own.
    pub fn url(&self) -> String {
        let mut shown = self.address;
        if shown.ip().is_unspecified() {
            shown.set_ip(Ipv4Addr::LOCALHOST.into());
        }
        format!("http://{shown}")
    }
}

/// Takes the workspace and the address. `gate` decides who is let in; an open one listens to this machine only. With `or_next`, the next free port is taken where the wanted one is in use.
pub async fn listen(
    workspace: Arc<Workspace>,
    wanted: SocketAddr,
    or_next: bool,
    gate: Gate,
) -> Result<Listening, ServeError> {
    if gate.mode == Mode::Open && !wanted.ip().is_loopback() {
        return Err(ServeError::OpenToOthers { address: wanted });
    }
    let (lock, state) = {
        let workspace = workspace.clone();
        let prepare = move || {
            let lock = workspace.lock_for_server()?;
            let state = AppState::with(workspace, gate);
            state.jobs.close_abandoned()?;
            store_what_waits(&state.workspace);
            Ok::<_, AppError>((lock, state))
        };
        tokio::task::spawn_blocking(prepare)
            .await
            .map_err(std::io::Error::other)??
    };
    let mut address = wanted;
    let listener = loop {
        match TcpListener::bind(address).await {
            Ok(listener) => break listener,
            Err(source) if or_next && source.kind() == std::io::ErrorKind::AddrInUse => {
                let next = address
                    .port()
                    .checked_add(1)
                    .filter(|port| *port < wanted.port().saturating_add(PORTS_TRIED));
                match next {
                    Some(port) => address.set_port(port),
                    None => {
                        return Err(ServeError::Listen {
                            address: wanted,
                            source,
                        });
                    }
                }
            }
            Err(source) => return Err(ServeError::Listen { address, source }),
        }
    };
    let moved_from = (address != wanted).then_some(wanted);
    let address = listener.local_addr()?;
    let mut lock = lock;
    lock.announce(address, state.gate.local_token.clone())?;
    let listening = Listening {
        address,
        moved_from,
        listener,
        lock,
        state,
    };
    listening.state.gate.listens_on(listening.url());
    Ok(listening)
}

/// Answers to surveys that were acknowledged before the last stop. They wait on, where the voice lake takes nothing.
pub(super) fn store_what_waits(workspace: &Workspace) {
    if let Err(error) = workspace.store_answers() {
        tracing::error!("answers to surveys wait: {}", error.full_message());
    }
}

/// Answers until `stop` is over, then lets answers under way end.
pub async fn serve(
    listening: Listening,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let Listening {
        address,
        listener,
        lock,
        state,
        ..
    } = listening;
    let (rooms, leaving) = (state.clone(), state.clone());
    let app = router(state, address.ip().is_loopback());
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let signal = async move {
        stop.await;
        // Lines to browsers would never end by themselves.
        leaving.close_rooms().await;
        let _ = stopping.send(());
    };
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, app).with_graceful_shutdown(signal);
    let patience = async move {
        match stopped.await {
            Ok(()) => tokio::time::sleep(GRACE).await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        ended = server => ended?,
        () = patience => tracing::warn!("some answers were cut off"),
    }
    rooms.close_rooms().await;
    drop(lock);
    Ok(())
}
