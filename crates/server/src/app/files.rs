//! The files of one import, open: each looked at, previewed and read through intake.

use crate::app::import::ImportOrder;
use crate::app::inputs::{InputFile, OpenFile};
use crate::app::{AppError, Workspace};
use tropa_intake::{Detected, Input, Layout, Mapping, Preview, ReadOptions, ReadSummary, Sink};
use tropa_lake::FileReceipt;

pub(crate) struct Files {
    open: Vec<OpenFile>,
}

impl Files {
    pub fn open(workspace: &Workspace, files: &[InputFile]) -> Result<Files, AppError> {
        let mut open = files.iter().map(OpenFile::open).collect::<Result<Vec<_>, _>>()?;
        for file in &mut open {
            file.document = workspace.ocel_document(file)?;
        }
        Ok(Files { open })
    }

    pub fn receipts(&self) -> Vec<FileReceipt> {
        self.open.iter().map(OpenFile::receipt).collect()
    }

    pub fn detect(&self, order: &ImportOrder) -> Result<Vec<Detected>, AppError> {
        let options: ReadOptions = Layout {
            object_type: order.options.object_type.clone(),
            ..Layout::default()
        };
        self.inputs()
            .iter()
            .map(|input| Ok(tropa_intake::detect(input, &options)?))
            .collect()
    }

    pub fn preview(&self, mapping: &Mapping, rows: usize) -> Result<Preview, AppError> {
        Ok(tropa_intake::preview(&self.inputs(), mapping, rows)?)
    }

    pub fn read(&self, mapping: &Mapping, sink: &mut dyn Sink) -> Result<ReadSummary, AppError> {
        Ok(tropa_intake::read(&self.inputs(), mapping, sink)?)
    }

    fn inputs(&self) -> Vec<Input<'_>> {
        self.open
            .iter()
            .map(|file| Input {
                name: &file.name,
                bytes: file.bytes(),
            })
            .collect()
    }
}
