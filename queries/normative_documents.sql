-- 规章和规范性文件：制发、废止、现行有效 / Rules and normative documents: issued, repealed and in force
-- :year int = NULL  年份 / year of the reports
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :item text = normative_documents  项目代码：normative_documents 或 rules / normative_documents or rules
-- metrics: stock_difference
-- chart: heat x=year y=in_force series=agency+division+scope
-- The form of 2021, so from the reports for 2021 on; that of 2019 asks other figures. in_force_before is of the report for the year
-- before (report_before); where it or a figure is missing, the difference is empty.
select
  r.agency, r.division, r.year, r.scope, s.issued, s.repealed, s.in_force, p.in_force as in_force_before,
  s.in_force - (p.in_force + s.issued - s.repealed) as stock_difference,
  case
    when b.report_id is null then 'no report for last year'
    when s.in_force - (p.in_force + s.issued - s.repealed) is null then 'not stated'
    when s.in_force = p.in_force + s.issued - s.repealed then 'agrees'
    else 'differs'
  end as verdict
from current_report as r
join section20 as s on s.report_id = r.report_id and s.item = :item
left join report_before as b on b.report_id = r.report_id
left join section20 as p on p.report_id = b.earlier_report_id and p.item = s.item
where s.item in ('normative_documents', 'rules') and r.form = '2021'
  and (:year is null or r.year = :year)
      and (:agency is null or instr(r.agency || ' ' || r.agency_full_name, :agency) > 0)
      and (:region is null or substr(r.division_code, 1, length(:region)) = :region)
      and (:level is null or r.level = :level)
      and (:kind is null or r.kind = :kind)
order by r.year desc, s.in_force desc, r.agency, r.agency_id, r.scope, r.report_id
