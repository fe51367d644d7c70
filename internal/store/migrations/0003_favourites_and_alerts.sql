-- Handouts that the learner marked, and alerts that they read.

create table favourite (
  n       integer primary key, -- rises in the order in which they were marked
  handout text    not null unique
) strict;

create table alert_read (
  alert   text primary key,
  version text not null -- the last one that was read
) strict, without rowid;
