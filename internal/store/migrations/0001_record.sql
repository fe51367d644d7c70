-- Times are milliseconds since 1970 in UTC. Identifiers are those of the content and are never reused.

create table profile (
  one       integer primary key check (one = 1),
  nickname  text    not null,
  created   integer not null,
  last_used integer not null
) strict;

create table visit (
  module         text    not null,
  lesson         text    not null,
  module_version text    not null,
  block          integer not null,
  opened         integer not null,
  finished       integer,
  primary key (module, lesson)
) strict, without rowid;

-- A quiz as it was given, once for all attempts that were given it. sha256 is of body, in hexadecimal.
create table given_quiz (
  sha256 text primary key,
  body   text not null check (json_valid(body))
) strict, without rowid;

create table attempt (
  id             text    primary key,
  module         text    not null,
  module_version text    not null,
  revision       text    not null,
  seed           integer not null, -- the 64 bits of the seed, read as signed
  started        integer not null,
  given_quiz     text    not null references given_quiz (sha256)
) strict;

create table response (
  id       integer primary key, -- rises in the order in which responses were given
  attempt  text    not null references attempt (id),
  item     text    not null,
  choices  text    not null check (json_valid(choices)),
  correct  integer not null check (correct in (0, 1)), -- as judged when it was given
  answered integer not null,
  unique (attempt, item)
) strict;
