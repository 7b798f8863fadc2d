-- 申请最多的机关 / The agencies with most applications
-- :year int = NULL  年份 / year
-- :region text = NULL  区划代码前缀 / leading digits of the division code
select agency, year, scope, received, disclosure_rate
from report_summary
where received is not null
  and (:region is null or substr(division_code, 1, length(:region)) = :region)
  and year = coalesce(:year, (
    select max(year) from current_report
    where :region is null or substr(division_code, 1, length(:region)) = :region
  ))
order by received desc, agency, scope
limit 5
