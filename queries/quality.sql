-- 数据质量：每份报告的发现、说明和问题 / Quality of each report: findings, notes and problems
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径 / own, consolidated or unknown
-- :below int = 100  只列低于此分的 / lists reports below this score; 101 lists all
-- metrics: quality_score
-- chart: bar x=agency,year+division+scope y=quality_score
-- Findings within the report; those between reports are in the query findings. cells_unknown: notes blank, unreadable or ambiguous;
-- a note that stands for a whole row counts once. cells_inferred: inferred or converted. Worst first.
with found as (
  select report_id, sum(case severity when 'error' then 1 else 0 end) as errors,
    sum(case severity when 'warning' then 1 else 0 end) as warnings, sum(case severity when 'info' then 1 else 0 end) as infos
  from finding
  group by report_id
),
misfit as (
  select report_id, count(*) as problems, sum(case code when 'table_missing' then 1 else 0 end) as tables_missing
  from problem
  group by report_id
),
noted as (
  select report_id,
    sum(case when state in ('blank', 'unreadable', 'ambiguous') then 1 else 0 end) as cells_unknown,
    sum(case when state = 'not_applicable' then 1 else 0 end) as cells_not_applicable,
    sum(case when state in ('inferred', 'converted') then 1 else 0 end) as cells_inferred
  from cell_note
  group by report_id
),
scored as (
  select
    r.report_id, r.agency_id, r.agency, r.division, r.year, r.scope,
    coalesce(found.errors, 0) as errors, coalesce(found.warnings, 0) as warnings, coalesce(found.infos, 0) as infos,
    coalesce(misfit.problems, 0) as problems, coalesce(misfit.tables_missing, 0) as tables_missing, coalesce(noted.cells_unknown, 0) as cells_unknown,
    coalesce(noted.cells_not_applicable, 0) as cells_not_applicable, coalesce(noted.cells_inferred, 0) as cells_inferred,
    100 - 10 * coalesce(found.errors, 0) - 3 * coalesce(found.warnings, 0) - 5 * coalesce(misfit.problems, 0)
      - 25 * coalesce(misfit.tables_missing, 0) - coalesce(noted.cells_unknown, 0) as points
  from current_report as r
  left join found on found.report_id = r.report_id
  left join misfit on misfit.report_id = r.report_id
  left join noted on noted.report_id = r.report_id
  where (:year is null or r.year = :year)
      and (:agency is null or instr(r.agency || ' ' || r.agency_full_name, :agency) > 0)
      and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
      and (:level is null or r.level = :level)
      and (:kind is null or r.kind = :kind)
    and (:scope is null or r.scope = :scope)
)
select
  agency, division, year, scope, errors, warnings, infos, problems, tables_missing, cells_unknown, cells_not_applicable, cells_inferred,
  case when points < 0 then 0 else points end as quality_score
from scored
where case when points < 0 then 0 else points end < :below
order by quality_score, points, year desc, agency, agency_id, report_id
