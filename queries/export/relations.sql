-- 数据库的表和视图 / The tables and views of the database
select name
from sqlite_schema
where type in ('table', 'view') and name not like 'sqlite!_%' escape '!'
order by name
