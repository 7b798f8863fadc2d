-- What a report says of where it comes from and whose it is, and what loading made of it: whose reports are one body's is
-- decided by these, and again after every decision by hand.
create table report_origin (
    report_id     integer primary key references report (report_id), -- the report
    name          text,             -- name of the body as printed or as a manifest says, NULL where neither does
    year          integer,          -- year of the report
    folder        text,             -- folder of its path, NULL where the path is no evidence
    host          text,             -- host of its address
    contacts      text,             -- telephone numbers and postal addresses printed, one a line
    kind          text,             -- the next seven: what name, text, address, path and manifest say of the body
    level         text,
    full_name     text,
    division_code text,
    township_code text,
    resolution    text not null,
    why           text,
    candidates    text,
    agency_id     integer,          -- the agency that loading found, before any decision by hand
    replaces      integer,          -- the report that loading found to be replaced
    unsure        integer not null  -- 1 where little but the likeness of prose speaks for replacing
) strict;

create index report_origin_folder on report_origin (name, folder);

alter table agency add column decided integer not null default 0; -- 1 where a decision by hand changed it

insert into report_origin
select
    r.report_id,
    a.name,
    r.year,
    rtrim(rtrim(d.path, replace(d.path, '/', '')), '/'),
    case when instr(d.url, '://') > 0
        then substr(d.url, instr(d.url, '://') + 3, instr(substr(d.url, instr(d.url, '://') + 3) || '/', '/') - 1)
    end,
    null,
    a.kind,
    a.level,
    a.full_name,
    a.division_code,
    a.township_code,
    coalesce(a.resolution, 'unresolved'),
    a.why,
    a.candidates,
    r.agency_id,
    r.replaces,
    0
from report as r
join document as d on d.document_id = r.document_id
left join agency as a on a.agency_id = r.agency_id;
