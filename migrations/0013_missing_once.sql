-- What lacks is named once: a township by its division only where it is not named as the body that reported before or after.

drop view region_missing;

-- What lacks in the sum of a region and year: division: one below that lasted and has no consolidated report (of a county: a
-- township without a report that is not named as a body); body: one with a report of the year before or after.
create view region_missing as
with lacking as (
    select distinct
        b.agency_id,
        b.name,
        b.governs,
        b.division_code as code,
        iif(b.kind in ('township', 'subdistrict'), b.township_code, null) as township_code,
        d.parent_code,
        b.year + shift.years as year
    from region_body as b
    join (select 1 as years union all select -1) as shift
    join division as d on d.code = b.division_code
    where not (b.governs and b.scope = 'consolidated') and not (b.kind = 'government' and b.scope = 'unknown')
      and coalesce(d.valid_from, 0) <= b.year + shift.years and coalesce(d.valid_to, 9999) > b.year + shift.years
      and not exists (
          select 1
          from report as r
          where r.agency_id = b.agency_id and r.year = b.year + shift.years and r.status = 'current'
      )
)
select code as region_code, year, 'body' as kind, name from lacking
union all
select l.parent_code, l.year, 'body', l.name
from lacking as l
where l.parent_code is not null and not l.governs
  and not exists (select 1 from division_whole as w where w.code = l.code and w.year = l.year)
union all
select y.region_code, y.year, 'division', d.name
from (select distinct region_code, year from region_report) as y
join division as d on d.parent_code = y.region_code
where coalesce(d.valid_from, 0) <= y.year and coalesce(d.valid_to, 9999) > y.year
  and not exists (select 1 from division_whole as w where w.code = d.code and w.year = y.year)
  and not exists (
      select 1
      from agency as a
      cross join report as r on r.agency_id = a.agency_id
      where a.township_code = d.code and a.division_code = d.parent_code and r.year = y.year and r.status = 'current'
  )
  and not exists (
      select 1
      from lacking as l
      where l.township_code = d.code and l.code = d.parent_code and l.year = y.year
  );
