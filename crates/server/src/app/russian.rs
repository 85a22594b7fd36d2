//! Every error in Russian, for pages. The English words stand at the errors themselves.
//!
//! No `_` arms over kinds of errors: a new kind has no Russian words until somebody writes them here.

use crate::app::AppError;
use tropa_catalog::CatalogError;
use tropa_intake::IntakeError;
use tropa_journey::{AskError, IndexError};
use tropa_lake::LakeError;
use tropa_mine::MineError;
use tropa_model::LocalText;
use tropa_render::RenderError;

/// Names listed in a message at most.
const SHOWN: usize = 20;

impl AppError {
    /// The message with its causes, in both languages.
    pub fn text(&self) -> LocalText {
        LocalText::en_ru(self.full_message(), russian(self))
    }
}

fn russian(error: &AppError) -> String {
    match error {
        AppError::NoSources { .. } => "здесь ещё нет данных; сначала импортируйте журнал событий".into(),
        AppError::WhichSource { known } => {
            format!("источников несколько ({}); укажите, какой нужен", list(known))
        }
        AppError::NoSuchSource { given, known } if known.is_empty() => {
            format!("источника «{given}» нет; пока нет ни одного")
        }
        AppError::NoSuchSource { given, known } => format!("источника «{given}» нет; есть {}", list(known)),
        AppError::NoSuchActor { actor, place } => format!("в {place} нет никого с номером «{actor}»"),
        AppError::NoFiles { pattern } => format!("ни один файл не подходит под {pattern}"),
        AppError::BadPattern { pattern, reason } => format!("{pattern} — не образец имён файлов: {reason}"),
        AppError::Undecided { missing } => missing.iter().map(ru).collect::<Vec<_>>().join("\n"),
        AppError::Ocel { file, place, problem } => format!("{file}, {}: {}", ru(place), ru(problem)),
        AppError::WrongMap { problems } => {
            let problems_shown = problems.iter().take(5);
            let shown: Vec<String> = problems_shown
                .map(|problem| format!("{}: {}", problem.place, ru(&problem.message)))
                .collect();
            format!("ошибок в карте: {}; первые: {}", problems.len(), shown.join("; "))
        }
        AppError::OtherMap { inside, given } => {
            format!("внутри карта называет себя «{inside}», а прислана как «{given}»; пусть имя будет одно")
        }
        AppError::BadName { what, problem } => format!("{}: {}", ru(what), ru(problem)),
        AppError::NoSuchTemplate { given, known } => format!("шаблона «{given}» нет; есть {}", list(known)),
        AppError::UnknownFormat { file } => format!(
            "{file}: ни по содержанию, ни по окончанию имени не видно, в каком формате карта; назовите его: {}",
            crate::app::error::formats()
        ),
        AppError::Import { file, source } => format!("{file}: {}", ru(&source.text())),
        AppError::Export { source } => ru(&source.text()),
        AppError::NoSuchUpload { id } => {
            format!("загруженного файла «{id}» нет; файлы хранятся сутки или пока их не импортируют")
        }
        AppError::UploadTooLarge { bytes_max } => format!(
            "файл больше {bytes_max} байт; импортируйте его командой «tropa import ФАЙЛ» на машине сервера"
        ),
        AppError::ServerRuns { at } => {
            let place = at
                .as_ref()
                .map(|s| format!(" (процесс {}, http://{})", s.pid, s.address));
            format!(
                "с этими данными уже работает сервер{}; сначала остановите его",
                place.unwrap_or_default()
            )
        }
        AppError::Intake(error) => intake(error),
        AppError::Lake(error) => lake(error),
        AppError::Index(error) => index(error),
        AppError::Ask(error) => ask(error),
        AppError::Mine(error) => mine(error),
        AppError::Map { file, source } => format!("{file}: {}", ru(&source.text())),
        AppError::Render(error) => render(error),
        AppError::Catalog(error) => catalog(error),
        AppError::Refused(fault) => ru(&fault.message),
        AppError::Io { path, source, .. } => disk(path, source),
    }
}

fn intake(error: &IntakeError) -> String {
    error.text().get("ru").to_owned()
}

fn lake(error: &LakeError) -> String {
    match error {
        LakeError::AlreadyImported {
            source_name,
            file,
            ordinal,
            at,
        } => format!(
            "файл «{file}» уже есть в источнике «{source_name}»: его принёс импорт {ordinal} от {at}; ничего не добавлено"
        ),
        LakeError::NoSuchSource { source_name, known } if known.is_empty() => {
            format!("источника «{source_name}» нет; пока нет ни одного")
        }
        LakeError::NoSuchSource { source_name, known } => {
            format!("источника «{source_name}» нет; есть {}", list(known))
        }
        LakeError::NoSuchVersion {
            source_name,
            version,
            newest,
        } => format!("у источника «{source_name}» нет версии {version}; последняя — {newest}"),
        LakeError::ErasedSince {
            source_name,
            version,
            at,
        } => format!(
            "{source_name}@{version} больше не отвечает: {at} события одного человека удалены навсегда; спросите последнюю версию"
        ),
        LakeError::Vacuumed { source_name, version } => {
            format!(
                "{source_name}@{version} больше не хранится: старые файлы убраны; спросите последнюю версию"
            )
        }
        LakeError::ColumnType {
            source_name,
            column,
            stored,
            value,
        } => {
            let stored = if *stored == "numbers" {
                "числа"
            } else {
                "тексты"
            };
            format!(
                "в столбце «{column}» источника «{source_name}» лежат {stored}, а «{value}» к ним не относится; читайте столбец иначе \
                 или импортируйте в другой источник"
            )
        }
        LakeError::ScaleChanged {
            source_name,
            stored,
            given,
        } => format!(
            "у оценок источника «{source_name}» шкала {stored}, а в этом импорте {given}; шкалы не смешиваются: импортируйте в \
             другой источник"
        ),
        LakeError::DiskFull { .. } => "на диске кончилось место; данные остались как были".into(),
        LakeError::Io { path, source, .. } => disk(path, source),
        LakeError::Parquet { path, source, .. } => {
            format!(
                "не удалось прочитать или записать файл Parquet {}: {source}",
                path.display()
            )
        }
        LakeError::Delta { path, source, .. } => {
            format!(
                "не удалось прочитать или записать таблицу {}: {source}",
                path.display()
            )
        }
        LakeError::Damaged { path, reason } => {
            format!("в {} не то, что записала программа: {reason}", path.display())
        }
        LakeError::BadBatch { reason } => format!("порция событий составлена неверно: {reason}"),
        LakeError::TooLarge { source_name, .. } => format!(
            "одна часть источника «{source_name}» стала слишком велика; создайте источник с большим числом частей"
        ),
        LakeError::Stopped { source } => format!("импорт остановлен, данные остались как были: {source}"),
    }
}

fn ask(error: &AskError) -> String {
    match error {
        AskError::Filter(error) => format!(
            "фильтр, символ {}: ожидалось {}, а стоит {}",
            error.at,
            ru(&error.expected),
            ru(&error.found)
        ),
        AskError::UnknownName { name, known } => format!("«{name}» здесь неизвестно; есть {}", list(known)),
        AskError::UnknownActivity { name, near } if near.is_empty() => format!("действия «{name}» нет"),
        AskError::UnknownActivity { name, near } => {
            format!("действия «{name}» нет; может быть, {}", list(near))
        }
        AskError::Type { name, is, given } => {
            format!("«{name}» — это {}, с ним нельзя сравнить {given}", ru(is))
        }
        AskError::Invalid { field, reason } => format!("{field}: {}", ru(reason)),
        AskError::Damaged(error) => format!("индекс повреждён, его нужно построить заново: {}", index(error)),
    }
}

fn index(error: &IndexError) -> String {
    match error {
        IndexError::File { path, source, .. } => disk(path, source),
        IndexError::Format { path, reason } => format!("{}: {reason}", path.display()),
        IndexError::Run { bucket, reason } => format!("часть {bucket}: {reason}"),
        IndexError::Name(error) => source_name(&error.given),
    }
}

/// What is wrong with the name of a source.
pub(crate) fn source_name(given: &str) -> String {
    format!(
        "«{given}» не подходит как имя источника: нужно от 1 до 64 знаков a–z, 0–9, _ и -, первой — буква или цифра"
    )
}

/// What is wrong with the id of a map.
pub(crate) fn map_id(given: &str) -> String {
    format!(
        "«{given}» не подходит как имя карты: нужно от 1 до 64 знаков a–z, 0–9, _ и -, первой — буква или цифра"
    )
}

fn mine(error: &MineError) -> String {
    match error {
        MineError::NotEnoughData { missing } => format!("для карты мало данных: {}", ru(missing)),
        MineError::UnexpectedAnswer { expected, found } => {
            format!("ожидался ответ на «{expected}», а пришёл «{found}»")
        }
        MineError::MixedAnswers { first, second } => {
            format!(
                "ответы взяты из разных снимков или с разными фильтрами: {first} и {second}; спросите все заново"
            )
        }
        MineError::StagesOutOfRange { wanted, touchpoints } => format!(
            "нужно этапов: {wanted}, а точек контакта всего {touchpoints}; выберите от 1 до {touchpoints}"
        ),
        MineError::PinImpossible {
            activity,
            stage,
            because,
        } => format!("«{activity}» не может стоять в этапе {stage}: {}", ru(because)),
        MineError::UnknownStages { given, known } => {
            format!("«{given}» — не число этапов и не шаблон; шаблоны: {known}")
        }
        MineError::StagesDoNotFit { planned, found } => {
            format!("запланировано этапов: {planned}, а в ответе {found}; спросите заново")
        }
    }
}

fn render(error: &RenderError) -> String {
    match error {
        RenderError::TooManyPixels { fits, .. } => {
            format!("картинка слишком велика; возьмите масштаб не больше {fits} или SVG")
        }
        RenderError::NoSuchPage { asked, count } => format!("страницы {asked} нет; всего страниц {count}"),
        RenderError::NotOnTheMap { asked, known, .. } => {
            format!("на карте нет «{asked}»; есть {}", list(known))
        }
        RenderError::Svg(cause)
        | RenderError::Png(cause)
        | RenderError::Pdf(cause)
        | RenderError::Pptx(cause) => {
            format!("рисунок не получился: {cause}")
        }
    }
}

fn catalog(error: &CatalogError) -> String {
    match error {
        CatalogError::Open { place, source } => format!("не удалось открыть {place}: {source}"),
        CatalogError::Backup { place, source } => {
            format!("не удалось сделать копию {place} перед обновлением: {source}; ничего не изменено")
        }
        CatalogError::Migrate { place, source } => format!(
            "не удалось обновить {place}: {source}; возможно, его записала более новая tropa — возьмите её или резервную копию"
        ),
        CatalogError::Sql { source, .. } => format!("база решений не ответила: {source}"),
        CatalogError::Damaged { id, source, .. } => format!("запись «{id}» не прочитать: {source}"),
        CatalogError::NoSuchMap { id } => format!("карты «{id}» нет"),
        CatalogError::MapExists { id, revision } => {
            format!("карта «{id}» уже есть; назовите новую иначе или запишите поверх версии {revision}")
        }
        CatalogError::MapChanged { id, seen, revision } => format!(
            "карту «{id}» тем временем изменили: у вас версия {seen}, а здесь уже {revision}; загрузите её снова и повторите правку"
        ),
    }
}

fn disk(path: &std::path::Path, error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::StorageFull => format!("на диске кончилось место: {}", path.display()),
        std::io::ErrorKind::NotFound => format!("нет файла {}", path.display()),
        std::io::ErrorKind::PermissionDenied => format!("нет прав на {}", path.display()),
        _ => format!("диск не дал прочитать или записать {}: {error}", path.display()),
    }
}

fn ru(text: &LocalText) -> String {
    text.get("ru").to_owned()
}

fn list(names: &[String]) -> String {
    match names.len() {
        n if n > SHOWN => format!("{} и ещё {}", names[..SHOWN].join(", "), n - SHOWN),
        _ => names.join(", "),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::app::ErrorCode;
    use std::collections::BTreeSet;
    use std::path::PathBuf;
    use tropa_catalog::MapId;
    use tropa_map::formats::FormatError;

    /// Codes of faults that only HTTP knows: they are made in both languages where they happen.
    const OF_TRANSPORT: [ErrorCode; 18] = [
        ErrorCode::AssistantOff,
        ErrorCode::AssistantFailed,
        ErrorCode::NotSignedIn,
        ErrorCode::NotAllowed,
        ErrorCode::ReadOnly,
        ErrorCode::BadCsrf,
        ErrorCode::WrongPassword,
        ErrorCode::TooManyTries,
        ErrorCode::Expired,
        ErrorCode::EmailTaken,
        ErrorCode::BadPassword,
        ErrorCode::WhichWorkspace,
        ErrorCode::BadRequest,
        ErrorCode::NoSuchJob,
        ErrorCode::MethodNotAllowed,
        ErrorCode::TooManyJobs,
        ErrorCode::ForbiddenHost,
        ErrorCode::ForbiddenOrigin,
    ];

    fn one_of_each_code() -> Vec<AppError> {
        let text = || LocalText::en_ru("this", "это");
        let id = || MapId::new("map").unwrap();
        let io = |kind| AppError::Io {
            what: "read",
            path: PathBuf::from("f"),
            source: std::io::Error::from(kind),
        };
        vec![
            AppError::NoSources {
                dir: PathBuf::from("d"),
            },
            AppError::WhichSource {
                known: vec!["a".into(), "b".into()],
            },
            AppError::NoSuchSource {
                given: "x".into(),
                known: vec![],
            },
            AppError::NoSuchActor {
                actor: "x".into(),
                place: "y".into(),
            },
            AppError::NoFiles { pattern: "*".into() },
            AppError::Undecided {
                missing: vec![text()],
            },
            AppError::OtherMap {
                inside: "a".into(),
                given: "b".into(),
            },
            AppError::BadName {
                what: text(),
                problem: text(),
            },
            AppError::NoSuchTemplate {
                given: "x".into(),
                known: vec!["a".into()],
            },
            AppError::UnknownFormat { file: "x".into() },
            AppError::Export {
                source: FormatError::OnlyRead("TheyDo"),
            },
            AppError::NoSuchUpload { id: "x".into() },
            AppError::UploadTooLarge { bytes_max: 1 },
            AppError::ServerRuns { at: None },
            IntakeError::UnknownTimeZone { given: "x".into() }.into(),
            LakeError::Vacuumed {
                source_name: "x".into(),
                version: 1,
            }
            .into(),
            AskError::Invalid {
                field: "steps",
                reason: text(),
            }
            .into(),
            AskError::Filter(tropa_model::expr::parse("a =").unwrap_err()).into(),
            MineError::NotEnoughData { missing: text() }.into(),
            CatalogError::NoSuchMap { id: id() }.into(),
            CatalogError::MapExists {
                id: id(),
                revision: 1,
            }
            .into(),
            CatalogError::MapChanged {
                id: id(),
                seen: 1,
                revision: 2,
            }
            .into(),
            io(std::io::ErrorKind::StorageFull),
            io(std::io::ErrorKind::NotFound),
            io(std::io::ErrorKind::PermissionDenied),
        ]
    }

    #[test]
    fn every_code_has_words_in_both_languages() {
        let cyrillic = |text: &str| text.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
        let mut codes: BTreeSet<ErrorCode> = OF_TRANSPORT.into();
        for error in one_of_each_code() {
            let text = error.text();
            assert!(cyrillic(text.get("ru")), "{error:?}: {}", text.get("ru"));
            assert!(!cyrillic(text.get("en")), "{error:?}: {}", text.get("en"));
            codes.insert(error.code());
        }
        assert_eq!(codes, ErrorCode::ALL.into());
    }
}
