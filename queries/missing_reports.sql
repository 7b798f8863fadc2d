-- 谁没有年报 / Who has no report
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :divisions int = 1  0：不列没有任何年报的县级地区 / 0 leaves out counties without any report
-- Of each year from the first to the last in the database: bodies with a report of another year and none of this one, in between (gap),
-- after their last (no report since) or before their first (no report yet); counties that lasted and of which no body has one, where
-- another county of the prefecture has.
-- Not in the database is not the same as not published.
with years as (
  select distinct year from current_report where year is not null
),
body as (
  select agency_id, agency, agency_full_name, division_code, division, level, kind, min(year) as first_year, max(year) as last_year
  from current_report
  where agency_id is not null
  group by agency_id, agency, agency_full_name, division_code, division, level, kind
),
lacking as (
  select
    y.year, b.agency_id, b.agency as name, b.division, b.division_code, b.level, b.kind, b.first_year, b.last_year,
    case when y.year < b.first_year then 'no report yet' when y.year > b.last_year then 'no report since' else 'gap' end as verdict
  from body as b
  join years as y on (:year is null or y.year = :year)
  where (:agency is null or instr(b.agency || ' ' || b.agency_full_name, :agency) > 0)
      and (:region is null or substr(b.division_code, 1, length(:region)) = :region)
      and (:level is null or b.level = :level)
      and (:kind is null or b.kind = :kind)
    and not exists (
      select 1 from report as r where r.agency_id = b.agency_id and r.year = y.year and r.status = 'current'
    )
  union all
  select y.year, null, d.name, d.name, d.code, d.level, null, null, null, 'no body of it has a report'
  from division as d
  join years as y on (:year is null or y.year = :year)
  left join (select distinct division_code, year from current_report) as present
    on present.division_code = d.code and present.year = y.year
  where :divisions <> 0 and d.level = 'county' and length(d.code) = 6 and :agency is null and :kind is null
    and (:level is null or :level = d.level)
    and (:region is null or substr(d.code, 1, length(:region)) = :region)
    and coalesce(d.valid_from, 0) <= y.year and coalesce(d.valid_to, 9999) > y.year
    and present.year is null
    and (d.parent_code, y.year) in (select o.parent_code, r.year from current_report as r join division as o on o.code = r.division_code)
)
select year, name, division, division_code, level, kind, first_year, last_year, verdict
from lacking
order by year desc, case verdict when 'gap' then 1 when 'no report since' then 2 when 'no report yet' then 3 else 4 end,
  division_code is not null, division_code, name, agency_id
