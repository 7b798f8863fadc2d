-- 上年结转与上一年结转下年度的对照 / Carried in, against what the year before carried out
-- :year int = NULL  年份 / year of the later report
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- :all int = 0  1：包括一致的 / 1 lists agreeing pairs too
-- chart: slope y=carried_out_last_year,carried_in series=agency,year+division+scope+last_scope
-- A difference may come from a merger, a corrected report or another scope.
select
  this.agency, this.division, this.year, last.scope as last_scope, this.scope,
  last.carried_out as carried_out_last_year, this.carried_in,
  this.carried_in - last.carried_out as difference,
  case
    when last.report_id is null then 'no report for last year'
    when this.carried_in is null or last.carried_out is null then 'not stated'
    when this.carried_in = last.carried_out then 'agrees'
    else 'differs'
  end as verdict
from report_summary as this
left join report_summary as last
  on last.agency_id = this.agency_id and last.year = this.year - 1
  and (last.scope = this.scope or last.scope = 'unknown' or this.scope = 'unknown')
where (:year is null or this.year = :year)
  and (:agency is null or instr(this.agency || ' ' || this.agency_full_name, :agency) > 0)
  and (:region is null or substr(this.division_code, 1, length(:region)) = :region)
  and (:level is null or this.level = :level)
  and (:kind is null or this.kind = :kind)
  and (:all <> 0 or this.carried_in <> last.carried_out)
order by this.year desc, abs(this.carried_in - last.carried_out) desc, this.agency, this.agency_id, this.scope, last.scope
