-- What the reader does to a quotation where it is written out, and the page of a
-- printed source.
ALTER TABLE clip ADD COLUMN marks TEXT NOT NULL DEFAULT '[]'; -- JSON list
ALTER TABLE clip ADD COLUMN page  TEXT NOT NULL DEFAULT '';

-- Clips gathered for a paper, with headings and words between them.
CREATE TABLE collection (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	uid        TEXT NOT NULL UNIQUE,
	name       TEXT NOT NULL,
	style      TEXT NOT NULL, -- name of a citation style, '' for none chosen
	locale     TEXT NOT NULL, -- BCP 47
	created    INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	device     TEXT NOT NULL,
	deleted    INTEGER
) STRICT;

CREATE TABLE collection_part (
	collection_id INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
	position      INTEGER NOT NULL,
	kind          TEXT NOT NULL, -- heading, text or clip
	level         INTEGER NOT NULL, -- of a heading, from 1
	text          TEXT NOT NULL,
	clip_id       INTEGER REFERENCES clip (id) ON DELETE CASCADE,
	PRIMARY KEY (collection_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX collection_part_clip ON collection_part (clip_id) WHERE clip_id IS NOT NULL;

-- The addresses that are to be fetched, and what became of them.
CREATE TABLE job (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	address    TEXT NOT NULL UNIQUE, -- as pages are known, so that none is fetched twice
	url        TEXT NOT NULL, -- as asked for, without user and password
	host       TEXT NOT NULL, -- with the port where it is not the usual one
	tags       TEXT NOT NULL, -- JSON list
	typed      INTEGER NOT NULL DEFAULT 0, -- 1 where the reader typed or pasted the address
	state      TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'parked', 'held')),
	attempts   INTEGER NOT NULL DEFAULT 0,
	due        INTEGER NOT NULL DEFAULT 0, -- not before
	outcome    TEXT NOT NULL DEFAULT '', -- saved, known or version; the class of a failure
	reason     TEXT NOT NULL DEFAULT '', -- JSON: the sentence of a failure and its hint
	article_id INTEGER REFERENCES article (id) ON DELETE SET NULL,
	images     INTEGER NOT NULL DEFAULT 0, -- 1 while pictures are to be fetched
	added      INTEGER NOT NULL,
	updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX job_state ON job (state, id);
CREATE INDEX job_waiting ON job (host, due, id) WHERE state IN ('queued', 'parked');
CREATE INDEX job_images ON job (id) WHERE images > 0;
CREATE INDEX job_article ON job (article_id) WHERE article_id IS NOT NULL;

-- Articles whose pictures were not all asked for yet: a program that was stopped
-- goes on with them.
CREATE TABLE picture_due (
	article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE
) STRICT;

-- What was changed since folders outside were last brought up to date.
CREATE INDEX article_updated ON article (updated_at);
CREATE INDEX clip_updated ON clip (updated_at, article_id);
