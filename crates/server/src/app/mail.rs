//! Letters: invitations and links to a new password.

use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;

/// A mail server that does not answer must not hold a request for long.
const PATIENCE: Duration = Duration::from_secs(15);

/// Where letters are handed over, and who they are from.
#[derive(Clone, PartialEq, Eq)]
pub struct MailSettings {
    url: String,
    pub from: Mailbox,
}

/// The address may hold a password.
impl std::fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MailSettings(from {})", self.from)
    }
}

impl MailSettings {
    /// Both or neither: `smtps://user:password@mail.example.org`, `tropa@example.org`.
    ///
    /// # Errors
    /// Which of the two is missing or cannot be read.
    pub fn of(url: Option<String>, from: Option<String>) -> Result<Option<Self>, String> {
        let (url, from) = match (url, from) {
            (None, None) => return Ok(None),
            (Some(url), Some(from)) => (url, from),
            (None, Some(_)) => return Err("TROPA_MAIL_FROM is set, TROPA_SMTP_URL is not".into()),
            (Some(_), None) => return Err("TROPA_SMTP_URL is set, TROPA_MAIL_FROM is not".into()),
        };
        let from = from
            .parse()
            .map_err(|_| format!("TROPA_MAIL_FROM is «{from}»; expected «Tropa <tropa@example.org>»"))?;
        AsyncSmtpTransport::<Tokio1Executor>::from_url(&url).map_err(|_| {
            "TROPA_SMTP_URL cannot be read; expected smtps://user:password@mail.example.org".to_owned()
        })?;
        Ok(Some(Self { url, from }))
    }
}

/// Hands letters over.
#[derive(Clone)]
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    pub(crate) from: Mailbox,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mail(from {})", self.from)
    }
}

impl Mail {
    pub(crate) fn new(settings: MailSettings) -> Self {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.url)
            .expect("the address was read when the settings were");
        Self {
            transport: builder.timeout(Some(PATIENCE)).build(),
            from: settings.from,
        }
    }

    /// Whether the mail server took the letter; why not stands in the log.
    pub(crate) async fn send(&self, to: &str, subject: &str, text: String) -> bool {
        let Ok(mailbox) = to.parse::<Mailbox>() else {
            tracing::warn!("a letter was not sent: its address cannot be written to");
            return false;
        };
        let letter = Message::builder()
            .from(self.from.clone())
            .to(mailbox)
            .subject(subject)
            .header(lettre::message::header::ContentType::TEXT_PLAIN)
            .body(text);
        let letter = match letter {
            Ok(letter) => letter,
            Err(e) => {
                tracing::error!("a letter could not be written: {e}");
                return false;
            }
        };
        match self.transport.send(letter).await {
            Ok(_) => true,
            Err(e) => {
                tracing::error!("the mail server did not take a letter: {e}");
                false
            }
        }
    }
}

/// A letter in the reader's language.
pub(crate) struct Letter {
    pub subject: String,
    pub text: String,
}

pub(crate) fn invitation(russian: bool, inviter: &str, workspace: &str, link: &str) -> Letter {
    if russian {
        Letter {
            subject: format!("{inviter} приглашает вас в «{workspace}»"),
            text: format!(
                "Здравствуйте!\n\n{inviter} приглашает вас в пространство «{workspace}» в Тропе — там рисуют карты пути клиента.\n\n\
                 Чтобы войти, откройте ссылку:\n{link}\n\nСсылка действует семь дней и только один раз.\n"
            ),
        }
    } else {
        Letter {
            subject: format!("{inviter} invites you to “{workspace}”"),
            text: format!(
                "Hello,\n\n{inviter} invites you to the workspace “{workspace}” in Tropa, where customer journey maps are made.\n\n\
                 To join, open this link:\n{link}\n\nIt is good for seven days, once.\n"
            ),
        }
    }
}

pub(crate) fn reset(russian: bool, name: &str, link: &str) -> Letter {
    if russian {
        Letter {
            subject: "Новый пароль в Тропе".into(),
            text: format!(
                "Здравствуйте, {name}!\n\nКто-то — надеемся, вы — просит новый пароль в Тропе. Придумать его можно по ссылке:\n{link}\n\n\
                 Ссылка действует сутки и только один раз. Если вы ничего не просили, письмо можно удалить: прежний пароль остаётся в силе.\n"
            ),
        }
    } else {
        Letter {
            subject: "A new password in Tropa".into(),
            text: format!(
                "Hello {name},\n\nsomebody, we hope you, asks for a new password in Tropa. Choose it here:\n{link}\n\n\
                 The link is good for a day, once. If it was not you, delete this letter: your password stays as it is.\n"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_setting_is_an_error_that_names_the_other_half() {
        assert_eq!(MailSettings::of(None, None), Ok(None));
        let url = || Some("smtps://u:secret@mail.example.org".to_owned());
        let from = || Some("Tropa <tropa@example.org>".to_owned());
        assert!(
            MailSettings::of(url(), None)
                .unwrap_err()
                .contains("TROPA_MAIL_FROM is not")
        );
        assert!(
            MailSettings::of(None, from())
                .unwrap_err()
                .contains("TROPA_SMTP_URL is not")
        );
        assert!(MailSettings::of(Some("mail".into()), from()).is_err());
        let settings = MailSettings::of(url(), from()).unwrap().unwrap();
        assert!(!format!("{settings:?}").contains("secret"));
    }
}
