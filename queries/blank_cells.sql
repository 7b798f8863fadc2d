-- 哪些格最常没有数字 / Which cells most often hold no number
-- :year int = NULL  年份 / year of the reports
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :state text = NULL  状态，如 blank / state, such as blank or not_applicable
-- metrics: reports_share
select
  n.table_name, n.row_code, n.column_code, n.state,
  count(distinct n.report_id) as reports,
  1.0 * count(distinct n.report_id)
    / nullif((select count(*) from current_report as c
              where (:year is null or c.year = :year)
                and (:region is null or substr(c.division_code, 1, length(:region)) = :region)
                and (:level is null or c.level = :level)
                and (:kind is null or c.kind = :kind)), 0)
    as reports_share
from cell_note as n
join current_report as r on r.report_id = n.report_id
where n.state in ('blank', 'not_applicable', 'unreadable', 'ambiguous')
  and (:year is null or r.year = :year)
  and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
  and (:level is null or r.level = :level)
  and (:kind is null or r.kind = :kind)
  and (:state is null or n.state = lower(:state))
group by n.table_name, n.row_code, n.column_code, n.state
order by reports desc, n.table_name, n.row_code, n.column_code, n.state
