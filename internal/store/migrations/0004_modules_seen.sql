-- What the learner knows of the versions of modules, so that they are told what is new.

create table module_seen (
  module  text primary key,
  version text not null -- up to which they were told; with a leading '-' they know that it has left the library
) strict, without rowid;
