-- Attempts that are not for a pass, partly right responses, scenarios, what facilitators saw, and certificates.

alter table profile add column pseudonym text not null default ''; -- random; names the record where it leaves this machine
update profile set pseudonym = lower(hex(randomblob(16)));

alter table visit add column spent_ms integer not null default 0 check (spent_ms >= 0); -- all visits together

alter table attempt add column purpose text not null default ''; -- '' is for a pass

-- An item as it was given, once for all quizzes that had it. sha256 is of body, in hexadecimal.
create table given_item (
  sha256 text primary key,
  body   text not null check (json_valid(body))
) strict, without rowid;

-- The sha256 of each item, in order, with a space between two; then body has no items, and the sha256 of the quiz
-- is that of body and items one after the other. '' leaves them in body.
alter table given_quiz add column items text not null default '';

alter table response add column text    text    not null default '';
alter table response add column sure    text    not null default '';
alter table response add column hinted  integer not null default 0 check (hinted in (0, 1));
alter table response add column took_ms integer not null default 0 check (took_ms >= 0);
alter table response add column credit  integer not null default 0; -- of 100000, as judged when it was given
update response set credit = 100000 where correct;

-- A scenario as it was given, once for all runs that were given it. sha256 is of body, in hexadecimal.
create table given_scenario (
  sha256 text primary key,
  body   text not null check (json_valid(body))
) strict, without rowid;

create table run (
  id             text    primary key,
  module         text    not null,
  module_version text    not null,
  variant        text    not null,
  clock          integer not null check (clock in (0, 1)),
  started        integer not null,
  given_scenario text    not null references given_scenario (sha256)
) strict;

create table step (
  run    text    not null references run (id),
  n      integer not null check (n >= 0), -- counted from 0 without gaps
  action text    not null,                -- '' is a minute of waiting
  taken  integer not null,
  primary key (run, n)
) strict, without rowid;

create table observation (
  id             text    primary key,
  module         text    not null,
  module_version text    not null,
  skill          text    not null,
  title          text    not null,
  steps          text    not null check (json_valid(steps)),   -- texts of those that were seen
  missing        text    not null check (json_valid(missing)), -- texts of the others
  initials       text    not null,
  seen           integer not null
) strict;

create table certificate (
  number     text    primary key,
  kind       text    not null,
  subject    text    not null,
  title      text    not null,
  modules    text    not null check (json_valid(modules)),
  objectives text    not null check (json_valid(objectives)),
  skills     text    not null check (json_valid(skills)),
  issued     integer not null,
  key        text    not null -- in hexadecimal
) strict;
