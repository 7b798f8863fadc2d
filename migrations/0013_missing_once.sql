-- What lacks is named once: a township by its division only where it is not named as a body that reported another year.

-- What lacks in the sum of a region and year: division: one below that lasted and has no consolidated report (of a county: a
-- township without a report that is not named as a body); body: one with a report of another year, the last before and the first
-- after.
create view region_missing as
with reporting as materialized (select distinct year from report where status = 'current' and year is not null)
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
cross join reporting as y
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
  )
union all
select y.region_code, y.year, 'division', d.name, null, null
from (select distinct within.region_code, b.year from region_division as within join region_body as b on b.sits_code = within.code) as y
join division as d on d.parent_code = y.region_code
where coalesce(d.valid_from, 0) <= y.year and coalesce(d.valid_to, 9999) > y.year
  and not exists (select 1 from division_whole as w where w.code = d.now_code and w.year = y.year)
  -- A township that reported, this year or another, is there or named as a body.
  and not exists (
      select 1
      from agency as a
      cross join report as r on r.agency_id = a.agency_id
      where a.township_code = d.code and a.division_code = d.parent_code and r.status = 'current'
        and (r.year = y.year or r.year is not null and a.kind in ('township', 'subdistrict'))
  );
