//! Opening what the arguments name: a folder, one of its workspaces, and where decisions are kept.

use crate::args::DataArg;
use crate::output::Failure;
use tropa_server::{CatalogAddress, Workspace};

/// Where decisions are kept when not in the folder; also read by the server.
const DATABASE: &str = "TROPA_DATABASE";

impl DataArg {
    /// Opens the workspace; creates the folder and what belongs in it where it is missing.
    pub fn open(&self) -> Result<Workspace, Failure> {
        let first = Workspace::open_with(&self.dir, &self.decisions())?;
        Ok(first.chosen(self.workspace.as_deref())?)
    }

    /// Opens a folder that must already hold workspaces.
    pub fn open_existing(&self) -> Result<Workspace, Failure> {
        let first = Workspace::open_existing_with(&self.dir, &self.decisions())?;
        Ok(first.chosen(self.workspace.as_deref())?)
    }

    /// Opens the first workspace, which a server begins with.
    pub fn open_first(&self) -> Result<Workspace, Failure> {
        Ok(Workspace::open_with(&self.dir, &self.decisions())?)
    }

    fn decisions(&self) -> CatalogAddress {
        let named = self.database.clone().or_else(|| std::env::var(DATABASE).ok());
        match named.filter(|address| !address.trim().is_empty()) {
            Some(address) => CatalogAddress::parse(address.trim()),
            None => CatalogAddress::File(self.dir.join("tropa.sqlite")),
        }
    }
}
