-- 跨表式的历年数据：可比与不可比 / Figures over the years and the two forms, with what can be compared
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :scope text = NULL  口径；默认不含汇总报告 / own, consolidated or unknown; by default all but consolidated
-- :lang text = zh  语言 / language of the labels
-- comparable: all years, or from which form on. Section 2 of the form of 2021 asks other figures than that of 2019; a line is only
-- drawn where both print the cell. Sections 3 and 4 are the same, but for the parts of （六）其他处理, here one sum.
-- A total is over the reports that state it: reports_stating of reports_asked, those whose form prints it.
with chosen as materialized (
  select report_id, year, form, received, carried_in, disclosed, partly_disclosed, withheld, unavailable, declined, other,
    outcome_total, carried_out, reconsideration_total, litigation_total
  from report_summary
  where (:agency is null or instr(agency || ' ' || agency_full_name, :agency) > 0)
      and (:region is null or substr(division_code, 1, length(:region)) = :region)
      and (:level is null or level = :level)
      and (:kind is null or kind = :kind)
      and (scope = :scope or (:scope is null and report_id in (select report_id from counted_report)))
),
wide as materialized (
  select
    year, count(*) as reports,
    count(received) as n1, sum(received) as v1, count(carried_in) as n2, sum(carried_in) as v2,
    count(disclosed) as n3, sum(disclosed) as v3, count(partly_disclosed) as n4, sum(partly_disclosed) as v4,
    count(withheld) as n5, sum(withheld) as v5, count(unavailable) as n6, sum(unavailable) as v6,
    count(declined) as n7, sum(declined) as v7, count(other) as n8, sum(other) as v8,
    count(outcome_total) as n9, sum(outcome_total) as v9, count(carried_out) as n10, sum(carried_out) as v10,
    count(reconsideration_total) as n11, sum(reconsideration_total) as v11,
    count(litigation_total) as n12, sum(litigation_total) as v12
  from chosen
  group by year
),
indicator(ordinal, name) as (
  values (1, 'received'), (2, 'carried_in'), (3, 'disclosed'), (4, 'partly_disclosed'), (5, 'withheld'), (6, 'unavailable'),
    (7, 'declined'), (8, 'other'), (9, 'outcome_total'), (10, 'carried_out'), (11, 'reconsideration_total'),
    (12, 'litigation_total')
),
item as materialized (
  select
    c.year, c.form, s.item, count(*) as reports,
    count(issued) as n1, sum(issued) as v1, count(repealed) as n2, sum(repealed) as v2, count(in_force) as n3, sum(in_force) as v3,
    count(newly_made) as n4, sum(newly_made) as v4, count(newly_disclosed) as n5, sum(newly_disclosed) as v5,
    count(disclosed_total) as n6, sum(disclosed_total) as v6, count(prior_items) as n7, sum(prior_items) as v7,
    count(item_change) as n8, sum(item_change) as v8, count(decisions) as n9, sum(decisions) as v9,
    count(projects) as n10, sum(projects) as v10, count(amount_10k_yuan) as n11, sum(amount_10k_yuan) as v11
  from chosen as c
  join section20 as s on s.report_id = c.report_id
  group by c.year, c.form, s.item
),
measure(name, number) as (
  values ('issued', 1), ('repealed', 2), ('in_force', 3), ('newly_made', 4), ('newly_disclosed', 5), ('disclosed_total', 6),
    ('prior_items', 7), ('item_change', 8), ('decisions', 9), ('projects', 10), ('amount_10k_yuan', 11)
),
printed as (
  select
    i.year, cell.row_code, cell.column_code, cell.in_2019, cell.in_2021,
    sum(case i.form when '2019' then cell.in_2019 when '2021' then cell.in_2021 else 1 end * i.reports) as asked,
    sum(case m.number when 1 then n1 when 2 then n2 when 3 then n3 when 4 then n4 when 5 then n5 when 6 then n6 when 7 then n7
      when 8 then n8 when 9 then n9 when 10 then n10 when 11 then n11 end) as stating,
    sum(case m.number when 1 then v1 when 2 then v2 when 3 then v3 when 4 then v4 when 5 then v5 when 6 then v6 when 7 then v7
      when 8 then v8 when 9 then v9 when 10 then v10 when 11 then v11 end) as total
  from item as i
  join form_cell as cell on cell.table_name = 'section20' and cell.row_code = i.item
  join measure as m on m.name = cell.column_code
  group by i.year, cell.row_code, cell.column_code, cell.in_2019, cell.in_2021
),
line as (
  select
    case when i.ordinal < 11 then 3 else 4 end as section, i.ordinal as place, 0 as column_place, i.name as indicator, null as measure,
    null as item_label, null as measure_label, w.year, w.reports as reports_asked,
    case i.ordinal when 1 then n1 when 2 then n2 when 3 then n3 when 4 then n4 when 5 then n5 when 6 then n6 when 7 then n7
      when 8 then n8 when 9 then n9 when 10 then n10 when 11 then n11 when 12 then n12 end as reports_stating,
    1.0 * case i.ordinal when 1 then v1 when 2 then v2 when 3 then v3 when 4 then v4 when 5 then v5 when 6 then v6 when 7 then v7
      when 8 then v8 when 9 then v9 when 10 then v10 when 11 then v11 when 12 then v12 end as total,
    1 as in_2019, 1 as in_2021
  from wide as w
  cross join indicator as i
  union all
  select
    2, row.ordinal, col.ordinal, p.row_code, p.column_code,
    case :lang when 'en' then row.label_en else row.label_zh end, case :lang when 'en' then col.label_en else col.label_zh end,
    p.year, p.asked, p.stating, 1.0 * p.total, p.in_2019, p.in_2021
  from printed as p
  join form_row as row on row.table_name = 'section20' and row.row_code = p.row_code
  join form_column as col on col.table_name = 'section20' and col.column_code = p.column_code
)
select
  section, indicator, measure, item_label, measure_label, year, reports_asked, reports_stating, total,
  case when in_2019 = 1 and in_2021 = 1 then 'all years' when in_2019 = 1 then 'form of 2019 only' else 'form of 2021 only' end as comparable
from line
where reports_asked > 0 or reports_stating > 0
order by section, place, indicator, column_place, measure, year
