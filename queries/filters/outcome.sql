-- 入库结果 / What becomes of files
select distinct outcome as value from ingest_file order by 1
