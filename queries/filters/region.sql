-- 有报告的区划 / The divisions with reports in the database
with recursive found(code) as (
  select division_code from current_report where division_code is not null
  union
  select d.parent_code from found join division as d using (code) where d.parent_code is not null
)
select code || ' ' || name as value from found join division using (code) order by code
