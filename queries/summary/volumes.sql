-- 历年申请量 / Applications by year
-- :year int = NULL  年份 / year
-- :region text = NULL  区划代码前缀 / leading digits of the division code
select
  year, count(*) as reports, count(received) as stating, sum(received) as received,
  count(outcome_total + disclosed + partly_disclosed) as rated,
  1.0 * sum(case when outcome_total is not null then disclosed + partly_disclosed end)
    / nullif(sum(case when disclosed + partly_disclosed is not null then outcome_total end), 0)
    as disclosure_rate
from report_summary
where scope <> 'consolidated'
  and (:year is null or year = :year)
  and (:region is null or substr(division_code, 1, length(:region)) = :region)
group by year
order by year
