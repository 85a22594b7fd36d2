//! What a room keeps on disk besides the log: the whole document now and then, with the memory of what was removed.

use crate::gone::Gone;
use crate::live::{Live, Refused};
use crate::state::Blobs;
use tropa_map::Map;

/// Of the form below.
const VERSION: u8 = 1;

/// A saved state: the version, the length of the document (8 bytes, little end first), the document, the memory.
pub fn encode(live: &Live) -> Vec<u8> {
    let mut bytes = encode_present(live);
    bytes.extend(live.gone().to_json());
    bytes
}

/// [`encode`] without the memory of what was removed.
pub fn encode_present(live: &Live) -> Vec<u8> {
    let document = live.encode();
    let mut bytes = vec![VERSION];
    bytes.extend((document.len() as u64).to_le_bytes());
    bytes.extend(document);
    bytes
}

/// Why a saved map cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SavedError {
    #[error("the saved state has no form this version knows")]
    Form,
    #[error("the saved state or the log after it is damaged: {0}")]
    Damaged(#[from] Refused),
}

/// The live document of a saved state. Bring [`Live::wanted_blobs`], then [`Live::settle`]; only then take in what came
/// after it, so that what was removed since is remembered.
///
/// # Errors
/// [`SavedError`] where the bytes are no saved state.
pub fn decode(map_id: &str, state: &[u8]) -> Result<Live, SavedError> {
    let (document, gone) = parts(state).ok_or(SavedError::Form)?;
    Ok(Live::from_saved(
        map_id,
        document,
        Gone::from_json(gone),
        Blobs::default(),
    )?)
}

/// The map as it was at the end of `updates`; `blobs` brings the bytes of the pictures asked for.
///
/// # Errors
/// [`SavedError`] where the bytes are damaged.
pub fn map_at(
    map_id: &str,
    state: &[u8],
    updates: &[impl AsRef<[u8]>],
    blobs: impl FnOnce(&[String]) -> Blobs,
) -> Result<Map, SavedError> {
    Moments::from(map_id, state)?.after(updates, blobs)
}

/// The map at one moment after another: what lies between two of them is read once, however large the map is.
pub struct Moments {
    live: Live,
}

impl Moments {
    /// Begins at a saved state.
    ///
    /// # Errors
    /// [`SavedError`] where the bytes are no saved state.
    pub fn from(map_id: &str, state: &[u8]) -> Result<Moments, SavedError> {
        let (document, _) = parts(state).ok_or(SavedError::Form)?;
        let live = Live::from_saved(map_id, document, Gone::default(), Blobs::default())?;
        Ok(Moments { live })
    }

    /// Goes on by these updates, and shows the map as it was then; `blobs` brings the bytes of the pictures asked for.
    ///
    /// # Errors
    /// [`SavedError`] where the bytes are damaged.
    pub fn after(
        &mut self,
        updates: &[impl AsRef<[u8]>],
        blobs: impl FnOnce(&[String]) -> Blobs,
    ) -> Result<Map, SavedError> {
        for update in updates {
            self.live.take_in(update.as_ref())?;
        }
        let wanted = self.live.wanted_blobs();
        self.live.add_blobs(blobs(&wanted));
        self.live.settle(true);
        Ok(self.live.map())
    }
}

fn parts(state: &[u8]) -> Option<(&[u8], &[u8])> {
    let (version, rest) = state.split_first()?;
    if *version != VERSION {
        return None;
    }
    let (length, rest) = rest.split_first_chunk::<8>()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    (length <= rest.len()).then(|| rest.split_at(length))
}
