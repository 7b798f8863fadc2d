-- What makes the sums of regions stale, and what lacks in them, found from one region.

-- Conflicts are met with `do nothing`, which unlike `or ignore` the statement that fires a trigger cannot undo.

-- Regions of which a report or a body changed since they were kept. A migration that changes what is kept makes all stale.
create table region_stale (
    region_code text not null,    -- the region
    year        integer not null, -- the year, 0 for every year
    primary key (region_code, year)
) strict, without rowid;

drop view if exists region_division;

-- The divisions of which the bodies are in a region's sum, kept with the divisions.
create table region_division (
    region_code text not null,    -- the region
    up          integer not null, -- how many levels it is above the division
    code        text not null,    -- the division
    primary key (region_code, up, code)
) strict, without rowid;
create index region_division_code on region_division (code);

-- The rows of region_division. Bodies sit in counties and above.
create view region_of_division as
select now_code as region_code, 0 as up, code
from division
where level <> 'township' and now_code is not null
union all
select parent_code, 1, code
from division
where level <> 'township' and parent_code is not null
union all
select above.parent_code, 2, d.code
from division as above
join division as d on d.parent_code = above.code
where d.level <> 'township' and above.parent_code is not null;

insert into region_division select * from region_of_division;
create trigger region_division_new after insert on division
begin
    insert into region_division select * from region_of_division where code = new.code on conflict do nothing;
    insert into region_division select new.parent_code, 2, code from division
    where parent_code = new.code and level <> 'township' and new.parent_code is not null on conflict do nothing;
end;
create trigger region_division_changed after update of code, level, parent_code, now_code on division
begin
    delete from region_division where code = old.code or up = 2 and code in (select code from division where parent_code = old.code);
    insert into region_division select * from region_of_division
    where code = new.code
       or up = 2 and code in (select code from division where parent_code = new.code)
    on conflict do nothing;
end;

-- Regions in whose sums the reports of a body may be.
create view agency_region as
select a.agency_id, within.region_code
from agency as a
cross join region_division as within on within.code = a.division_code;

-- Which years of a region a report makes stale: its own, and where it is all that its body has, every one, since the body is missing
-- in the others.
create view report_stale as
select
    r.report_id,
    w.region_code,
    iif(exists (
        select 1
        from report as other
        where other.agency_id = r.agency_id and other.status = 'current' and other.scope = r.scope and other.year <> r.year
    ), r.year, 0) as year
from report as r
cross join agency_region as w on w.agency_id = r.agency_id
where r.year is not null;

create trigger report_stale_new after insert on report
begin
    insert into region_stale select region_code, year from report_stale where report_id = new.report_id on conflict do nothing;
end;
create trigger report_stale_before before update of agency_id, year, status, scope, scope_why on report
begin
    insert into region_stale select region_code, year from report_stale where report_id = old.report_id on conflict do nothing;
end;
create trigger report_stale_after after update of agency_id, year, status, scope, scope_why on report
begin
    insert into region_stale select region_code, year from report_stale where report_id = new.report_id on conflict do nothing;
end;
create trigger report_stale_gone before delete on report
begin
    insert into region_stale select region_code, year from report_stale where report_id = old.report_id on conflict do nothing;
end;
create trigger agency_stale_before before update of name, full_name, kind, level, division_code, township_code on agency
when (old.name, old.full_name, old.kind, old.level, old.division_code, old.township_code)
  is not (new.name, new.full_name, new.kind, new.level, new.division_code, new.township_code)
begin
    insert into region_stale select region_code, 0 from agency_region where agency_id = old.agency_id on conflict do nothing;
end;
create trigger agency_stale_after after update of name, full_name, kind, level, division_code, township_code on agency
when (old.name, old.full_name, old.kind, old.level, old.division_code, old.township_code)
  is not (new.name, new.full_name, new.kind, new.level, new.division_code, new.township_code)
begin
    insert into region_stale select region_code, 0 from agency_region where agency_id = new.agency_id on conflict do nothing;
end;
create trigger division_stale_new after insert on division when new.parent_code is not null
begin
    insert into region_stale values (new.parent_code, 0) on conflict do nothing;
end;
create trigger division_stale_changed after update on division
when (old.name, old.level, old.parent_code, old.valid_from, old.valid_to, old.now_code)
  is not (new.name, new.level, new.parent_code, new.valid_from, new.valid_to, new.now_code)
begin
    insert into region_stale select region_code, 0 from region_division where code in (old.code, new.code)
    on conflict do nothing;
    insert into region_stale select code, 0 from division where code in (old.parent_code, new.parent_code, old.now_code)
    on conflict do nothing;
end;

-- The years of current reports, found by leaps over the index.
create view reporting_year as
with recursive any_year as (
    select min(year) as year from report
    union all
    select (select min(r.year) from report as r where r.year > any_year.year) from any_year where any_year.year is not null
)
select year from any_year where exists (select 1 from report as r where r.year = any_year.year and r.status = 'current');

drop view if exists region_missing;

-- What lacks in the sum of a region and year, see region_missing: bodies.
create view region_missing_body as
select
    within.region_code,
    y.year,
    'body' as kind,
    coalesce(a.full_name, a.name) as name,
    (
        select max(r.year)
        from report as r
        where r.agency_id = a.agency_id and r.status = 'current' and r.year < y.year
    ) as last_year,
    (
        select min(r.year)
        from report as r
        where r.agency_id = a.agency_id and r.status = 'current' and r.year > y.year
    ) as next_year
from region_division as within
cross join division as d on d.code = within.code
cross join agency as a on a.division_code = d.code
cross join reporting_year as y
where a.kind <> 'vertical'
  and coalesce(d.valid_from, 0) <= y.year and coalesce(iif(d.now_code = d.code, d.valid_to, null), 9999) > y.year
  and not exists (
      select 1
      from report as r
      where r.agency_id = a.agency_id and r.year = y.year and r.status = 'current'
  )
  and exists (
      select 1
      from region_body as b
      where b.agency_id = a.agency_id and not (b.governs and b.scope = 'consolidated')
        and not (b.kind = 'government' and b.scope = 'unknown')
        and (within.up = 0 or not b.governs)
  )
  and (within.up = 0 or within.up = 1 and not exists (
      select 1 from division_whole as w where w.code = d.now_code and w.year = y.year
  ))
  -- The body of the district that a county became speaks for both, but of the years before it was there.
  and not exists (
      select 1
      from agency_heir as h
      cross join agency as heir on heir.agency_id = h.heir_agency_id
      join division as after on after.code = heir.division_code
      where h.agency_id = a.agency_id
        and (coalesce(after.valid_from, 0) <= y.year or exists (
            select 1
            from report as r
            where r.agency_id = heir.agency_id and r.year = y.year and r.status = 'current'
        ))
  )
  and not exists (
      select 1
      from agency_heir as h
      cross join report as r on r.agency_id = h.agency_id and r.year = y.year
      where h.heir_agency_id = a.agency_id and r.status = 'current'
  );

-- Of these, the divisions.
create view region_missing_division as
select d.parent_code as region_code, y.year, 'division' as kind, d.name
from division as d
cross join reporting_year as y
where coalesce(d.valid_from, 0) <= y.year and coalesce(d.valid_to, 9999) > y.year
  and exists (
      select 1
      from region_division as within
      cross join region_body as b on b.sits_code = within.code
      where within.region_code = d.parent_code and b.year = y.year
  )
  and not exists (select 1 from division_whole as w where w.code = d.now_code and w.year = y.year)
  -- A township that reported, this year or another, is there or named as a body.
  and not exists (
      select 1
      from agency as a
      cross join report as r on r.agency_id = a.agency_id
      where a.township_code = d.code and a.division_code = d.parent_code and r.status = 'current'
        and (r.year = y.year or r.year is not null and a.kind in ('township', 'subdistrict'))
  );

-- What lacks in the sum of a region and year: division: one below that lasted and has no consolidated report (of a county: a
-- township without a report that is not named as a body); body: one with a report of another year, the last before and the first
-- after.
create view region_missing as
select region_code, year, kind, name, last_year, next_year from region_missing_body
union all
select region_code, year, kind, name, null, null from region_missing_division;
