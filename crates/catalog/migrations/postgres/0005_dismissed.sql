-- Words of an interview that were suggested for a code and found not worth one: characters span_from..span_to of the part.
CREATE TABLE voice_dismissals (
    workspace_id TEXT NOT NULL,
    source       TEXT NOT NULL,
    conversation TEXT NOT NULL,
    item         TEXT NOT NULL,
    part         TEXT NOT NULL,
    span_from    BIGINT NOT NULL,
    span_to      BIGINT NOT NULL,
    by_person    TEXT NOT NULL,
    at           TEXT NOT NULL,
    PRIMARY KEY (workspace_id, source, conversation, item, part, span_from, span_to)
);
