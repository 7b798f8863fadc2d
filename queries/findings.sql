-- 不一致之处 / Numbers that disagree, report by report
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :rule text = NULL  规则，如 T3.BALANCE / rule, or its beginning, such as T3
-- :severity text = NULL  error、warning 或 info / error, warning or info
select r.agency, r.division, r.year, r.scope, f.severity, f.rule, f.subject, f.expected, f.actual, f.line, f.message
from all_finding as f
join current_report as r on r.report_id = f.report_id
where (:year is null or r.year = :year)
  and (:agency is null or instr(r.agency || ' ' || r.agency_full_name, :agency) > 0)
  and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
  and (:level is null or r.level = :level)
  and (:kind is null or r.kind = :kind)
  and (:rule is null or substr(f.rule, 1, length(:rule)) = upper(:rule))
  and (:severity is null or f.severity = lower(:severity))
order by
  case f.severity when 'error' then 1 when 'warning' then 2 else 3 end,
  r.year desc, r.agency, r.report_id, f.line is null, f.line, f.rule, f.subject, f.message
