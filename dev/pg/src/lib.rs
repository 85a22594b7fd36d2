//! A PostgreSQL server for tests: one that is there, or one started for as long as this process lives.
//!
//! Needs the programs of PostgreSQL, on the path or where Debian puts them; as root they run as the user `postgres`.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Address of a server on which databases may be made: `postgres://tropa@localhost/postgres?host=/run/postgresql`.
pub const ADDRESS_VARIABLE: &str = "TROPA_TEST_POSTGRES";

const SCRIPT: &str = include_str!("server.sh");

/// A server that ends, and whose folder goes, when this is dropped or the process ends in whatever way.
#[derive(Debug)]
pub struct Server {
    address: String,
    /// Ends when its standard input does.
    keeper: Child,
}

impl Server {
    /// Starts a server that listens on a socket in a folder of its own, not on the network.
    ///
    /// # Errors
    /// Where there is no PostgreSQL, or it does not start: what to do, or what it said.
    pub fn start() -> Result<Server, String> {
        let programs = programs().ok_or("there is no PostgreSQL here: apt-get install postgresql")?;
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--", "sh", "-c", SCRIPT, "server"]);
            command
        } else {
            let mut command = Command::new("sh");
            command.args(["-c", SCRIPT, "server"]);
            command
        };
        let mut keeper = command
            .arg(&programs)
            .current_dir("/")
            .env_remove("PGDATABASE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Nobody waits for the end of a test's output because a server still writes there.
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("cannot start PostgreSQL: {e}"))?;
        let mut folder = String::new();
        let output = keeper.stdout.take().ok_or("PostgreSQL says nothing")?;
        BufReader::new(output)
            .read_line(&mut folder)
            .map_err(|e| format!("PostgreSQL says nothing: {e}"))?;
        let folder = folder.trim();
        if folder.is_empty() {
            let _ = keeper.wait();
            return Err(format!("PostgreSQL in {} did not start", programs.display()));
        }
        let address = format!("postgres://tropa@localhost/postgres?host={folder}");
        Ok(Server { address, keeper })
    }

    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// An empty database, dropped with this.
#[derive(Debug)]
pub struct Database {
    server: String,
    name: String,
    pub address: String,
}

/// A database of its own on the server of [`ADDRESS_VARIABLE`], else on one this process starts.
///
/// Where there is no PostgreSQL it says that the test is skipped and returns `None`; with `CI` set it panics instead.
pub fn database() -> Option<Database> {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    let server = match std::env::var(ADDRESS_VARIABLE) {
        Ok(address) if !address.is_empty() => Ok(address),
        _ => match SERVER.get_or_init(Server::start) {
            Ok(server) => Ok(server.address().to_owned()),
            Err(message) => Err(message.clone()),
        },
    };
    match server.and_then(|server| Database::make(&server)) {
        Ok(database) => Some(database),
        Err(message) => {
            assert!(std::env::var_os("CI").is_none(), "{message}");
            eprintln!("skipped on PostgreSQL: {message}");
            None
        }
    }
}

impl Database {
    fn make(server: &str) -> Result<Database, String> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |now| now.as_micros());
        let (process, count) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let name = format!("tropa_test_{now}_{process}_{count}");
        psql(server, &format!("CREATE DATABASE {name}"))?;
        Ok(Database {
            address: with_database(server, &name),
            server: server.to_owned(),
            name,
        })
    }

    /// Runs statements in it, beside the connections a test has.
    ///
    /// # Errors
    /// What PostgreSQL said.
    pub fn run(&self, sql: &str) -> Result<String, String> {
        psql(&self.address, sql)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let _ = psql(
            &self.server,
            &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name),
        );
    }
}

/// The same server's address with another database.
fn with_database(server: &str, name: &str) -> String {
    let (place, options) = server.split_once('?').unwrap_or((server, ""));
    let (scheme, rest) = place.split_once("://").unwrap_or(("postgres", place));
    let host = rest.split('/').next().unwrap_or_default();
    let mark = if options.is_empty() { "" } else { "?" };
    format!("{scheme}://{host}/{name}{mark}{options}")
}

fn psql(address: &str, sql: &str) -> Result<String, String> {
    let program = programs().map_or("psql".into(), |folder| folder.join("psql"));
    let program = if program.exists() { program } else { "psql".into() };
    let output = Command::new(program)
        .args([
            "--no-psqlrc",
            "--quiet",
            "--tuples-only",
            "--no-align",
            "--set",
            "ON_ERROR_STOP=1",
        ])
        .args(["--dbname", address, "--command", sql])
        .stdin(Stdio::null())
        .output()
        .map_err(|e| format!("cannot run psql: {e}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// The folder of `postgres` and its companions: the newest Debian installed, else what is on the path.
pub fn programs() -> Option<PathBuf> {
    let whole = |folder: &Path| {
        ["initdb", "postgres", "pg_isready"]
            .iter()
            .all(|name| folder.join(name).exists())
    };
    let mut debian: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .collect();
    debian.sort();
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&on_path).collect::<Vec<_>>();
    debian
        .into_iter()
        .rev()
        .map(|(_, folder)| folder)
        .chain(on_path)
        .find(|folder| whole(folder))
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout.trim_ascii() == b"0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_named_in_the_same_server_s_address() {
        let on_socket = with_database("postgres://tropa@localhost/postgres?host=/tmp/x", "mine");
        assert_eq!(on_socket, "postgres://tropa@localhost/mine?host=/tmp/x");
        let on_network = with_database("postgres://ann:pw@db:5432/postgres", "mine");
        assert_eq!(on_network, "postgres://ann:pw@db:5432/mine");
    }

    #[test]
    fn a_database_answers_and_is_empty() {
        let Some(database) = database() else { return };
        let tables = database.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");
        assert_eq!(tables.map(|text| text.trim().to_owned()), Ok("0".to_owned()));
    }
}
