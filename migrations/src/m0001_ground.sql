-- Facts about the database itself: the epoch of its change feed …
CREATE TABLE facts (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE users (
  id ID NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  name_key BYTES NOT NULL,
  login TEXT UNIQUE,
  password_hash TEXT,
  role TEXT NOT NULL,
  email TEXT,
  active BOOLEAN NOT NULL,
  created_at MOMENT NOT NULL,
  revision BIGINT NOT NULL
);

CREATE TABLE user_groups (
  id ID NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  name_key BYTES NOT NULL,
  revision BIGINT NOT NULL
);

CREATE TABLE group_members (
  group_id ID NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
  user_id ID NOT NULL REFERENCES users (id),
  PRIMARY KEY (group_id, user_id)
);

CREATE TABLE sessions (
  id ID NOT NULL PRIMARY KEY,
  secret_hash BYTES NOT NULL UNIQUE,
  user_id ID NOT NULL REFERENCES users (id),
  user_agent TEXT NOT NULL,
  created_at MOMENT NOT NULL,
  seen_at MOMENT NOT NULL,
  expires_at MOMENT NOT NULL
);
CREATE INDEX sessions_of_user ON sessions (user_id);

CREATE TABLE api_tokens (
  id ID NOT NULL PRIMARY KEY,
  user_id ID NOT NULL REFERENCES users (id),
  name TEXT NOT NULL,
  secret_hash BYTES NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created_at MOMENT NOT NULL,
  expires_at MOMENT
);
CREATE INDEX api_tokens_of_user ON api_tokens (user_id);

-- Failed sign-ins by login and by address, for the rate limit.
CREATE TABLE login_attempts (
  key TEXT NOT NULL PRIMARY KEY,
  failures BIGINT NOT NULL,
  since MOMENT NOT NULL
);

-- `seq` is the row number of the search index.
CREATE TABLE companies (
  seq SEQUENCE,
  id ID NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_key BYTES NOT NULL,
  nip TEXT,
  street TEXT,
  postal_code TEXT,
  post_town TEXT,
  city TEXT,
  country TEXT,
  email TEXT,
  phone TEXT,
  website TEXT,
  note TEXT,
  account_manager ID REFERENCES users (id),
  created_at MOMENT NOT NULL,
  created_by ID REFERENCES users (id),
  revision BIGINT NOT NULL
);
CREATE INDEX companies_by_name ON companies (name_key, id);
CREATE INDEX companies_by_nip ON companies (nip);
CREATE INDEX companies_by_manager ON companies (account_manager, name_key, id);

CREATE TABLE contacts (
  id ID NOT NULL PRIMARY KEY,
  company_id ID NOT NULL REFERENCES companies (id),
  name TEXT NOT NULL,
  name_key BYTES NOT NULL,
  position TEXT,
  email TEXT,
  phone TEXT,
  note TEXT,
  created_at MOMENT NOT NULL,
  created_by ID REFERENCES users (id),
  revision BIGINT NOT NULL
);
CREATE INDEX contacts_of_company ON contacts (company_id, name_key, id);

CREATE TABLE event_types (
  id ID NOT NULL PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  color TEXT NOT NULL,
  task_color TEXT NOT NULL,
  position BIGINT NOT NULL,
  active BOOLEAN NOT NULL,
  built_in BOOLEAN NOT NULL,
  default_note TEXT NOT NULL,
  show_details BOOLEAN NOT NULL,
  label_list ID,
  draft TEXT,
  version BIGINT NOT NULL,
  created_at MOMENT NOT NULL,
  revision BIGINT NOT NULL
);

-- Published versions never change; only `withdrawn` may be set.
CREATE TABLE event_type_versions (
  type_id ID NOT NULL REFERENCES event_types (id),
  version BIGINT NOT NULL,
  form TEXT NOT NULL,
  rules TEXT NOT NULL,
  note TEXT NOT NULL,
  published_at MOMENT NOT NULL,
  published_by ID REFERENCES users (id),
  withdrawn TEXT,
  PRIMARY KEY (type_id, version)
);

-- `next` is the number that the next event of that type and period gets.
CREATE TABLE counters (
  type_id ID NOT NULL REFERENCES event_types (id),
  period TEXT NOT NULL,
  next BIGINT NOT NULL,
  PRIMARY KEY (type_id, period)
);

CREATE TABLE events (
  seq SEQUENCE,
  id ID NOT NULL UNIQUE,
  type_id ID NOT NULL,
  version BIGINT NOT NULL,
  number TEXT,
  occurred_at MOMENT NOT NULL,
  registered_at MOMENT NOT NULL,
  registered_by ID NOT NULL REFERENCES users (id),
  performed_by ID NOT NULL REFERENCES users (id),
  filled_at MOMENT,
  source TEXT NOT NULL,
  company_id ID REFERENCES companies (id),
  contact_id ID REFERENCES contacts (id),
  deal_id ID,
  order_id ID,
  product_id ID,
  note TEXT NOT NULL,
  form_values TEXT NOT NULL,
  cancelled_at MOMENT,
  cancel_reason TEXT,
  revision BIGINT NOT NULL,
  FOREIGN KEY (type_id, version) REFERENCES event_type_versions (type_id, version),
  UNIQUE (type_id, number)
);
CREATE INDEX events_of_company ON events (company_id, occurred_at, id);
CREATE INDEX events_of_company_registered ON events (company_id, registered_at);
CREATE INDEX events_of_type ON events (type_id, occurred_at, id);
CREATE INDEX events_of_person ON events (performed_by, occurred_at, id);
CREATE INDEX events_by_time ON events (occurred_at, id);

-- Reportable field values: `number` is scaled by 10⁶; a number that does not fit stands in `text`.
-- The foreign key waits for the commit because the event itself is written last, after its number was taken.
CREATE TABLE event_values (
  event_id ID NOT NULL REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED,
  field_id TEXT NOT NULL,
  table_row BIGINT NOT NULL,
  item BIGINT NOT NULL,
  type_id ID NOT NULL,
  occurred_at MOMENT NOT NULL,
  number SCALED,
  text TEXT,
  PRIMARY KEY (event_id, field_id, table_row, item)
);
CREATE INDEX event_values_of_field ON event_values (type_id, field_id, occurred_at);

-- Every figure is scaled by 10⁶; what does not fit is refused.
CREATE TABLE event_settlements (
  event_id ID NOT NULL REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED,
  position BIGINT NOT NULL,
  key TEXT NOT NULL,
  unit TEXT NOT NULL,
  quantity SCALED,
  unit_price SCALED,
  amount SCALED,
  currency TEXT NOT NULL,
  PRIMARY KEY (event_id, position)
);

-- Append-only.
CREATE TABLE event_log (
  seq SEQUENCE,
  event_id ID NOT NULL REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED,
  at MOMENT NOT NULL,
  actor ID REFERENCES users (id),
  kind TEXT NOT NULL,
  details TEXT NOT NULL
);
CREATE INDEX event_log_of_event ON event_log (event_id, seq);

CREATE TABLE event_log_values (
  log_seq BIGINT NOT NULL REFERENCES event_log (seq),
  path TEXT NOT NULL,
  old TEXT NOT NULL,
  new TEXT NOT NULL,
  PRIMARY KEY (log_seq, path)
);

-- Commands with an id made by the client: SHA-256 of the canonical command, and who sent it.
CREATE TABLE commands (
  id ID NOT NULL PRIMARY KEY,
  entity TEXT NOT NULL,
  sender ID NOT NULL REFERENCES users (id),
  hash BYTES NOT NULL,
  received_at MOMENT NOT NULL
);

-- sqlite
-- The change feed.
CREATE TABLE changes (
  seq SEQUENCE,
  entity TEXT NOT NULL,
  id ID NOT NULL,
  kind TEXT NOT NULL,
  type_id ID,
  company_id ID,
  at MOMENT NOT NULL
);
-- postgres
-- Rows are read only below the oldest running transaction, ordered by (xid, seq).
CREATE TABLE changes (
  seq SEQUENCE,
  xid XID8 NOT NULL DEFAULT pg_current_xact_id(),
  entity TEXT NOT NULL,
  id ID NOT NULL,
  kind TEXT NOT NULL,
  type_id ID,
  company_id ID,
  at MOMENT NOT NULL
);
-- postgres
CREATE INDEX changes_in_order ON changes (xid, seq);

-- sqlite
-- The search index: folded words, found by their beginnings.
CREATE VIRTUAL TABLE company_search USING fts5 (words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='2 3');
-- sqlite
CREATE VIRTUAL TABLE event_search USING fts5 (words, company, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', detail=column);
-- postgres
CREATE TABLE company_search (seq BIGINT NOT NULL PRIMARY KEY, words TSVECTOR NOT NULL);
-- postgres
CREATE INDEX company_search_words ON company_search USING GIN (words);
-- postgres
CREATE TABLE event_search (seq BIGINT NOT NULL PRIMARY KEY, words TSVECTOR NOT NULL);
-- postgres
CREATE INDEX event_search_words ON event_search USING GIN (words);
