-- 逐份报告列出需要查看之处 / What there is to look at, report by report
-- :run int = NULL  入库批次；默认为全部现行报告 / run whose files are told; by default all current reports
-- :year int = NULL  年份，只用于现行报告 / year, of current reports
-- :region text = NULL  区划代码前缀，只用于现行报告 / leading digits of the division code, of current reports
-- Each report has a first row without severity: how many blank cells it prints (actual) and what replaces it (expected).
-- cells: how many cells an unreadable or ambiguous one stands for.
-- part: 0 first row, 1 of the report itself, 2 of a report of another run that it is held against. A report that a later one
-- replaces is told by itself alone.
with told as materialized (
  select 0 as position, r.report_id, s.source
  from report as r
  join report_source as s on s.report_id = r.report_id
  left join agency as a on a.agency_id = r.agency_id
  where :run is null and r.status = 'current'
    and (:year is null or r.year = :year)
    and (:region is null or substr(a.division_code, 1, length(:region)) = :region)
  union all
  select f.rowid, r.report_id, f.path || substr(s.source, length(d.path) + 1)
  from ingest_file as f
  join document as d on d.document_id = f.document_id
  join report as r on r.document_id = f.document_id
  join report_source as s on s.report_id = r.report_id
  where f.run_id = :run
    and not exists (select 1 from report as a where a.replaces = r.report_id and a.document_id = r.document_id)
),
between_reports as (
  select
    coalesce(t.position, (
      select min(t.position)
      from told as t
      where t.report_id = f.other_report_id
         or (f.other_report_id is null
             and t.report_id in (select u.unit_report_id from region_unit as u where u.report_id = f.report_id))
    )) as position,
    iif(t.report_id is null, 2, 1) as part, t.source, f.*
  from between_finding as f
  left join told as t on t.report_id = f.report_id
  where t.report_id is not null
     or (:run is not null
         -- Two bodies' reports of one year are alike both ways, so this is told of the other already.
         and not (f.rule = 'Y.DUP' and (select year from report where report_id = f.report_id)
                  = (select year from report where report_id = f.other_report_id)))
),
row as (
  select
    f.position, iif(f.part = 1, f.report_id, 9223372036854775807) as told_id, f.part, coalesce(f.source, s.source) as source,
    f.report_id, f.severity, f.rule, f.subject, f.expected, f.actual, f.line, f.message, 1 as cells
  from between_reports as f
  join report_source as s on s.report_id = f.report_id
  where f.position is not null
  union all
  select
    t.position, t.report_id, 0, t.source, t.report_id, null, null, null,
    (
      select s.source
      from report as a
      join report_source as s on s.report_id = a.report_id
      where a.replaces = t.report_id
      order by a.report_id desc
      limit 1
    ),
    (
      select coalesce(sum(n.cells), 0)
      from cell_note_extent as n
      where n.report_id = t.report_id and n.state = 'blank'
    ),
    null, null, 0
  from told as t
  union all
  select t.position, t.report_id, 1, t.source, t.report_id, f.severity, f.rule, f.subject, f.expected, f.actual, f.line, f.message, 1
  from told as t
  join finding as f on f.report_id = t.report_id
  union all
  select t.position, t.report_id, 1, t.source, t.report_id, 'problem', p.code, null, null, null, nullif(p.line, 0), p.message, 1
  from told as t
  join problem as p on p.report_id = t.report_id
  union all
  select
    t.position, t.report_id, 1, t.source, t.report_id, n.state, n.table_name, n.row_code || '.' || n.column_code, null, n.raw,
    nullif(n.line, 0), null, n.cells
  from told as t
  join cell_note_extent as n on n.report_id = t.report_id and n.state in ('unreadable', 'ambiguous')
)
select
  row.part, row.source, a.name as agency, r.year, row.severity, row.rule, row.subject, row.expected, row.actual, row.line,
  row.message, coalesce(a.full_name, a.name) as body, a.agency_id, row.cells
from row
join report as r on r.report_id = row.report_id
left join agency as a on a.agency_id = r.agency_id
left join rule on rule.rule = row.rule
order by
  row.position, case when :run is null then a.name end, case when :run is null then r.year end,
  case when :run is null then row.source end, row.told_id, row.part, row.source, row.line is null, row.line,
  rule.ordinal, row.rule, row.subject, row.message
