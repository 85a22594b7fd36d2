//! Use cases on one workspace, for the command line and the server alike. Synchronous: a server calls them from
//! threads that may block.

mod accounts;
mod archive;
mod ask;
mod assistant;
mod author;
mod clock;
mod comments;
mod demo;
mod discover;
mod draft;
mod edit;
mod error;
mod exchange;
mod fault;
mod files;
mod findings;
mod history;
mod images;
mod import;
mod index;
mod inputs;
mod keep;
mod lock;
mod mail;
mod maps;
mod ocel;
mod passwords;
mod people;
mod progress;
mod quarantine;
mod receive;
mod render;
mod review;
mod russian;
mod search;
mod secret;
mod sharing;
mod sources;
mod sso;
mod studies;
mod suggestions;
mod surveys;
mod templates;
mod uploads;
mod versions;
mod views;
pub mod voice;
mod workspace;

pub use accounts::{Credential, Identity, LetIn, Origin, SetUp, Standing};
pub(crate) use accounts::{name, no_such_map};
pub use assistant::{
    AcceptProposal, AssistantPlan, AssistantRun, AssistantSettings, AssistantStatus, AssistantTask,
    AssistantWish, Cite, Endpoint, Prepared, Proposed, ProposedList, ProposedView, ProposedWish,
    StorySentence, assistant_is_off,
};
pub use author::{Author, Via};
pub use clock::now_rfc3339;
pub(crate) use clock::rfc3339_in;
pub use comments::{CommentEdit, CommentView, NewComment, NotificationView};
pub use demo::{DEMO_ACTORS, DemoOptions};
pub use discover::{DiscoverOrder, Discovered};
pub use draft::{Draft, DraftDecided, DraftDecision, DraftPart, DraftWhat, Held};
pub use edit::Edited;
pub use error::{AppError, ErrorCode};
pub use exchange::{
    ChangeLine, ExportFormat, ImportedMap, MapImport, ReadMap, change_lines, export_map, read_map,
    read_map_over,
};
pub use fault::Fault;
pub use findings::{
    AttributionOrder, CompareOrder, ConformOrder, CutOrder, DriversOrder, FindingOrder, Found, Looked,
    PredictOrder, Predicted, SegmentRule, SegmentsBy, SegmentsOrder, WhatIfOrder,
};
pub use history::{HistoryRun, NamedPerson, RUNS_MAX, RecordChange, RecordChangeKind, RestoreTo, SinceSeen};
pub use images::{AddedImage, ImageView};
pub use import::{Examined, FileSummary, ImportOrder, ImportSummary, ReasonCount};
pub use inputs::{InputFile, expand, expand_folders};
pub use keep::{CheckReport, CompactReport, ErasureReport, FoundProblem};
pub use lock::{RunningServer, ServerLock};
pub use mail::MailSettings;
pub(crate) use mail::{Mail, invitation as invitation_letter, reset as reset_letter};
pub use maps::{MapView, parse_map};
pub use people::{Guest, Hand, session_id};
pub use progress::{Progress, ProgressStage, Watch, unwatched};
pub use quarantine::{QuarantineList, QuarantinePlace, QuarantinedRow, ReplaySummary};
pub use render::{Drawing, XLSX_MEDIA_TYPE, compare, render, render_pages};
pub use review::{ComparedMap, MapDiff, MapRemark, MapReview, problems, review};
pub(crate) use russian::{map_id, source_name};
pub use search::{HITS_MAX, SearchHit};
pub use secret::LocalToken;
pub(crate) use secret::{hash_of, new_setup_code, same};
pub use sharing::{ShareChange, ShareWish};
pub use sources::{AttributeKind, AttributeOf, AttributeView, SourceView};
pub use sso::SsoPerson;
pub use studies::{AskedIn, Study, StudyAnswered, StudyQuestion, StudyState, StudyView};
pub use suggestions::{Acceptance, NewSuggestion, SuggestionView};
pub(crate) use surveys::Answered;
pub use surveys::{
    AnswerOutcome, Came, ChoiceCount, InvitationView, MadeInvitation, OpenedSurvey, QuestionResult, SaidText,
    SampleWish, SurveyHead, SurveyResults, SurveyTemplate, SurveyWhole, check_survey, invitations_csv,
    survey_templates,
};
pub use templates::{TemplateOf, TemplateView, TemplateWhole, template, templates};
pub use uploads::{UPLOAD_BYTES_MAX, UploadId, Uploaded};
pub use versions::{NamedVersion, VersionName};
pub use views::{NewView, ViewOfMap};
pub use voice::{
    KeptFeedback, MaskRuleView, MasksView, VOICE_BATCH_MAX, VoiceExamined, VoiceImportOrder,
    VoiceImportSummary, VoiceItems, VoicePreview,
};
pub use workspace::Workspace;
