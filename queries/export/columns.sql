-- 表的列及类型 / The columns of a table with their types
-- :relation text  表名 / name of the table
select name, type from pragma_table_info(:relation) order by cid
