-- 派生指标的定义 / What derived figures mean
-- :lang text = zh  语言 / language of the labels
select
  code, case :lang when 'en' then label_en else label_zh end as label, formula,
  case :lang when 'en' then caveat_en else caveat_zh end as caveat
from metric
order by ordinal
