-- 一份报告的申请办理表 / One report's table of applications, as printed
-- :agency text  机关名称（部分） / part of the agency's name
-- :year int = NULL  年份；默认为最近一年 / year; by default the agency's last
-- :lang text = zh  语言 / language of the labels
-- chart: stacked x=label y=natural_person,commercial_enterprise,research_institution,public_welfare_org,legal_service_org,other_org
-- Every current report that fits is printed, each with its number, scope and lines of the source.
select
  r.agency, r.division, r.year, r.scope,
  case :lang when 'en' then coalesce(f.group_en || ': ', '') || f.label_en else coalesce(f.group_zh || ' ', '') || f.label_zh end as label,
  o.natural_person, o.commercial_enterprise, o.research_institution, o.public_welfare_org,
  o.legal_service_org, o.other_org, o.total, o.line
from current_report as r
join application_outcome as o on o.report_id = r.report_id
join form_row as f on f.table_name = 'application_outcome' and f.row_code = o.outcome
where instr(r.agency || ' ' || r.agency_full_name, :agency) > 0
  and r.year = coalesce(:year, (select max(c.year) from current_report as c where c.agency_id = r.agency_id))
order by r.agency, r.agency_id, r.year, r.scope, r.report_id, f.ordinal
