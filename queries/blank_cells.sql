-- 哪些格最常没有数字 / Which cells most often hold no number
-- :year int = NULL  年份 / year of the reports
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :state text = NULL  状态，如 blank / state, such as blank or not_applicable
select
  n.table_name, n.row_code, n.column_code, n.state,
  count(distinct n.report_id) as reports,
  1.0 * count(distinct n.report_id)
    / nullif((select count(*) from current_report as c
              where (:year is null or c.year = :year)
                and (:region is null or substr(c.division_code, 1, length(:region)) = :region)), 0)
    as reports_share
from cell_note as n
join current_report as r on r.report_id = n.report_id
where n.state in ('blank', 'not_applicable', 'unreadable', 'ambiguous')
  and (:year is null or r.year = :year)
  and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
  and (:state is null or n.state = lower(:state))
group by n.table_name, n.row_code, n.column_code, n.state
order by reports desc, n.table_name, n.row_code, n.column_code, n.state
