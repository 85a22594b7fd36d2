//! One folder with everything in it.

use crate::app::lock::{self, RunningServer, ServerLock};
use crate::app::voice::{HeardCache, VoiceLake};
use crate::app::{Answered, AppError, Identity, SourceView};
use crate::live::Rooms;
use std::collections::BTreeMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tropa_catalog::{Catalog, CatalogAddress};
use tropa_journey::Index;
use tropa_lake::Lake;
use tropa_model::{LocalText, SourceName};

/// An open workspace: events in `lake/`, what people say in `voice/`, decisions in `tropa.sqlite`, what can be built
/// again in `derived/`, files on their way in under `uploads/`. Nothing inside names an absolute path, so the folder may be moved as a whole.
///
/// Several processes may have it open: imports, erasures and changes of maps are each all or nothing.
pub struct Workspace {
    pub(crate) dir: PathBuf,
    pub(crate) lake: Lake,
    pub(crate) voice: VoiceLake,
    /// What was understood of it.
    pub(crate) heard: HeardCache,
    pub(crate) catalog: Catalog,
    /// By source, the newest that was asked.
    pub(crate) indexes: Mutex<BTreeMap<String, Arc<Index>>>,
    pub(crate) rooms: Rooms,
    pub(crate) answered: Answered,
    runtime: Arc<Runtime>,
    database: &'static str,
    /// Lets the decisions go when it is dropped; the others only borrow them.
    is_first: bool,
}

/// What a folder must look like to be taken for a workspace although it is not empty.
const MARKS: [&str; 5] = ["lake", "tropa.sqlite", "derived", "server.lock", "voice"];

impl Workspace {
    /// Opens the folder; creates it, and what belongs in it, where it is missing.
    pub fn open(dir: &Path) -> Result<Workspace, AppError> {
        Self::open_with(dir, &CatalogAddress::File(dir.join("tropa.sqlite")))
    }

    /// Opens the folder for facts, with its decisions at another address.
    pub fn open_with(dir: &Path, decisions: &CatalogAddress) -> Result<Workspace, AppError> {
        refuse_foreign_folder(dir)?;
        let (lake_dir, derived) = (dir.join("lake"), dir.join("derived"));
        for folder in [dir, &lake_dir, &derived] {
            std::fs::create_dir_all(folder).map_err(|e| AppError::io("create the folder", folder, e))?;
        }
        let runtime = Runtime::new().map_err(|e| AppError::io("start threads for", dir, e))?;
        let catalog = runtime.block_on(Catalog::open(decisions))?;
        let lake = Lake::open(&lake_dir)?;
        Ok(Workspace {
            dir: dir.to_owned(),
            lake,
            voice: VoiceLake::default(),
            heard: HeardCache::default(),
            catalog,
            indexes: Mutex::default(),
            rooms: Rooms::on(runtime.handle()),
            answered: Answered::default(),
            runtime: Arc::new(runtime),
            database: match decisions {
                CatalogAddress::File(_) => "sqlite",
                CatalogAddress::Postgres(_) => "postgresql",
            },
            is_first: true,
        })
    }

    /// Another workspace of the same installation: facts of its own in `workspaces/ID/`, people in common.
    pub fn another(&self, id: &str) -> Result<Workspace, AppError> {
        let is_id = !id.is_empty()
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_id {
            return Err(bad_folder(
                "not the id of a workspace".into(),
                "это не номер пространства".into(),
            ));
        }
        let dir = self.dir.join("workspaces").join(id);
        let (lake_dir, derived) = (dir.join("lake"), dir.join("derived"));
        for folder in [&lake_dir, &derived] {
            std::fs::create_dir_all(folder).map_err(|e| AppError::io("create the folder", folder, e))?;
        }
        Ok(Workspace {
            lake: Lake::open(&lake_dir)?,
            voice: VoiceLake::default(),
            heard: HeardCache::default(),
            dir,
            catalog: self.catalog.of_workspace(id),
            indexes: Mutex::default(),
            rooms: Rooms::on(self.runtime.handle()),
            answered: Answered::default(),
            runtime: self.runtime.clone(),
            database: self.database,
            is_first: false,
        })
    }

    /// The workspace meant, by id or name, or the only one there is; this one must be the first.
    pub fn chosen(mut self, wanted: Option<&str>) -> Result<Workspace, AppError> {
        let id = self.standing(&Identity::Local, None, wanted)?.workspace_id;
        if id == self.id() {
            return Ok(self);
        }
        let mut chosen = self.another(&id)?;
        (self.is_first, chosen.is_first) = (false, true);
        Ok(chosen)
    }

    /// Of the workspace; `default` for the first one.
    pub fn id(&self) -> &str {
        self.catalog.workspace_id()
    }

    /// Where decisions are kept: `sqlite` or `postgresql`.
    pub fn database(&self) -> &'static str {
        self.database
    }

    /// Opens a folder that must already be a workspace: reading commands do not leave empty folders behind.
    pub fn open_existing(dir: &Path) -> Result<Workspace, AppError> {
        Self::open_existing_with(dir, &CatalogAddress::File(dir.join("tropa.sqlite")))
    }

    /// [`open_existing`](Self::open_existing), with its decisions at another address.
    pub fn open_existing_with(dir: &Path, decisions: &CatalogAddress) -> Result<Workspace, AppError> {
        if !MARKS[..2].iter().any(|mark| dir.join(mark).exists()) {
            return Err(AppError::NoSources { dir: dir.to_owned() });
        }
        Self::open_with(dir, decisions)
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub(crate) fn derived_dir(&self) -> PathBuf {
        self.dir.join("derived").join("journeys")
    }

    /// Takes the workspace for a server; refused while another server has it.
    pub fn lock_for_server(&self) -> Result<ServerLock, AppError> {
        ServerLock::take(&self.dir)
    }

    /// The server that has the folder now, if any.
    pub fn running_server(dir: &Path) -> Result<Option<RunningServer>, AppError> {
        lock::running(dir)
    }

    /// The source meant: the one named, or the only one there is.
    pub fn resolve(&self, given: Option<&str>) -> Result<SourceName, AppError> {
        let mut known: Vec<String> = self
            .lake
            .sources()?
            .into_iter()
            .map(|info| info.name.to_string())
            .collect();
        match given {
            Some(name) if known.iter().any(|k| k == name) => {
                Ok(SourceName::new(name).expect("names of sources are source names"))
            }
            Some(name) => Err(AppError::NoSuchSource {
                given: name.chars().take(80).collect(),
                known,
            }),
            None if known.is_empty() => Err(AppError::NoSources {
                dir: self.dir.clone(),
            }),
            None if known.len() > 1 => Err(AppError::WhichSource { known }),
            None => Ok(SourceName::new(&known.remove(0)).expect("names of sources are source names")),
        }
    }

    pub fn sources(&self) -> Result<Vec<SourceView>, AppError> {
        self.lake
            .sources()?
            .iter()
            .map(|info| self.source_view(info))
            .collect()
    }

    pub(crate) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }
}

impl Drop for Workspace {
    /// Writes what SQLite still holds in its log back into the file, where this thread may wait for it.
    fn drop(&mut self) {
        let may_wait = tokio::runtime::Handle::try_current().is_err();
        if may_wait {
            self.wait(self.close_rooms());
        }
        if self.is_first && may_wait {
            self.wait(self.catalog.close());
        }
    }
}

/// A folder full of somebody's other files is not made a workspace by a slip of the hand.
fn refuse_foreign_folder(dir: &Path) -> Result<(), AppError> {
    if dir.is_file() {
        return Err(bad_folder(
            format!("{} is a file; expected a folder", dir.display()),
            format!("{} — файл, а нужна папка", dir.display()),
        ));
    }
    let Ok(mut entries) = std::fs::read_dir(dir) else {
        return Ok(());
    };
    let empty = entries.next().is_none();
    if empty || MARKS.iter().any(|mark| dir.join(mark).exists()) {
        return Ok(());
    }
    Err(bad_folder(
        format!(
            "{} holds other files; name an empty or a new folder",
            dir.display()
        ),
        format!(
            "в {} лежат другие файлы; назовите пустую или новую папку",
            dir.display()
        ),
    ))
}

fn bad_folder(en: String, ru: String) -> AppError {
    AppError::BadName {
        what: LocalText::en_ru("data folder", "папка данных"),
        problem: LocalText::en_ru(en, ru),
    }
}

/// Threads for the catalog and the rooms of maps; more only wait for the disk.
const THREADS_MAX: usize = 4;

/// A small runtime that may be dropped anywhere, also inside another one.
struct Runtime(Option<tokio::runtime::Runtime>);

impl Runtime {
    fn new() -> std::io::Result<Self> {
        let threads = std::thread::available_parallelism().map_or(1, |cores| cores.get().min(THREADS_MAX));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(threads)
            .thread_name("tropa-decisions")
            .enable_all()
            .build()?;
        Ok(Self(Some(runtime)))
    }

    fn handle(&self) -> tokio::runtime::Handle {
        self.0.as_ref().expect("taken only when dropped").handle().clone()
    }

    fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.0.as_ref().expect("taken only when dropped").block_on(work)
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
