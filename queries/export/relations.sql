-- 数据库的表和视图 / The tables and views of the database
-- The sketches that tell versions of a report apart and the index of the prose are left out: they mean nothing elsewhere.
select name
from sqlite_schema
where type in ('table', 'view') and name not like 'sqlite!_%' escape '!'
  and name not in ('prose_sketch', 'prose_mark', 'report_origin', 'section_text')
  and name not like 'section!_search%' escape '!'
order by name
