-- 一个机关的历年数字 / An agency's figures by year
-- :agency int  机关编号 / number of the agency
select
  s.agency, s.year, s.scope, s.received, s.carried_in, s.outcome_total, s.carried_out, s.disclosure_rate,
  s.reconsideration_total, s.litigation_total,
  (select count(*) from all_finding as f where f.report_id = s.report_id) as findings
from report_summary as s
where s.agency_id = :agency
order by s.agency, s.agency_id, s.year, s.scope
limit 20
