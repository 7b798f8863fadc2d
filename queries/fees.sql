-- 信息处理费 / Information-processing fees stated in section 6
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :charged int = 1  0：包括未收费的 / 0 lists reports that charged nothing too
-- metrics: collected_share
-- chart: bar x=agency,year+division+scope y=billed_yuan,collected_yuan
-- An empty figure is one that the report does not state; such reports are listed, since they may have charged.
select r.agency, r.division, r.year, r.scope, i.notices, i.billed_yuan, i.collected_yuan,
  i.collected_yuan / nullif(i.billed_yuan, 0) as collected_share
from information_fee as i
join current_report as r on r.report_id = i.report_id
where (:year is null or r.year = :year)
  and (:agency is null or instr(r.agency || ' ' || r.agency_full_name, :agency) > 0)
  and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
  and (:level is null or r.level = :level)
  and (:kind is null or r.kind = :kind)
  and (:charged = 0 or coalesce(i.notices, 1) > 0 or coalesce(i.billed_yuan, 1) > 0 or coalesce(i.collected_yuan, 1) > 0)
order by r.year desc, i.collected_yuan desc, i.billed_yuan desc, i.notices desc, r.agency, r.agency_id, r.scope
