-- 公开率排名 / Agencies by disclosure rate
-- :year int = NULL  年份 / year of the reports
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :scope text = NULL  口径 / own, consolidated or unknown
-- :minimum int = 30  参与排名的最少办结件数 / applications handled from which an agency is ranked
-- Three definitions are in use: (disclosed + partly) / handled, by which it ranks; disclosed / handled;
-- (disclosed + partly) / (received + carried in). Smaller samples follow without a rank.
with rated as (
  select
    agency, division, year, scope, outcome_total as handled,
    disclosed + partly_disclosed as given, disclosed, received + carried_in as received,
    case
      when disclosed + partly_disclosed is null or outcome_total is null then 'unknown'
      when outcome_total < :minimum or outcome_total = 0 then 'small'
      else 'ranked'
    end as sample
  from report_summary
  where (:year is null or year = :year)
    and (:region is null or substr(division_code, 1, length(:region)) = :region)
    and (:scope is null or scope = :scope)
)
select
  case sample when 'ranked' then
    rank() over (partition by year, sample order by 1.0 * given / nullif(handled, 0))
  end as rank_from_lowest,
  agency, division, year, scope, handled,
  1.0 * given / nullif(handled, 0) as given_of_handled_rate,
  1.0 * disclosed / nullif(handled, 0) as fully_disclosed_of_handled_rate,
  1.0 * given / nullif(received, 0) as given_of_received_rate,
  case sample
    when 'small' then 'fewer than ' || :minimum || ' handled: not ranked'
    when 'unknown' then 'figures not stated: not ranked'
    else 'ranked'
  end as sample
from rated
order by year desc, rated.sample <> 'ranked', rated.sample, given_of_handled_rate, agency, scope
