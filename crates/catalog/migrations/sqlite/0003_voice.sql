-- What people decided about what is said: where items belong, what topics are called, how interviews are coded. Words of
-- people stand in the lake only; here are places in them. Ids are UUIDs, times RFC 3339 in UTC, JSON is text.

-- Grows with every decision below: what was derived from them says which.
CREATE TABLE voice_revisions (
    workspace_id TEXT PRIMARY KEY NOT NULL,
    revision     INTEGER NOT NULL
) STRICT;

-- Where a person put an item; without a step it belongs to none.
CREATE TABLE voice_pins (
    workspace_id TEXT NOT NULL,
    source       TEXT NOT NULL,
    item         TEXT NOT NULL,
    step         TEXT,
    by_person    TEXT NOT NULL,
    at           TEXT NOT NULL,
    PRIMARY KEY (workspace_id, source, item)
) STRICT;

-- Steps a person said an item is not about.
CREATE TABLE voice_rejects (
    workspace_id TEXT NOT NULL,
    source       TEXT NOT NULL,
    item         TEXT NOT NULL,
    step         TEXT NOT NULL,
    by_person    TEXT NOT NULL,
    at           TEXT NOT NULL,
    PRIMARY KEY (workspace_id, source, item, step)
) STRICT;

-- A topic's own name, or the topic it was merged into.
CREATE TABLE voice_topics (
    workspace_id TEXT NOT NULL,
    topic        TEXT NOT NULL,
    name         TEXT,
    merged_into  TEXT,
    PRIMARY KEY (workspace_id, topic)
) STRICT;

CREATE TABLE voice_codes (
    workspace_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    name         TEXT NOT NULL,
    parent       TEXT,
    created_at   TEXT NOT NULL,
    PRIMARY KEY (workspace_id, id)
) STRICT;

-- Words of an interview under a code. The words are characters span_from..span_to of the part, the last not included.
CREATE TABLE voice_codings (
    workspace_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    source       TEXT NOT NULL,
    conversation TEXT NOT NULL,
    item         TEXT NOT NULL,
    part         TEXT NOT NULL,
    span_from    INTEGER NOT NULL,
    span_to      INTEGER NOT NULL,
    code         TEXT NOT NULL,
    step         TEXT,
    by_person    TEXT NOT NULL,
    by_name      TEXT NOT NULL,
    at           TEXT NOT NULL,
    PRIMARY KEY (workspace_id, id)
) STRICT;

CREATE INDEX voice_codings_by_conversation ON voice_codings (workspace_id, source, conversation);

-- What the analyser keeps between runs, by name: which topics it knows, so that they keep their ids.
CREATE TABLE voice_documents (
    workspace_id TEXT NOT NULL,
    name         TEXT NOT NULL,
    document     TEXT NOT NULL,
    updated_at   TEXT NOT NULL,
    PRIMARY KEY (workspace_id, name)
) STRICT;
