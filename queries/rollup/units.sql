-- 地区汇总的单位 / The units that a region's sum is made of
-- :region text  六位代码 / code, six digits
-- :year int  年份 / year of the reports
-- Roles: unit and child are summed; published is the region's own consolidated report; unclear may be one and is left out, so
-- are double (the body has a consolidated report too); missing is known from other years or a division without its sum.
with recursive report_of as (
  select r.*, r.kind in ('government', 'office') and r.township_code is null as of_division
  from current_report as r
  where r.year = :year and r.kind <> 'vertical'
),
summed(code) as (select division_code from report_of where of_division and scope = 'consolidated'),
tree(code) as (
  select :region
  union
  select d.code
  from tree
  join division as d on d.parent_code = tree.code
  where length(d.code) = 6 and d.code not in (select code from summed where code is not null)
),
found as (
  select
    case
      when of_division and scope = 'consolidated' then
        case when division_code = :region then 'published' else 'child' end
      when of_division and kind = 'government' and scope = 'unknown' then 'unclear'
      when scope <> 'consolidated' and exists (
        select 1 from report_of as whole where whole.agency_id = report_of.agency_id and whole.scope = 'consolidated'
      ) and not of_division then 'double'
      else 'unit'
    end as role,
    report_id, agency_full_name as agency, form, scope
  from report_of
  where division_code in (select code from tree)
     or (of_division and scope = 'consolidated'
         and division_code in (select d.code from division as d join tree on d.parent_code = tree.code))
)
select role, report_id, agency, form, scope from found
union all
select 'missing', null, coalesce(a.full_name, a.name), null, null
from agency as a
where a.kind <> 'vertical'
  and a.division_code in (select code from tree)
  and exists (select 1 from report as r where r.agency_id = a.agency_id and r.status = 'current')
  and not exists (
    select 1 from report as r where r.agency_id = a.agency_id and r.status = 'current' and r.year = :year
  )
union all
select 'missing', null, d.name, null, null
from tree
join division as d on d.code = tree.code
where d.code <> :region
  and (d.parent_code = :region or exists (select 1 from agency as a where a.division_code = d.code))
  and coalesce(d.valid_from, 0) <= :year and coalesce(d.valid_to, :year + 1) > :year
order by 1, 3, 2
