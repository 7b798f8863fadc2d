-- 各机关缺哪些年份、哪些空白 / Which years each agency lacks, and what its reports leave blank
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :from int = NULL  起始年份；默认为库中最早 / first year; by default the first in the database
-- :to int = NULL  截止年份；默认为库中最晚 / last year; by default the last in the database
-- :gaps int = 0  1：只列有缺的 / 1 lists only agencies that lack a year
-- A note that stands for a whole row counts once.
with recursive years(year) as (
  select coalesce(:from, min(year)) from current_report
  union all
  select year + 1 from years where year < (select coalesce(:to, max(year)) from current_report)
),
body as (
  select distinct agency_id, agency, division
  from current_report
  where agency_id is not null
    and (:agency is null or instr(agency || ' ' || agency_full_name, :agency) > 0)
    and (:region is null or substr(division_code, 1, length(:region)) = :region)
    and (:level is null or level = :level)
    and (:kind is null or kind = :kind)
),
present as (
  select distinct agency_id, year from current_report
),
dated as (
  select
    body.agency_id, body.agency, body.division, present.year is not null as present,
    group_concat(case when present.year is null then years.year end, ' ') over (
      partition by body.agency_id order by years.year rows between unbounded preceding and unbounded following
    ) as years_missing
  from body
  join years on years.year is not null
  left join present on present.agency_id = body.agency_id and present.year = years.year
),
calendar as (
  select agency_id, agency, division, sum(present) as years, max(years_missing) as years_missing
  from dated
  group by agency_id, agency, division
),
noted as (
  select
    r.agency_id,
    sum(n.state = 'blank') as blank, sum(n.state = 'not_applicable') as not_applicable,
    sum(n.state = 'unreadable') as unreadable, sum(n.state = 'ambiguous') as ambiguous
  from cell_note as n
  join current_report as r on r.report_id = n.report_id
  join years on years.year = r.year
  group by r.agency_id
),
missing as (
  select r.agency_id, count(*) as tables
  from problem as p
  join current_report as r on r.report_id = p.report_id
  join years on years.year = r.year
  where p.code = 'table_missing'
  group by r.agency_id
)
select
  c.agency, c.division, c.years, c.years_missing,
  coalesce(missing.tables, 0) as tables_missing,
  coalesce(noted.blank, 0) as blank, coalesce(noted.not_applicable, 0) as not_applicable,
  coalesce(noted.unreadable, 0) as unreadable, coalesce(noted.ambiguous, 0) as ambiguous
from calendar as c
left join noted on noted.agency_id = c.agency_id
left join missing on missing.agency_id = c.agency_id
where :gaps = 0 or c.years_missing is not null
order by c.years, c.agency, c.agency_id
