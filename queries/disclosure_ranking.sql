-- 公开率排名 / Agencies by disclosure rate
-- :year int = NULL  年份 / year of the reports
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径 / own, consolidated or unknown
-- :min_cases int = 30  参与排名的最少办结件数 / applications handled from which an agency is ranked
-- metrics: disclosure_rate full_disclosure_rate disclosure_rate_of_received
-- chart: bar facet=sample x=agency,year+division+scope y=disclosure_rate
-- It ranks by the first of the three definitions in use, consolidated reports among themselves. Smaller samples and open figures follow without a rank; sample says why.
with rated as materialized (
  select
    agency, agency_id, division, year, scope, outcome_total as handled,
    disclosed + partly_disclosed as given, disclosed, received + carried_in as received,
    case
      when disclosed + partly_disclosed is null or outcome_total is null then 'unknown'
      when outcome_total < :min_cases or outcome_total = 0 then 'small'
      else 'ranked'
    end as sample
  from report_summary
  where (:year is null or year = :year)
    and (:agency is null or instr(agency || ' ' || agency_full_name, :agency) > 0)
    and (:region is null or substr(division_code, 1, length(:region)) = :region)
    and (:level is null or level = :level)
    and (:kind is null or kind = :kind)
    and (:scope is null or scope = :scope)
)
select
  case sample when 'ranked' then
    rank() over (partition by year, sample, scope = 'consolidated' order by 1.0 * given / nullif(handled, 0))
  end as rank_from_lowest,
  agency, division, year, scope, handled,
  1.0 * given / nullif(handled, 0) as disclosure_rate,
  1.0 * disclosed / nullif(handled, 0) as full_disclosure_rate,
  1.0 * given / nullif(received, 0) as disclosure_rate_of_received,
  case sample
    when 'small' then 'fewer than ' || :min_cases || ' handled: not ranked'
    when 'unknown' then 'figures not stated: not ranked'
    else 'ranked'
  end as sample
from rated
order by year desc, rated.sample <> 'ranked', rated.sample, scope = 'consolidated', disclosure_rate is null, disclosure_rate, agency, agency_id, scope
