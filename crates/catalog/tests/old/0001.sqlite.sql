-- What the first version of the program left: its tables, one map, one mapping, one job.
CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);
CREATE TABLE maps (
    id         TEXT PRIMARY KEY NOT NULL,
    revision   INTEGER NOT NULL,
    updated_at TEXT NOT NULL,
    -- What a list shows, so that listing does not read whole documents.
    summary    TEXT NOT NULL,
    document   TEXT NOT NULL
) STRICT;
CREATE TABLE mappings (
    source     TEXT PRIMARY KEY NOT NULL,
    mapping    TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE TABLE jobs (
    id         TEXT PRIMARY KEY NOT NULL,
    state      TEXT NOT NULL,
    started_at TEXT NOT NULL,
    document   TEXT NOT NULL
) STRICT;
CREATE INDEX jobs_by_start ON jobs (started_at);
INSERT INTO _sqlx_migrations VALUES (1, 'start', '2026-01-05 10:00:00', 1, X'EC904279E0F4F30C6A2350803D4ED29E766128F30C1D40F2B863A706FC5C2AD2C9B496E8584CCD26333E11C54C144593', 12345);
INSERT INTO maps VALUES ('shop', 7, '2026-01-05T10:00:00Z',
    '{"id":"shop","title":{"en":"Shop"},"kind":"customer","state":"as_is","stages":1,"steps":1,"cards":1,"backed":0,"total":1}',
    '{"format":"tropa.map","version":1,"id":"shop","title":{"en":"Shop"},"kind":"customer","state":"as_is","stages":[{"id":"s1","name":{"en":"Buy"},"steps":[{"id":"t1","name":{"en":"Pay"}}]}],"lanes":[{"id":"l1","role":"actions"}],"cards":[{"id":"c1","lane":"l1","at":"t1","text":{"en":"Pays by card"},"state":"assumption"}]}');
INSERT INTO mappings VALUES ('shop', '{"a":1}', '2026-01-05T10:00:00Z');
INSERT INTO jobs VALUES ('1', 'running', '2026-01-05T10:00:00Z', '{"id":"1"}');
