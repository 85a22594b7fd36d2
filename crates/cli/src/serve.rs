//! `tropa serve`: the web app and the API.

use crate::args::ServeArgs;
use crate::output::Failure;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Command, Stdio};
use std::sync::Arc;
use tropa_server::Workspace;
use tropa_server::http::{self, Listening};

/// Where the server listens unless told otherwise: this machine only.
const PORT_DEFAULT: u16 = 7117;

pub fn run(args: &ServeArgs) -> Result<(), Failure> {
    let workspace = Arc::new(Workspace::open(&args.data.dir)?);
    serve(workspace, args.listen, "/", args.open)
}

/// Serves until interrupted. `page` is the address printed, and opened when asked for.
pub fn serve(
    workspace: Arc<Workspace>,
    listen: Option<SocketAddr>,
    page: &str,
    open: bool,
) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|e| Failure::new(format!("cannot start the server's threads: {e}")))?;
    runtime.block_on(async {
        let wanted = listen.unwrap_or_else(|| SocketAddr::from((Ipv4Addr::LOCALHOST, PORT_DEFAULT)));
        let listening = http::listen(workspace, wanted, listen.is_none()).await?;
        announce(&listening, page, open);
        Ok(http::serve(listening, interrupted()).await?)
    })
}

fn announce(listening: &Listening, page: &str, open: bool) {
    if let Some(taken) = listening.moved_from {
        eprintln!(
            "port {} is in use; listening on port {} instead",
            taken.port(),
            listening.address.port()
        );
    }
    let address = format!("{}{page}", listening.url());
    println!("{address}");
    eprintln!("press Ctrl-C to stop");
    if !listening.address.ip().is_loopback() {
        eprintln!("warning: others on the network can reach this server, and it has no accounts yet");
    }
    if open {
        open_browser(&address);
    }
}

/// Ctrl-C, or the signal of a service manager.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let Ok(mut terminated) = signal(SignalKind::terminate()) else {
            let _ = tokio::signal::ctrl_c().await;
            return;
        };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    {
        let _ = tokio::signal::ctrl_c().await;
    }
}

/// Asks the system's opener; without one, the printed address is all there is.
fn open_browser(address: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let opened = Command::new(opener)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if opened.is_err() {
        eprintln!("no browser could be opened ({opener} is missing); open the address above yourself");
    }
}
