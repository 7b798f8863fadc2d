-- 数据库的表 / The tables of the database
-- by_report: 1 where each row belongs to a report.
select s.name, exists (select 1 from pragma_table_info(s.name) as c where c.name = 'report_id') as by_report
from sqlite_schema as s
where s.type = 'table' and s.name not like 'sqlite!_%' escape '!'
  and s.name not in ('prose_sketch', 'prose_mark', 'report_origin', 'section_text')
  and s.name not like 'section!_search%' escape '!'
order by s.name
