-- 一个机关某年办理结果的构成 / What became of an agency's applications in a year
-- :agency int  机关编号 / number of the agency
-- :year int  年份 / year
-- Shares of all applications handled.
select
  agency, year, scope, outcome_total,
  1.0 * disclosed / nullif(outcome_total, 0) as disclosed_share,
  1.0 * partly_disclosed / nullif(outcome_total, 0) as partly_disclosed_share,
  1.0 * withheld / nullif(outcome_total, 0) as withheld_share,
  1.0 * unavailable / nullif(outcome_total, 0) as unavailable_share,
  1.0 * declined / nullif(outcome_total, 0) as declined_share,
  1.0 * other / nullif(outcome_total, 0) as other_share
from report_summary
where agency_id = :agency and year = :year
order by scope, report_id
