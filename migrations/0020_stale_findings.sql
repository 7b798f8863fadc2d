-- What makes the findings between reports stale, which 0021 keeps: over hundreds of thousands of reports it takes a minute to work
-- them out. As with the sums of regions, what changes makes those of the reports beside it stale, and these are worked out anew
-- wherever they are asked for, until the end of a run or of a decision keeps them again.

-- Reports of which the findings may be others since they were kept.
create table between_stale (
    report_id integer primary key -- the report
) strict;

-- Names of agencies of which one came, changed or went since then.
create table name_stale (
    name text primary key -- the name
) strict, without rowid;

-- Names, as they were then, of several agencies of which one is not known to sit anywhere: nothing is held against their reports.
create table name_unclear_kept (
    name text primary key -- the name
) strict, without rowid;

-- Such names now, see name_unclear_kept.
create index agency_unplaced on agency (name) where full_name is null;
create view name_unclear as
select a.name
from agency as a
where a.full_name is null
  and exists (select 1 from agency as other where other.name = a.name and other.agency_id <> a.agency_id);

create trigger between_stale_new after insert on report
begin
    insert into between_stale select beside_id from report_beside where report_id = new.report_id on conflict do nothing;
end;
create trigger between_stale_before before update of agency_id, year, scope, status, replaces, document_id on report
begin
    insert into between_stale select beside_id from report_beside where report_id = old.report_id on conflict do nothing;
end;
create trigger between_stale_after after update of agency_id, year, scope, status, replaces, document_id on report
begin
    insert into between_stale select beside_id from report_beside where report_id = new.report_id on conflict do nothing;
end;
create trigger between_stale_gone before delete on report
begin
    insert into between_stale select beside_id from report_beside where report_id = old.report_id on conflict do nothing;
end;
create trigger between_stale_alike after insert on report_likeness
begin
    insert into between_stale values (new.report_id), (new.other_report_id) on conflict do nothing;
end;
create trigger between_stale_unlike after delete on report_likeness
begin
    insert into between_stale values (old.report_id), (old.other_report_id) on conflict do nothing;
end;
create trigger between_stale_document after update of path, published_on on document
when (old.path, old.published_on) is not (new.path, new.published_on)
begin
    insert into between_stale
    select beside_id from report_beside where report_id in (select report_id from report where document_id = new.document_id)
    on conflict do nothing;
end;
create trigger between_stale_agency_before before update of name, kind, division_code on agency
when (old.name, old.kind, old.division_code) is not (new.name, new.kind, new.division_code)
begin
    insert into between_stale
    select beside_id from report_beside where report_id in (select report_id from report where agency_id = old.agency_id)
    on conflict do nothing;
end;
create trigger between_stale_agency_after after update of name, kind, division_code on agency
when (old.name, old.kind, old.division_code) is not (new.name, new.kind, new.division_code)
begin
    insert into between_stale
    select beside_id from report_beside where report_id in (select report_id from report where agency_id = new.agency_id)
    on conflict do nothing;
end;
create trigger name_stale_new after insert on agency
begin
    insert into name_stale values (new.name) on conflict do nothing;
end;
create trigger name_stale_changed after update of name, full_name on agency
when (old.name, old.full_name) is not (new.name, new.full_name)
begin
    insert into name_stale values (old.name), (new.name) on conflict do nothing;
end;
create trigger name_stale_gone after delete on agency
begin
    insert into name_stale values (old.name) on conflict do nothing;
end;
create trigger between_stale_division_new after insert on division when new.now_code <> new.code or new.successor_code is not null
begin
    insert into between_stale select report_id from report where true on conflict do nothing;
end;
create trigger between_stale_division after update of code, valid_to, successor_code, now_code on division
when (old.code, old.valid_to, old.successor_code, old.now_code) is not (new.code, new.valid_to, new.successor_code, new.now_code)
begin
    insert into between_stale select report_id from report where true on conflict do nothing;
end;

-- Reports of which the kept findings do not hold.
create view due_report as
select report_id from between_stale
union
select r.report_id
from name_stale as s
cross join agency as a on a.name = s.name
cross join report as r on r.agency_id = a.agency_id;

drop view if exists successive_report;

insert into name_unclear_kept select distinct name from name_unclear;
insert into between_stale select report_id from report;
