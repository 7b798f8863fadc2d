-- 地区汇总的单位 / The units that a region's sum is made of, and what is left out of it
-- :region text  六位代码 / code, six digits
-- :year int  年份 / year of the reports
-- Roles as in the view region_report: unit and child are summed; beside: whose report holds the figures or may. missing is known
-- from the last year before and the first after, or a division without its sum. unplaced: a body that may be of the region;
-- anywhere: one that may be of any region, or a report that names none; undated: a report without a year; vertical: a body under
-- vertical management, in the sum of none. why: what is said of the scope, or what nothing decides. errors: sums that are wrong in
-- the report itself.
with place as (
  select w.code, w.up, d.name as division, d.now_code
  from region_division as w
  join division as d using (code)
  where w.region_code = :region
),
unplaced as (
  select
    iif(a.candidates is null, 'anywhere', 'unplaced') as role, r.report_id, a.name as agency, r.form, r.scope, a.why
  from agency as a
  join report as r on r.agency_id = a.agency_id
  where a.division_code is null and a.full_name is null and r.status = 'current' and coalesce(r.year, :year) = :year
    and (
      a.candidates is null and a.kind <> 'vertical'
      or exists (select 1 from place where instr(' ' || a.candidates, ' ' || place.code))
      -- It is known to be in a division above, and no more.
      or instr(' ' || a.candidates || ' ', ' ' || substr(:region, 1, 4) || '00 ')
      or instr(' ' || a.candidates || ' ', ' ' || substr(:region, 1, 2) || '0000 ')
    )
  union all
  select 'anywhere', report_id, null, form, scope, '报告未写机关名称 / the report names no body'
  from report
  where agency_id is null and status = 'current' and coalesce(year, :year) = :year
)
select
  u.role, u.report_id, r.agency_full_name as agency, r.form, r.scope, s.source,
  (
    select group_concat(o.agency_full_name, '、')
    from (
      select distinct c.agency_full_name
      from report_over as o
      join current_report as c on c.report_id = o.over_report_id
      where o.report_id = u.report_id and u.role in ('overlap', 'double')
      order by 1
    ) as o
  ) as beside,
  null as last_year, null as next_year,
  (select w.scope_why from report as w where w.report_id = u.report_id) as why,
  (select count(*) from finding as f where f.report_id = u.report_id and f.severity = 'error') as errors
from region_report as u
join current_report as r on r.report_id = u.report_id
join report_source as s on s.report_id = u.report_id
where u.region_code = :region and u.year = :year
union all
select 'missing', null, name, null, null, null, null, max(last_year), min(next_year), null, null
from region_missing
where region_code = :region and year = :year
group by name
union all
select u.role, u.report_id, u.agency, u.form, u.scope, s.source, null, null, null, u.why, null
from unplaced as u
join report_source as s on s.report_id = u.report_id
union all
select
  iif(a.kind = 'vertical', 'vertical', 'undated'), r.report_id, coalesce(a.full_name, a.name), r.form, r.scope, s.source,
  null, null, null, null, null
from place
join agency as a on a.division_code = place.code
join report as r on r.agency_id = a.agency_id
join report_source as s on s.report_id = r.report_id
where r.status = 'current'
  and iif(a.kind = 'vertical',
    coalesce(r.year, :year) = :year
      and (place.up = 0 or not exists (select 1 from division_whole as w where w.code = place.now_code and w.year = :year)),
    r.year is null)
order by 1, 3, 2
