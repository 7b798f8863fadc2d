-- 办理结果构成 / How applications ended, by year
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- :lang text = zh  语言 / language of the labels
-- metrics: outcome_share outcome_share_low=outcome_share outcome_share_high=outcome_share
-- chart: heat x=year y=outcome_share series=label
-- A share is of all applications handled (（七）总计) in the reports of the year that state them: reports_stating_handled of reports,
-- reports_summed of which state the outcome or leave nothing for it. Where the others leave it open, the share is empty and lies between _low and _high:
-- what a report does not state is 0 at the least, and at the most what its other outcomes leave of its total.
with chosen as materialized (
  select report_id, year
  from report_summary
  where (:year is null or year = :year)
      and (:agency is null or instr(agency || ' ' || agency_full_name, :agency) > 0)
      and (:region is null or substr(division_code, 1, length(:region)) = :region)
      and (:level is null or level = :level)
      and (:kind is null or kind = :kind)
      and (scope = :scope or (:scope is null and report_id in (select report_id from counted_report)))
),
asked as (
  select year, count(*) as reports from chosen group by year
),
wide as (
  select
    c.year, count(*) as reports_stating_handled, sum(f.outcome_total) as outcome_total, sum(f.outcome_rest) as rest,
    count(f.disclosed) as n1, sum(f.disclosed) as v1, sum(case when f.disclosed is not null then f.outcome_rest end) as r1,
    count(f.partly_disclosed) as n2, sum(f.partly_disclosed) as v2, sum(case when f.partly_disclosed is not null then f.outcome_rest end) as r2,
    count(f.withheld_state_secret) as n3, sum(f.withheld_state_secret) as v3, sum(case when f.withheld_state_secret is not null then f.outcome_rest end) as r3,
    count(f.withheld_by_law) as n4, sum(f.withheld_by_law) as v4, sum(case when f.withheld_by_law is not null then f.outcome_rest end) as r4,
    count(f.withheld_security_stability) as n5, sum(f.withheld_security_stability) as v5, sum(case when f.withheld_security_stability is not null then f.outcome_rest end) as r5,
    count(f.withheld_third_party) as n6, sum(f.withheld_third_party) as v6, sum(case when f.withheld_third_party is not null then f.outcome_rest end) as r6,
    count(f.withheld_internal_affairs) as n7, sum(f.withheld_internal_affairs) as v7, sum(case when f.withheld_internal_affairs is not null then f.outcome_rest end) as r7,
    count(f.withheld_deliberative) as n8, sum(f.withheld_deliberative) as v8, sum(case when f.withheld_deliberative is not null then f.outcome_rest end) as r8,
    count(f.withheld_enforcement_file) as n9, sum(f.withheld_enforcement_file) as v9, sum(case when f.withheld_enforcement_file is not null then f.outcome_rest end) as r9,
    count(f.withheld_administrative_query) as n10, sum(f.withheld_administrative_query) as v10, sum(case when f.withheld_administrative_query is not null then f.outcome_rest end) as r10,
    count(f.unavailable_not_held) as n11, sum(f.unavailable_not_held) as v11, sum(case when f.unavailable_not_held is not null then f.outcome_rest end) as r11,
    count(f.unavailable_needs_creation) as n12, sum(f.unavailable_needs_creation) as v12, sum(case when f.unavailable_needs_creation is not null then f.outcome_rest end) as r12,
    count(f.unavailable_unclear_request) as n13, sum(f.unavailable_unclear_request) as v13, sum(case when f.unavailable_unclear_request is not null then f.outcome_rest end) as r13,
    count(f.declined_petition) as n14, sum(f.declined_petition) as v14, sum(case when f.declined_petition is not null then f.outcome_rest end) as r14,
    count(f.declined_repeated) as n15, sum(f.declined_repeated) as v15, sum(case when f.declined_repeated is not null then f.outcome_rest end) as r15,
    count(f.declined_publication) as n16, sum(f.declined_publication) as v16, sum(case when f.declined_publication is not null then f.outcome_rest end) as r16,
    count(f.declined_excessive) as n17, sum(f.declined_excessive) as v17, sum(case when f.declined_excessive is not null then f.outcome_rest end) as r17,
    count(f.declined_confirmation) as n18, sum(f.declined_confirmation) as v18, sum(case when f.declined_confirmation is not null then f.outcome_rest end) as r18,
    count(f.other_handling) as n19, sum(f.other_handling) as v19, sum(case when f.other_handling is not null then f.outcome_rest end) as r19,
    count(f.other_no_correction) as n20, sum(f.other_no_correction) as v20, sum(case when f.other_no_correction is not null then f.outcome_rest end) as r20,
    count(f.other_fee_unpaid) as n21, sum(f.other_fee_unpaid) as v21, sum(case when f.other_fee_unpaid is not null then f.outcome_rest end) as r21,
    count(f.other_misc) as n22, sum(f.other_misc) as v22, sum(case when f.other_misc is not null then f.outcome_rest end) as r22
  from chosen as c
  join report_figure as f on f.report_id = c.report_id
  where f.outcome_total is not null
  group by c.year
),
place(number, outcome) as (
  values
    (1, 'disclosed'), (2, 'partly_disclosed'), (3, 'withheld_state_secret'), (4, 'withheld_by_law'),
    (5, 'withheld_security_stability'), (6, 'withheld_third_party'), (7, 'withheld_internal_affairs'),
    (8, 'withheld_deliberative'), (9, 'withheld_enforcement_file'), (10, 'withheld_administrative_query'),
    (11, 'unavailable_not_held'), (12, 'unavailable_needs_creation'), (13, 'unavailable_unclear_request'),
    (14, 'declined_petition'), (15, 'declined_repeated'), (16, 'declined_publication'), (17, 'declined_excessive'),
    (18, 'declined_confirmation'), (19, 'other_handling'), (20, 'other_no_correction'), (21, 'other_fee_unpaid'),
    (22, 'other_misc')
),
bounded as (
  select
    asked.year, p.outcome, asked.reports, coalesce(w.reports_stating_handled, 0) as reports_stating_handled, w.outcome_total,
    coalesce(case p.number
      when 1 then n1 when 2 then n2 when 3 then n3 when 4 then n4 when 5 then n5 when 6 then n6 when 7 then n7
      when 8 then n8 when 9 then n9 when 10 then n10 when 11 then n11 when 12 then n12 when 13 then n13 when 14 then n14
      when 15 then n15 when 16 then n16 when 17 then n17 when 18 then n18 when 19 then n19 when 20 then n20
      when 21 then n21 when 22 then n22
    end, 0) as reports_summed,
    case p.number
      when 1 then v1 when 2 then v2 when 3 then v3 when 4 then v4 when 5 then v5 when 6 then v6 when 7 then v7
      when 8 then v8 when 9 then v9 when 10 then v10 when 11 then v11 when 12 then v12 when 13 then v13 when 14 then v14
      when 15 then v15 when 16 then v16 when 17 then v17 when 18 then v18 when 19 then v19 when 20 then v20
      when 21 then v21 when 22 then v22
    end as applications,
    w.rest - coalesce(case p.number
      when 1 then r1 when 2 then r2 when 3 then r3 when 4 then r4 when 5 then r5 when 6 then r6 when 7 then r7
      when 8 then r8 when 9 then r9 when 10 then r10 when 11 then r11 when 12 then r12 when 13 then r13 when 14 then r14
      when 15 then r15 when 16 then r16 when 17 then r17 when 18 then r18 when 19 then r19 when 20 then r20
      when 21 then r21 when 22 then r22
    end, 0) as unsaid
  from asked
  cross join place as p
  left join wide as w on w.year = asked.year
)
select
  b.year, b.outcome, case :lang when 'en' then coalesce(f.group_en || ': ', '') || f.label_en else coalesce(f.group_zh || ' ', '') || f.label_zh end as label,
  b.reports, b.reports_stating_handled, b.reports_summed, b.applications, b.outcome_total,
  case when b.unsaid = 0 then 1.0 * coalesce(b.applications, 0) / nullif(b.outcome_total, 0) end as outcome_share,
  1.0 * coalesce(b.applications, 0) / nullif(b.outcome_total, 0) as outcome_share_low,
  1.0 * (coalesce(b.applications, 0) + b.unsaid) / nullif(b.outcome_total, 0) as outcome_share_high
from bounded as b
join form_row as f on f.table_name = 'application_outcome' and f.row_code = b.outcome
-- Each form has rows of 其他处理 that the other lacks.
where b.reports_summed > 0 or f.in_2019 = f.in_2021
order by b.year desc, f.ordinal
