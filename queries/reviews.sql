-- 行政复议与行政诉讼 / Reconsideration and litigation by agency
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :min_cases int = 1  最少案件数 / smallest number of cases
-- metrics: corrected_of_all_rate corrected_of_closed_rate
-- chart: stacked x=agency,year,channel+division+scope y=upheld,corrected,other,pending
-- corrected_of_all_rate counts pending cases, corrected_of_closed_rate does not. Litigation is both channels together; empty where one of them is.
with channelled as (
  select
    report_id, case channel when 'reconsideration' then 'reconsideration' else 'litigation' end as channel,
    case channel when 'reconsideration' then 1 else 2 end as needed, upheld, corrected, other, pending, closed, total
  from review_filled
),
channels as (
  select
    report_id, channel,
    case when count(upheld) = needed then sum(upheld) end as upheld,
    case when count(corrected) = needed then sum(corrected) end as corrected,
    case when count(other) = needed then sum(other) end as other,
    case when count(pending) = needed then sum(pending) end as pending,
    case when count(closed) = needed then sum(closed) end as closed,
    case when count(total) = needed then sum(total) end as total
  from channelled
  group by report_id, channel, needed
)
select
  r.agency, r.division, r.year, r.scope, c.channel,
  c.total as cases, c.upheld, c.corrected, c.other, c.pending, c.closed,
  1.0 * c.corrected / nullif(c.total, 0) as corrected_of_all_rate,
  1.0 * c.corrected / nullif(c.closed, 0) as corrected_of_closed_rate
from channels as c
join current_report as r on r.report_id = c.report_id
where (:year is null or r.year = :year)
  and (:agency is null or instr(r.agency || ' ' || r.agency_full_name, :agency) > 0)
  and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
  and (:level is null or r.level = :level)
  and (:kind is null or r.kind = :kind)
  and (c.total is null or c.total >= :min_cases)
order by r.year desc, c.channel desc, c.corrected desc, c.total desc, r.agency, r.agency_id, r.scope
