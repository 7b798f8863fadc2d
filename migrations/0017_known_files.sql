-- What a file looked like when it was read, so that one that looks the same need not be read again; marks of prose by year, so that a
-- report is held against those of its year alone.

alter table ingest_file add column byte_length integer; -- of the file, NULL where it is no file of its own
alter table ingest_file add column modified_ns integer; -- when it was last changed, in nanoseconds since 1970, NULL where that is not known

pragma legacy_alter_table = on; -- views name others that later migrations define
alter table prose_mark rename to prose_mark_of_all;
pragma legacy_alter_table = off;

-- Index of the sketches: reports of a year with prose in common.
create table prose_mark (
    mark      integer not null,                               -- one of the first hashes of the sketch
    year      integer not null,                               -- of the report, 0 where none is known
    report_id integer not null references report (report_id), -- the report
    primary key (mark, year, report_id)
) strict, without rowid;

insert into prose_mark select mark, coalesce(year, 0), report_id from prose_mark_of_all join report using (report_id);
drop table prose_mark_of_all;
