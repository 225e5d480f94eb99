-- Pages and images as they came, each stored once under the SHA-256 of its bytes.

CREATE TABLE page (
	hash    TEXT PRIMARY KEY,
	url     TEXT NOT NULL,
	status  INTEGER NOT NULL,
	header  TEXT NOT NULL,
	fetched INTEGER NOT NULL, -- milliseconds since 1970 in UTC
	size    INTEGER NOT NULL, -- bytes of the page
	body    BLOB NOT NULL     -- zstd
) STRICT;

CREATE TABLE image (
	hash TEXT PRIMARY KEY,
	type TEXT NOT NULL, -- media type
	data BLOB NOT NULL
) STRICT;
