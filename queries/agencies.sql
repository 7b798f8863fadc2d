-- 机关名录 / The agencies and their reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 township / kind, such as township
select
  a.agency_id, a.name, a.full_name, a.kind, a.level, a.division_code, a.township_code,
  count(r.report_id) as reports, min(r.year) as first_year, max(r.year) as last_year
from agency as a
left join current_report as r on r.agency_id = a.agency_id
where (:agency is null or instr(coalesce(a.full_name, a.name), :agency) > 0 or instr(a.name, :agency) > 0)
  and (:region is null or substr(a.division_code, 1, length(:region)) = :region)
  and (:level is null or a.level = :level)
  and (:kind is null or a.kind = :kind)
group by a.agency_id, a.name, a.full_name, a.kind, a.level, a.division_code, a.township_code
order by a.division_code is not null, a.division_code, a.name, a.agency_id
