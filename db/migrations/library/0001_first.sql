-- Times are milliseconds since 1970 in UTC. Days are the number YYYYMMDD, with 01
-- for what is not known. deleted is the time of a soft deletion, or NULL.

CREATE TABLE clock (
	id      INTEGER PRIMARY KEY CHECK (id = 1),
	changes INTEGER NOT NULL, -- counts the transactions that wrote
	time    INTEGER NOT NULL  -- the latest updated_at; it never runs backwards
) STRICT;
INSERT INTO clock VALUES (1, 0, 0);

CREATE TABLE meta (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE site (
	id   INTEGER PRIMARY KEY,
	host TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL
) STRICT;

CREATE TABLE article (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	uid        TEXT NOT NULL UNIQUE,
	url        TEXT NOT NULL,
	title      TEXT NOT NULL,
	authors    TEXT NOT NULL, -- names for reading, one a line
	site_id    INTEGER NOT NULL REFERENCES site (id),
	site_name  TEXT NOT NULL,
	lang       TEXT NOT NULL,
	published  TEXT NOT NULL, -- ISO 8601 at its own precision
	day        INTEGER NOT NULL,
	added      INTEGER NOT NULL,
	words      INTEGER NOT NULL,
	bytes      INTEGER NOT NULL, -- of the text
	clips      INTEGER NOT NULL DEFAULT 0,
	text_hash  TEXT NOT NULL,
	title_key  TEXT NOT NULL, -- folded words of the title
	snapshot   TEXT NOT NULL,
	read       INTEGER NOT NULL DEFAULT 0,
	archived   INTEGER NOT NULL DEFAULT 0,
	starred    INTEGER NOT NULL DEFAULT 0,
	progress   INTEGER NOT NULL DEFAULT 0,
	updated_at INTEGER NOT NULL,
	device     TEXT NOT NULL,
	deleted    INTEGER
) STRICT;
CREATE INDEX article_day ON article (day, id) WHERE deleted IS NULL;
CREATE INDEX article_site ON article (site_id, id) WHERE deleted IS NULL;
CREATE INDEX article_text_hash ON article (text_hash);
CREATE INDEX article_gone ON article (deleted) WHERE deleted IS NOT NULL;

-- What lists do not need, apart so that lists stay narrow.
CREATE TABLE article_body (
	id       INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
	text     TEXT NOT NULL,
	layout   BLOB NOT NULL, -- the blocks without their texts, JSON, zstd
	source   TEXT NOT NULL, -- JSON
	evidence BLOB NOT NULL  -- JSON, zstd
) STRICT;

-- Earlier texts of an article, for the clips that were made on them.
CREATE TABLE article_version (
	id         INTEGER PRIMARY KEY,
	article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
	text       BLOB NOT NULL, -- zstd
	layout     BLOB NOT NULL,
	source     TEXT NOT NULL,
	text_hash  TEXT NOT NULL,
	snapshot   TEXT NOT NULL,
	saved      INTEGER NOT NULL
) STRICT;
CREATE INDEX article_version_article ON article_version (article_id, id);

-- Every cleaned address under which a page is known.
CREATE TABLE address (
	url        TEXT PRIMARY KEY,
	article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX address_article ON address (article_id);

CREATE TABLE clip (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	uid         TEXT NOT NULL UNIQUE,
	article_id  INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
	quote       TEXT NOT NULL,
	quote_hash  BLOB NOT NULL,
	prefix      TEXT NOT NULL,
	suffix      TEXT NOT NULL,
	start       INTEGER NOT NULL,
	end         INTEGER NOT NULL,
	paragraph   INTEGER NOT NULL,
	heading     TEXT NOT NULL, -- JSON list
	text_hash   BLOB NOT NULL,
	snapshot    BLOB NOT NULL,
	note        TEXT NOT NULL,
	colour      TEXT NOT NULL,
	speaker     TEXT NOT NULL,
	translation TEXT NOT NULL,
	created     INTEGER NOT NULL,
	updated_at  INTEGER NOT NULL,
	device      TEXT NOT NULL,
	lost        INTEGER NOT NULL DEFAULT 0,
	deleted     INTEGER
) STRICT;
CREATE INDEX clip_article ON clip (article_id, start, end);
CREATE INDEX clip_noted ON clip (article_id) WHERE note <> '' AND deleted IS NULL;
CREATE INDEX clip_gone ON clip (deleted) WHERE deleted IS NOT NULL;

CREATE TABLE tag (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	uid        TEXT NOT NULL UNIQUE,
	name       TEXT NOT NULL,
	key        TEXT NOT NULL UNIQUE, -- the folded name
	merged     INTEGER REFERENCES tag (id), -- the tag that took this one's place
	updated_at INTEGER NOT NULL,
	device     TEXT NOT NULL
) STRICT;

CREATE TABLE article_tag (
	article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
	tag_id     INTEGER NOT NULL REFERENCES tag (id),
	PRIMARY KEY (article_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_tag_tag ON article_tag (tag_id, article_id);

CREATE TABLE clip_tag (
	clip_id INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
	tag_id  INTEGER NOT NULL REFERENCES tag (id),
	PRIMARY KEY (clip_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX clip_tag_tag ON clip_tag (tag_id, clip_id);

-- What the reader changed in a source, oldest first.
CREATE TABLE edit (
	id         INTEGER PRIMARY KEY,
	article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
	field      TEXT NOT NULL,
	old        TEXT NOT NULL, -- JSON
	new        TEXT NOT NULL, -- JSON
	at         INTEGER NOT NULL,
	device     TEXT NOT NULL
) STRICT;
CREATE INDEX edit_article ON edit (article_id, id);

-- The pictures that articles show, by the hash of their bytes in snapshots.db.
CREATE TABLE article_image (
	article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
	hash       TEXT NOT NULL,
	PRIMARY KEY (article_id, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_image_hash ON article_image (hash);

CREATE TABLE saved_search (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	uid        TEXT NOT NULL UNIQUE,
	name       TEXT NOT NULL UNIQUE,
	query      TEXT NOT NULL,
	updated_at INTEGER NOT NULL,
	device     TEXT NOT NULL
) STRICT;

-- What was purged, so that another copy of the library can learn of it.
CREATE TABLE tombstone (
	uid    TEXT PRIMARY KEY,
	kind   TEXT NOT NULL,
	at     INTEGER NOT NULL,
	device TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The index: words as the fold package makes them, never the text itself. It can
-- be thrown away and made again. meta holds the tokens that filters ask for.
CREATE VIRTUAL TABLE article_fts USING fts5 (
	title, author, body, more, meta,
	content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'ascii'
);
CREATE VIRTUAL TABLE title_fts USING fts5 (
	title, meta,
	content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'ascii'
);
CREATE VIRTUAL TABLE clip_fts USING fts5 (
	quote, note, speaker, more, meta,
	content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'ascii'
);

-- Long words, which shorter ones may be parts of.
CREATE TABLE long_word (
	word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
