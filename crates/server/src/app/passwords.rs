//! Passwords: which are good enough, and how they are kept.

use crate::app::{AppError, ErrorCode, Fault};
use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::LazyLock;

/// Fewer can be tried out by a machine in a night.
const CHARS_MIN: usize = 10;
/// Longer ones only keep the server busy.
const CHARS_MAX: usize = 256;

/// OWASP's first recommendation for argon2id that fits small machines: 19 MiB, two passes, one lane. Pulls both ways:
/// more memory makes guessing dearer for thieves of the database, and signing in dearer for everybody.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// The first that are tried everywhere, in lower case, without those that are too short anyway.
const COMMONEST: &str = include_str!("commonest_passwords.txt");

/// What the password of somebody who does not exist is compared with, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("the password of nobody"));

fn argon() -> Argon2<'static> {
    let params =
        Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the parameters are within argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The text to be kept: parameters, salt and hash. Takes tens of milliseconds and [`MEMORY_KIB`] of memory.
pub(crate) fn hash(password: &str) -> String {
    let salt = SaltString::generate(&mut OsRng);
    argon()
        .hash_password(password.as_bytes(), &salt)
        .expect("a password of any length has a hash")
        .to_string()
}

/// Whether this is the password; without a hash it never is, which takes as long to find out.
pub(crate) fn verify(password: &str, kept: Option<&str>) -> bool {
    let against = kept.unwrap_or(&NOBODY);
    let Ok(parsed) = PasswordHash::new(against) else {
        tracing::error!("a kept password cannot be read");
        return false;
    };
    argon().verify_password(password.as_bytes(), &parsed).is_ok() && kept.is_some()
}

/// Refuses a new password that can be guessed. `known` is what everybody knows of the person: name, e-mail.
pub(crate) fn check_new(password: &str, known: &[&str]) -> Result<(), AppError> {
    let refuse = |en: String, ru: String| {
        Err(AppError::from(
            Fault::new(ErrorCode::BadPassword, en, ru).at("password"),
        ))
    };
    let chars = password.chars().count();
    if chars < CHARS_MIN {
        return refuse(
            format!("the password has {chars} characters; it needs at least {CHARS_MIN}"),
            format!("в пароле символов: {chars}; нужно не меньше {CHARS_MIN}"),
        );
    }
    if chars > CHARS_MAX {
        return refuse(
            format!("the password is longer than {CHARS_MAX} characters"),
            format!("пароль длиннее {CHARS_MAX} символов"),
        );
    }
    let plain = password.to_lowercase();
    let mut letters: Vec<char> = plain.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let is_known = known
        .iter()
        .any(|word| !word.is_empty() && plain.trim() == word.to_lowercase());
    if letters.len() < 4 || is_known || COMMONEST.lines().any(|common| common == plain) {
        return refuse(
            "this password is among the first that are tried; take several words that do not belong together"
                .into(),
            "этот пароль пробуют одним из первых; возьмите несколько слов, не связанных между собой".into(),
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_another_is_not() {
        let kept = hash("верный пароль лежит здесь");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(verify("верный пароль лежит здесь", Some(&kept)));
        assert!(!verify("верный пароль лежит там", Some(&kept)));
        assert!(!verify("the password of nobody", None));
        assert!(!verify("", Some("not a hash")));
    }

    #[test]
    fn short_long_common_and_personal_passwords_are_refused() {
        let refused = |password: &str| check_new(password, &["Ann@Example.org", "Ann Marie Smith"]).is_err();
        for bad in [
            "",
            "short",
            "123456789",
            "Password123",
            "1234567890",
            "aaaaaaaaaaaa",
            "йцукенгшщз",
            "ann@example.org",
            "ann marie smith",
            &"long".repeat(100),
        ] {
            assert!(refused(bad), "{bad}");
        }
        assert!(!refused("трава у дома 17"));
        assert!(!refused("correct horse battery"));
    }

    #[test]
    fn the_list_holds_only_what_the_length_would_let_through() {
        for common in COMMONEST.lines() {
            assert!(common.chars().count() >= CHARS_MIN, "{common}");
            assert_eq!(common, common.to_lowercase());
        }
    }
}
