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

-- The reports whose findings hang on a report: itself, its body's of the years beside, those of the body that followed its own, those of
-- like prose.
create view report_beside as
select report_id, report_id as beside_id from report
union all
select r.report_id, o.report_id
from report as r
cross join report as o on o.agency_id = r.agency_id and o.year between r.year - 1 and r.year + 1
union all
select r.report_id, o.report_id
from report as r
cross join agency as a on a.agency_id = r.agency_id
cross join division as ended on ended.code = a.division_code and ended.now_code <> ended.code
cross join agency as heir on heir.division_code = ended.now_code and heir.kind = a.kind
cross join report as o on o.agency_id = heir.agency_id and o.year between r.year and r.year + 1
union all
select report_id, other_report_id from report_likeness
union all
select other_report_id, report_id from report_likeness;

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

-- Stale reports and those of the year before that they are held against: current reports of one agency and scope in successive years;
-- of a body of a county that became a district, also of the body of the district. Where several agencies share the name and it is
-- not known which is where, nothing is held against either; nor where another division was joined with theirs in the later year.
create view due_pair as
with pair as (
    select
        later.report_id,
        later.agency_id,
        later.year,
        later.form,
        earlier.report_id as earlier_report_id,
        earlier.form as earlier_form
    from due_report as due
    cross join report as later on later.report_id = due.report_id
    cross join report as earlier
      on earlier.agency_id = later.agency_id and earlier.year = later.year - 1 and earlier.scope = later.scope
    where later.status = 'current' and earlier.status = 'current'
    union all
    -- From the later report step by step: SQLite would try every ended county with every report.
    select later.report_id, later.agency_id, later.year, later.form, earlier.report_id, earlier.form
    from due_report as due
    cross join report as later on later.report_id = due.report_id
    cross join agency as heir on heir.agency_id = later.agency_id
    cross join division as ended on ended.now_code = heir.division_code and ended.code <> heir.division_code
    cross join agency as former on former.division_code = ended.code and former.kind = heir.kind
    cross join report as earlier
      on earlier.agency_id = former.agency_id and earlier.year = later.year - 1 and earlier.scope = later.scope
    where later.status = 'current' and earlier.status = 'current'
      and exists (
          select 1 from agency_heir as h where h.agency_id = former.agency_id and h.heir_agency_id = heir.agency_id
      )
      and not exists (
          select 1
          from report as other
          where other.status = 'current'
            and (other.agency_id = former.agency_id and other.year = later.year
                 or other.agency_id = heir.agency_id and other.year = earlier.year)
      )
)
select pair.*
from pair
where not exists (
      select 1 from agency as own join name_unclear as shared on shared.name = own.name where own.agency_id = pair.agency_id
  )
  and not exists (
      select 1
      from agency as own
      join division as joined on joined.successor_code = own.division_code
      where own.agency_id = pair.agency_id and joined.valid_to = pair.year and joined.now_code = joined.code
  );

insert into name_unclear_kept select distinct name from name_unclear;
insert into between_stale select report_id from report;
