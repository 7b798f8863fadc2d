-- 与自身历史相比的异常值 / Bodies that stand out against their own past
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- :min_cases int = 30  最少件数，低于此数不排名 / cases from which a body is rated
-- :factor real = 3  申请量为历史平均的几倍 / times the mean of the past that applications received are
-- :points real = 0.3  公开率变化的幅度 / change of the disclosure rate, as a fraction of 1
-- :all int = 0  1：包括未见异常的 / 1 lists bodies without anything of note too
-- metrics: received_ratio disclosure_rate disclosure_rate_before=disclosure_rate rate_change
-- chart: bar facet=verdict x=agency,year+division+scope y=received_ratio
-- Against all earlier years of the body in the same scope: the mean of what it received, and the disclosure rate of these years taken
-- together. Two stated years at least; each side of a comparison needs min_cases. Bodies not judged follow; verdict says why.
-- years_received and years_rated are how many earlier years state the figures.
with chosen as materialized (
  select
    report_id, agency, agency_id, division, year, scope, received, outcome_total, disclosed + partly_disclosed as given,
    (:year is null or year = :year) as shown
  from report_summary
  where (:agency is null or instr(agency || ' ' || agency_full_name, :agency) > 0)
      and (:region is null or substr(division_code, 1, length(:region)) = :region)
      and (:level is null or level = :level)
      and (:kind is null or kind = :kind)
      and (scope = :scope or (:scope is null and report_id in (select report_id from counted_report)))
),
past as (
  select
    chosen.*,
    count(received) over earlier as years_received,
    sum(received) over earlier as received_before,
    count(given + outcome_total) over earlier as years_rated,
    sum(case when outcome_total is not null then given end) over earlier as given_before,
    sum(case when given is not null then outcome_total end) over earlier as handled_before
  from chosen
  window earlier as (partition by agency_id, scope order by year rows between unbounded preceding and 1 preceding)
),
compared as (
  select
    past.*, 1.0 * received_before / nullif(years_received, 0) as received_mean_before,
    1.0 * received * years_received / nullif(received_before, 0) as received_ratio,
    1.0 * given / nullif(outcome_total, 0) as disclosure_rate,
    1.0 * given_before / nullif(handled_before, 0) as disclosure_rate_before,
    years_received >= 2 and received is not null
      and (received >= :min_cases or 1.0 * received_before / nullif(years_received, 0) >= :min_cases) as volume_judged,
    years_rated >= 2 and given is not null and outcome_total >= :min_cases and handled_before >= :min_cases as rate_judged
  from past
),
judged as (
  select
    compared.*,
    case
      when not coalesce(volume_judged, 0) and not coalesce(rate_judged, 0) then
        case when years_received < 2 and years_rated < 2 then 'fewer than two earlier years: not judged'
          when received is null and (given is null or outcome_total is null) then 'figures not stated: not judged'
          else 'fewer than ' || :min_cases || ' cases: not judged' end
      when coalesce(volume_judged, 0) and (received_before = 0 and received > 0 or received_ratio >= :factor or received_ratio * :factor <= 1) then
        case when coalesce(rate_judged, 0) and abs(disclosure_rate - disclosure_rate_before) >= :points
          then 'received and disclosure rate' else 'received' end
      when coalesce(rate_judged, 0) and abs(disclosure_rate - disclosure_rate_before) >= :points then 'disclosure rate'
      else 'nothing of note'
    end as verdict
  from compared
  where shown
)
select
  agency, division, year, scope, years_received, received_mean_before, received, received_ratio,
  years_rated, disclosure_rate_before, disclosure_rate, disclosure_rate - disclosure_rate_before as rate_change, verdict
from judged
where :all <> 0 or verdict <> 'nothing of note'
order by
  case verdict when 'nothing of note' then 2 when 'received' then 1 when 'disclosure rate' then 1
    when 'received and disclosure rate' then 1 else 3 end,
  year desc, agency, agency_id, scope
