//! Buckets sorted and written side by side.

use crate::buffer::{BucketBuffer, Names};
use crate::error::LakeError;
use crate::schema::ColumnInfo;
use crate::write::{self, Imports, Written};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use tropa_model::ActorRun;

/// More would hold more sorted buckets in memory at once, and the disk is one.
const THREADS: usize = 2;

/// What is needed to write an import's buckets, shared by the threads that do it.
pub(crate) struct BucketWriter<'a> {
    pub table: &'a Path,
    /// Of each bucket's file, without extension.
    pub file_name: String,
    pub ordinal: i64,
    pub buckets: &'a [BucketBuffer],
    pub columns: &'a [ColumnInfo],
    pub activities: &'a Names,
    pub names: &'a [Names],
    pub source: &'a str,
}

impl BucketWriter<'_> {
    /// Sorts and writes every bucket with events, [`THREADS`] at a time; `each` gets them as they are done.
    pub fn write_all(
        &self,
        each: &mut dyn FnMut(&ActorRun, Written) -> Result<(), LakeError>,
    ) -> Result<(), LakeError> {
        let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
        std::thread::scope(|scope| {
            let (sender, receiver) = mpsc::sync_channel(1);
            for _ in 0..THREADS {
                let (sender, next, stop) = (sender.clone(), &next, &stop);
                scope.spawn(move || {
                    while !stop.load(Ordering::Relaxed) {
                        let bucket = next.fetch_add(1, Ordering::Relaxed);
                        let Some(buffer) = self.buckets.get(bucket) else {
                            break;
                        };
                        if buffer.kept() > 0 && sender.send(self.write(bucket as u32, buffer)).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            let result = receiver
                .iter()
                .try_for_each(|done| done.and_then(|(run, file)| each(&run, file)));
            stop.store(true, Ordering::Relaxed);
            // A closed channel wakes a thread that waits to hand over.
            drop(receiver);
            result
        })
    }

    fn write(&self, bucket: u32, buffer: &BucketBuffer) -> Result<(ActorRun, Written), LakeError> {
        let run = crate::sort::sorted_run(
            bucket,
            buffer,
            self.columns,
            self.activities,
            self.names,
            self.source,
        )?;
        let written = write::write_run(self.table, &self.file_name, &run, Imports::One(self.ordinal))?;
        Ok((run, written))
    }
}
