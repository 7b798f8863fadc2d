-- 办理结果（最近一年） / How applications ended, in the last year chosen
-- :year int = NULL  年份 / year
-- :agency int = NULL  机关编号 / number of the agency
-- :region text = NULL  区划代码前缀 / leading digits of the division code
-- :lang text = zh  语言 / language of the labels
-- A share is of all applications handled in the reports that state them, the same for all rows; reports_summed of them
-- state the outcome too. Consolidated reports only count for a chosen agency.
with chosen as (
  select * from report_summary
  where (:agency is null and scope <> 'consolidated' or agency_id = :agency)
    and (:year is null or year = :year)
    and (:region is null or substr(division_code, 1, length(:region)) = :region)
),
last as (
  select * from chosen where year = (select max(year) from chosen) and outcome_total is not null
),
mix(ordinal, outcome, year, reports, reports_summed, applications, outcome_total) as (
  select 1, 'disclosed', max(year), count(*), count(disclosed), sum(disclosed), sum(outcome_total) from last
  union all select 2, 'partly_disclosed', max(year), count(*), count(partly_disclosed), sum(partly_disclosed), sum(outcome_total) from last
  union all select 3, 'withheld', max(year), count(*), count(withheld), sum(withheld), sum(outcome_total) from last
  union all select 4, 'unavailable', max(year), count(*), count(unavailable), sum(unavailable), sum(outcome_total) from last
  union all select 5, 'declined', max(year), count(*), count(declined), sum(declined), sum(outcome_total) from last
  union all select 6, 'other', max(year), count(*), count(other), sum(other), sum(outcome_total) from last
)
select
  year, reports,
  (select case :lang
     when 'en' then case when f.row_code = mix.outcome then f.label_en else f.group_en end
     else case when f.row_code = mix.outcome then f.label_zh else f.group_zh end
   end
   from form_row as f
   where f.table_name = 'application_outcome' and (f.row_code = mix.outcome or f.group_code = mix.outcome)
   order by f.ordinal limit 1) as outcome,
  reports_summed, applications, 1.0 * applications / nullif(outcome_total, 0) as outcome_share
from mix
where reports > 0
order by ordinal
