-- 规则 / The rules
select rule as value from rule order by ordinal
