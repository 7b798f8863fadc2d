-- 两个机关对照 / Two agencies side by side
-- :first text  机关名称（部分） / part of the first agency's name
-- :second text  机关名称（部分） / part of the second agency's name
-- :year int = NULL  年份；默认为两者都有的最近一年 / year; by default the last that both report
-- metrics: disclosure_rate
-- An exact name wins over a part of one, a short name over a long one. Rates are fractions of 1 in CSV and JSON.
with body as (
  select
    (select agency_id from current_report
     where instr(agency || ' ' || agency_full_name, :first) > 0
     order by :first not in (agency, agency_full_name), length(agency), agency, agency_id limit 1) as first_id,
    (select agency_id from current_report
     where instr(agency || ' ' || agency_full_name, :second) > 0
     order by :second not in (agency, agency_full_name), length(agency), agency, agency_id limit 1) as second_id
),
common as (
  select max(year) as year
  from current_report
  where agency_id = (select first_id from body)
    and (:year is null or year = :year)
    and year in (select year from current_report where agency_id = (select second_id from body))
),
pair as (
  select
    (select report_id from current_report
     where year = common.year and agency_id = body.first_id order by scope, report_id limit 1) as first_id,
    (select report_id from current_report
     where year = common.year and agency_id = body.second_id order by scope, report_id limit 1) as second_id
  from common
  cross join body
),
indicator(ordinal, name) as (
  values
    (1, 'received'), (2, 'carried_in'), (3, 'outcome_total'), (4, 'carried_out'), (5, 'disclosed'),
    (6, 'partly_disclosed'), (7, 'withheld'), (8, 'unavailable'), (9, 'declined'), (10, 'other'),
    (11, 'disclosure_rate'), (12, 'reconsideration_total'), (13, 'reconsideration_corrected'),
    (14, 'litigation_total'), (15, 'litigation_corrected')
),
figure as (
  select
    i.ordinal, i.name, s.report_id, s.year, s.agency, s.scope,
    case i.name
      when 'received' then s.received
      when 'carried_in' then s.carried_in
      when 'outcome_total' then s.outcome_total
      when 'carried_out' then s.carried_out
      when 'disclosed' then s.disclosed
      when 'partly_disclosed' then s.partly_disclosed
      when 'withheld' then s.withheld
      when 'unavailable' then s.unavailable
      when 'declined' then s.declined
      when 'other' then s.other
      when 'disclosure_rate' then s.disclosure_rate
      when 'reconsideration_total' then s.reconsideration_total
      when 'reconsideration_corrected' then s.reconsideration_corrected
      when 'litigation_total' then s.litigation_total
      when 'litigation_corrected' then s.litigation_corrected
    end as value
  from report_summary as s
  cross join indicator as i
  where s.report_id = (select first_id from pair) or s.report_id = (select second_id from pair)
)
select
  a.year, a.name as indicator, a.agency as first_agency, a.scope as first_scope, a.value as first_value,
  b.agency as second_agency, b.scope as second_scope, b.value as second_value, b.value - a.value as difference
from figure as a
join figure as b on b.ordinal = a.ordinal and b.report_id = (select second_id from pair)
where a.report_id = (select first_id from pair)
order by a.ordinal
