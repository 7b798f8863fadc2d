-- 行政复议与行政诉讼 / Reconsideration and litigation by agency
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :minimum int = 1  最少案件数 / smallest number of cases
-- corrected_of_all_rate counts pending cases, corrected_of_closed_rate does not. Litigation is both channels together.
with channels as (
  select
    report_id,
    case channel when 'reconsideration' then 'reconsideration' else 'litigation' end as channel,
    count(*) as printed,
    case when count(upheld) = count(*) then sum(upheld) end as upheld,
    case when count(corrected) = count(*) then sum(corrected) end as corrected,
    case when count(other) = count(*) then sum(other) end as other,
    case when count(pending) = count(*) then sum(pending) end as pending,
    case when count(closed) = count(*) then sum(closed) end as closed,
    case when count(total) = count(*) then sum(total) end as total
  from review_filled
  group by report_id, case channel when 'reconsideration' then 'reconsideration' else 'litigation' end
)
select
  r.agency, r.division, r.year, r.scope, c.channel,
  c.total as cases, c.upheld, c.corrected, c.other, c.pending, c.closed,
  1.0 * c.corrected / nullif(c.total, 0) as corrected_of_all_rate,
  1.0 * c.corrected / nullif(c.closed, 0) as corrected_of_closed_rate
from channels as c
join current_report as r on r.report_id = c.report_id
where c.printed = case c.channel when 'litigation' then 2 else 1 end
  and (:year is null or r.year = :year)
  and (:agency is null or instr(r.agency || ' ' || r.agency_full_name, :agency) > 0)
  and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
  and (c.total is null or c.total >= :minimum)
order by r.year desc, c.channel desc, c.corrected desc, c.total desc, r.agency, r.scope
