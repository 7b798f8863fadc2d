-- 入库记录：被拒绝的文件及其原因 / What became of the files, the rejected ones first
-- :outcome text = NULL  loaded、unchanged、revised 或 rejected / loaded, unchanged, revised or rejected
-- :run int = NULL  入库批次；默认为最近一次 / number of the run; by default the last
select f.run_id, f.outcome, f.path, f.message
from ingest_file as f
where f.run_id = coalesce(:run, (select max(run_id) from ingest_run))
  and (:outcome is null or f.outcome = lower(:outcome))
order by f.outcome <> 'rejected', f.outcome, f.path
