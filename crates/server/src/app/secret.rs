//! Words that open doors: made here, stored only as hashes, never shown in logs.

use argon2::password_hash::rand_core::{OsRng, RngCore};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Too many to be guessed, whatever the speed.
const BYTES: usize = 32;

/// 256 random bits as 43 characters that are safe in URLs, headers and cookies.
pub(crate) fn fresh_secret() -> String {
    let mut bytes = [0_u8; BYTES];
    OsRng.fill_bytes(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What is stored of a secret: whoever reads the store cannot use it. A fast hash is enough, because secrets are random.
pub(crate) fn hash_of(secret: &str) -> String {
    blake3::hash(secret.as_bytes()).to_hex().to_string()
}

/// Whether two texts are the same, in a time that does not tell where they differ.
pub(crate) fn same(a: &str, b: &str) -> bool {
    // The comparison of blake3's hashes takes the same time for all.
    blake3::hash(a.as_bytes()) == blake3::hash(b.as_bytes())
}

/// What the first person types: short enough to be read from a screen. Only a few may be tried.
pub(crate) fn new_setup_code() -> String {
    // Without letters and digits that look alike.
    const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut bytes = [0_u8; 10];
    OsRng.fill_bytes(&mut bytes);
    bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]))
        .collect()
}

/// Opens a running server to the command line of whoever may read the workspace's folder.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalToken(String);

impl LocalToken {
    pub(crate) fn fresh() -> Self {
        Self(fresh_secret())
    }

    pub(crate) fn is(&self, given: &str) -> bool {
        same(&self.0, given)
    }

    /// The token itself, to be sent in a header.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for LocalToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LocalToken(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_do_not_show_in_logs() {
        let (a, b) = (LocalToken::fresh(), LocalToken::fresh());
        assert_eq!(a.reveal().len(), 43);
        assert!(a.is(a.reveal()) && !a.is(b.reveal()) && !a.is(""));
        assert_eq!(format!("{a:?}"), "LocalToken(…)");
    }
}
