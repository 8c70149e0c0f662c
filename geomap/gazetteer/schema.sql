-- The tables of the cached gazetteer. Everything is sorted as it is asked for; nothing is written after the build.
CREATE TABLE about (key TEXT PRIMARY KEY, value NOT NULL);  -- fingerprint, and the bits of bloom_filter.py

CREATE TABLE place (
  key INTEGER PRIMARY KEY,            -- GeoNames number; below zero for others
  id TEXT,                            -- NULL when it is "geonames:" and the key
  name TEXT NOT NULL,                 -- current English display name
  lon REAL NOT NULL, lat REAL NOT NULL,
  country TEXT NOT NULL, admin1 TEXT NOT NULL, admin2 TEXT NOT NULL,  -- codes: "UA", "UA.07", "UA.07.6315"
  feature_class TEXT NOT NULL, feature_code TEXT NOT NULL,
  population INTEGER NOT NULL, reach_km REAL NOT NULL, source TEXT NOT NULL
);

CREATE TABLE division (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE name (                   -- what the recogniser asks for every n-gram
  folded TEXT PRIMARY KEY,
  number INTEGER NOT NULL,
  bearers INTEGER NOT NULL, population INTEGER NOT NULL, classes TEXT NOT NULL,
  flags INTEGER NOT NULL              -- 1 country, 2 admin1, 4 people
) WITHOUT ROWID;

CREATE TABLE answer (                 -- who answers to a name, most populous first
  row INTEGER PRIMARY KEY,            -- 200 times name.number, plus the rank
  place INTEGER NOT NULL, known_as INTEGER NOT NULL, spelling TEXT NOT NULL, renamed TEXT NOT NULL
);

CREATE TABLE vocabulary (             -- folded spellings of settlements and divisions, a line each
  country TEXT PRIMARY KEY,           -- "*" holds the large places of the world
  words TEXT NOT NULL
) WITHOUT ROWID;
