-- 没有上年报告可比的草稿 / Drafts without last year's report to be held against
-- :run int  入库批次 / run whose files are told
-- namesakes: other bodies of the name that have reports.
select
  s.source,
  coalesce(a.name, '—') as agency,
  r.year,
  (
    select count(distinct theirs.agency_id)
    from agency_alias as own
    join agency_alias as theirs on theirs.alias = own.alias and theirs.agency_id <> own.agency_id
    where own.agency_id = r.agency_id
      and exists (select 1 from report as o where o.agency_id = theirs.agency_id)
  ) as namesakes
from ingest_file as f
join report as r on r.document_id = f.document_id
join report_source as s on s.report_id = r.report_id
left join agency as a on a.agency_id = r.agency_id
where f.run_id = :run
  and r.status = 'current'
  and not exists (
    select 1
    from report as earlier
    where earlier.agency_id = r.agency_id and earlier.year = r.year - 1 and earlier.status = 'current'
  )
order by f.rowid, r.report_id
