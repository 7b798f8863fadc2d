-- 第二部分的项目 / The items of section 2
select row_code as value from form_row where table_name = 'section20' order by ordinal
