-- What people decided of agencies. They are named by what is printed and where, not by number, so that the decisions hold in a
-- database that is made anew.
create table agency_decision (
    ordinal       integer primary key, -- in the order decided
    action        text not null        -- what was decided
                  check (action in ('set', 'alias', 'merge', 'split')),
    name          text not null,       -- a printed name of the agency
    path          text not null,       -- path of a document with a report of it; split: with the report that leaves
    year          integer,             -- year of that report
    division_code text,                -- set: where it sits, six digits
    new_name      text,                -- set: what it is called; alias: a further name
    kind          text,                -- set: its kind
    other_name    text,                -- merge: a name of the agency that takes its reports; split: of the one that is left
    other_path    text,                -- path of a document with a report of that agency
    other_year    integer              -- year of that report
) strict;
