-- 一个机关的历年变化 / One agency over the years
-- :agency text = NULL  机关名称（部分） / part of the agency's name
-- :year int = NULL  年份 / year of the reports
-- :region text = NULL  行政区划代码前缀或名称 / leading digits of the division code, or its name
-- :level text = NULL  层级，如 county / level, such as county
-- :kind text = NULL  类型，如 department / kind, such as department
-- metrics: growth_rate disclosure_rate
-- chart: multiples facet=agency+division+scope x=year y=received
-- Changes are against the year just before, with the same figures (report_before); empty where that report or figure is missing.
select
  this.agency, this.division, this.scope, this.year, this.form,
  this.received,
  this.received - last.received as received_change,
  1.0 * this.received / nullif(last.received, 0) - 1 as growth_rate,
  this.carried_in, this.outcome_total, this.carried_out,
  1.0 * (this.disclosed + this.partly_disclosed) / nullif(this.outcome_total, 0) as disclosure_rate,
  this.reconsideration_total, this.litigation_total
from report_summary as this
left join report_before as b on b.report_id = this.report_id
left join report_summary as last on last.report_id = b.earlier_report_id
where (:year is null or this.year = :year)
  and (:agency is null or instr(this.agency || ' ' || this.agency_full_name, :agency) > 0)
  and (:region is null or substr(this.division_code, 1, length(:region)) = :region)
  and (:level is null or this.level = :level)
  and (:kind is null or this.kind = :kind)
order by this.agency, this.agency_id, this.scope, this.year
