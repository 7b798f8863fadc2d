-- How alike the prose of two reports is.

-- Reports whose prose is nearly the same: of one body in successive years, or of two bodies in one year.
create table report_likeness (
    report_id       integer not null references report (report_id), -- the report loaded later
    other_report_id integer not null references report (report_id), -- the other
    alike           real not null, -- share of common four-character pieces of the prose, 0 to 1
    primary key (report_id, other_report_id)
) strict, without rowid;

create index report_likeness_other on report_likeness (other_report_id);
