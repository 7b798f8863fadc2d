-- 主动公开：规章、规范性文件、许可、处罚、强制、收费 / Proactive disclosure: rules, documents, decisions, fees
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :item text = NULL  项目代码，如 penalty / code of one item, such as penalty
-- :lang text = zh  语言 / language of the labels
-- The 2019 and 2021 forms print different columns; what a form does not print is empty.
select
  r.agency, r.division, r.year, r.scope, r.form, s.item,
  case :lang when 'en' then f.label_en else f.label_zh end as label,
  s.issued, s.repealed, s.in_force, s.newly_made, s.newly_disclosed, s.disclosed_total,
  s.prior_items, s.item_change, s.decisions, s.projects, s.amount_10k_yuan
from section20 as s
join current_report as r on r.report_id = s.report_id
join form_row as f on f.table_name = 'section20' and f.row_code = s.item
where (:year is null or r.year = :year)
  and (:agency is null or instr(r.agency || ' ' || r.agency_full_name, :agency) > 0)
  and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
  and (:level is null or r.level = :level)
  and (:kind is null or r.kind = :kind)
  and (:item is null or s.item = :item)
order by r.year desc, r.agency, r.scope, r.report_id, f.ordinal
