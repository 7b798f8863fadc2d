-- 库中单元格的状态 / The states of cells in the database
select distinct state as value from cell_note order by 1
