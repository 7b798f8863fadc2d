-- 信息处理费 / Information-processing fees stated in section 6
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :charged int = 1  0：包括未收费的 / 0 lists reports that charged nothing too
select r.agency, r.division, r.year, r.scope, i.notices, i.billed_yuan, i.collected_yuan
from information_fee as i
join current_report as r on r.report_id = i.report_id
where (:year is null or r.year = :year)
  and (:agency is null or instr(r.agency || ' ' || r.agency_full_name, :agency) > 0)
  and (:charged = 0 or i.notices > 0 or i.billed_yuan > 0 or i.collected_yuan > 0)
order by r.year desc, i.collected_yuan desc, i.billed_yuan desc, i.notices desc, r.agency, r.scope
