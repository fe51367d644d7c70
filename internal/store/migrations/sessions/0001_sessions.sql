-- Times are milliseconds since 1970 in UTC. Identifiers are random.

create table plan (
  id      text    primary key,
  changed integer not null,
  body    text    not null check (json_valid(body))
) strict, without rowid;

-- A session that is open. secret makes marks of codes; it goes when the session is finished.
create table session (
  id     text    primary key,
  title  text    not null,
  began  integer not null,
  secret blob    not null check (length(secret) > 0)
) strict, without rowid;

create table event (
  session text    not null references session (id),
  n       integer not null check (n > 0), -- counted from 1 without gaps
  at      integer not null,
  kind    text    not null,
  data    text    not null check (json_valid(data)),
  primary key (session, n)
) strict, without rowid;

create table report (
  id   text    primary key,
  date integer not null,
  body text    not null check (json_valid(body))
) strict, without rowid;

-- Sheets of a session that is finished, for answers that come late: only where the facilitator asked for it.
create table kept_session (
  id     text    primary key,
  secret blob    not null check (length(secret) > 0),
  since  integer not null
) strict, without rowid;

create table kept_sheet (
  session text    not null references kept_session (id),
  n       integer not null, -- an order that does not tell when each came
  body    text    not null check (json_valid(body)),
  primary key (session, n)
) strict, without rowid;

create table support (
  id   text    primary key,
  date integer not null,
  body text    not null check (json_valid(body))
) strict, without rowid;

-- There is a row while what was deleted may still be found in the file, its log or its copies.
create table sweeping (
  one integer primary key check (one = 1)
) strict;
