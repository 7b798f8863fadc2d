-- 各机关申请量与办理量 / Application volumes by agency and year
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径 / own, consolidated or unknown
-- metrics: handled_rate carried_out_rate
-- chart: heat x=year y=received series=agency+division+scope
-- An empty figure is one that the report does not state.
select
  agency, division, year, scope, received, carried_in, outcome_total, carried_out,
  1.0 * outcome_total / nullif(received + carried_in, 0) as handled_rate,
  1.0 * carried_out / nullif(received + carried_in, 0) as carried_out_rate
from report_summary
where (:year is null or year = :year)
  and (:agency is null or instr(agency || ' ' || agency_full_name, :agency) > 0)
  and (:region is null or substr(division_code, 1, length(:region)) = :region)
  and (:level is null or level = :level)
  and (:kind is null or kind = :kind)
  and (:scope is null or scope = :scope)
order by year desc, received desc, agency, agency_id, scope
