//! `tropa serve`: the web app and the API.

use crate::args::ServeArgs;
use crate::output::Failure;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Command, Stdio};
use std::sync::Arc;
use tropa_server::Workspace;
use tropa_server::app::SetUp;
use tropa_server::http::{self, Gate, GateSettings, Listening, Mode};

/// Where the server listens unless told otherwise: this machine only.
const PORT_DEFAULT: u16 = 7117;

pub fn run(args: &ServeArgs) -> Result<(), Failure> {
    let workspace = Arc::new(args.data.open_first()?);
    let mode = match args.open_to_this_machine {
        true => Mode::Open,
        false => Mode::Accounts,
    };
    let environment = |name: &str| std::env::var(name).ok();
    let mut settings = GateSettings::new(mode)
        .with_environment(environment)
        .map_err(Failure::new)?;
    settings.behind_proxy = args.behind_proxy;
    if mode == Mode::Accounts {
        make_first_person(&workspace)?;
    }
    serve(workspace, args.listen, "/", args.open, settings)
}

/// Makes the first account where the environment says so and nobody is here yet.
fn make_first_person(workspace: &Workspace) -> Result<(), Failure> {
    let Ok(email) = std::env::var("TROPA_ADMIN_EMAIL") else {
        return Ok(());
    };
    if !workspace.nobody_is_here()? {
        return Ok(());
    }
    let password = match std::env::var("TROPA_ADMIN_PASSWORD_FILE") {
        Ok(file) => crate::output::read_file(file.as_ref())?
            .trim_end_matches(['\r', '\n'])
            .to_owned(),
        Err(_) => std::env::var("TROPA_ADMIN_PASSWORD").map_err(|_| {
            Failure::new(
                "TROPA_ADMIN_EMAIL is set; set TROPA_ADMIN_PASSWORD_FILE or TROPA_ADMIN_PASSWORD too",
            )
        })?,
    };
    let person = workspace.set_up(&SetUp {
        name: email.split('@').next().unwrap_or_default().to_owned(),
        email,
        password,
        workspace: "Tropa".into(),
        language: String::new(),
    })?;
    eprintln!("made the first account: {}", person.email);
    Ok(())
}

/// Serves until interrupted. `page` is the address printed, and opened when asked for.
pub fn serve(
    workspace: Arc<Workspace>,
    listen: Option<SocketAddr>,
    page: &str,
    open: bool,
    mut settings: GateSettings,
) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|e| Failure::new(format!("cannot start the server's threads: {e}")))?;
    let is_new = settings.mode == Mode::Accounts && workspace.nobody_is_here()?;
    runtime.block_on(async {
        let wanted = listen.unwrap_or_else(|| SocketAddr::from((Ipv4Addr::LOCALHOST, PORT_DEFAULT)));
        // Whoever reaches a new server first would own it.
        settings.with_setup_code = is_new && !wanted.ip().is_loopback();
        let listening = http::listen(workspace, wanted, listen.is_none(), Gate::new(settings)).await?;
        announce(&listening, page, open, is_new);
        Ok(http::serve(listening, interrupted()).await?)
    })
}

fn announce(listening: &Listening, page: &str, open: bool, is_new: bool) {
    if let Some(taken) = listening.moved_from {
        eprintln!(
            "port {} is in use; listening on port {} instead",
            taken.port(),
            listening.address.port()
        );
    }
    let address = format!("{}{page}", listening.url());
    println!("{address}");
    if is_new {
        eprintln!("nobody has an account yet: open the address above and make the first one");
    }
    if let Some(code) = listening.setup_code() {
        eprintln!("set-up code, to be typed there: {code}");
    }
    eprintln!("press Ctrl-C to stop");
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
