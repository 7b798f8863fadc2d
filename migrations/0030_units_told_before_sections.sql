drop view if exists due_rollup;

-- The findings in the roll-ups of the stale regions, see finding_rollup.
create view due_rollup as
-- Once: SQLite would work a role out again wherever it is named.
with due as materialized (select * from due_region_report),
part as materialized (
    select
        d.region_code,
        d.year,
        d.report_id as unit_report_id,
        d.role,
        max(iif(d.role = 'published', d.report_id, null)) over of_region as report_id,
        sum(d.role in ('unit', 'child')) over of_region as units,
        sum(d.role = 'overlap') over of_region as overlaps,
        sum(d.role = 'child') over of_region as children,
        d.role in ('unit', 'child', 'double', 'overlap') and row_number() over (
            partition by d.region_code, d.year, r.agency_id, d.role in ('unit', 'child', 'double', 'overlap')
        ) = 1 as is_new
    from due as d
    join report as r on r.report_id = d.report_id
    window of_region as (partition by d.region_code, d.year)
),
publishing as (
    select distinct region_code from region_stale where exists (select 1 from division_whole as w where w.code = region_code)
),
lacking as materialized (
    select
        region_code,
        year,
        sum(kind = 'division') as divisions,
        group_concat(name, '、') filter (where place <= 8) as names,
        max(count(*) - 8, 0) as more
    from (
        select *, row_number() over (partition by region_code, year order by kind desc, name) as place
        from (
            select m.region_code, m.year, m.kind, m.name
            from publishing as s
            cross join region_missing_body as m on m.region_code = s.region_code
            union
            select m.region_code, m.year, m.kind, m.name
            from publishing as s
            cross join region_missing_division as m on m.region_code = s.region_code
        )
        order by region_code, year, place
    )
    group by region_code, year
),
cell as materialized (
    select
        p.report_id, p.region_code, p.year, p.units, p.overlaps, p.role, k.table_name, k.code, k.measure,
        case k.table_name
            when 'application_outcome' then (
                select t.total from outcome_row_total as t where t.report_id = p.unit_report_id and t.outcome = k.code
            )
            when 'review_litigation' then (
                select t.total from review_filled as t where t.report_id = p.unit_report_id and t.channel = k.code
            )
            else (
                select case k.measure
                    when 'issued' then s.issued
                    when 'repealed' then s.repealed
                    when 'in_force' then s.in_force
                    when 'newly_made' then s.newly_made
                    when 'newly_disclosed' then s.newly_disclosed
                    when 'disclosed_total' then s.disclosed_total
                    when 'prior_items' then s.prior_items
                    when 'item_change' then s.item_change
                    when 'decisions' then s.decisions
                    when 'projects' then s.projects
                    when 'amount_10k_yuan' then s.amount_10k_yuan
                end
                from section20 as s where s.report_id = p.unit_report_id and s.item = k.code
            )
        end as value
    from part as p
    cross join rollup_key as k
    -- The roll-up itself is a row beside those of its parts.
    where p.report_id is not null and p.role in ('unit', 'child', 'published')
),
compared as materialized (
    select s.*, f.stated
    from (
        select
            report_id,
            region_code,
            year,
            units,
            overlaps,
            table_name,
            code,
            measure,
            sum(value) filter (where role <> 'published') as together,
            count(value) filter (where role <> 'published') as known,
            sum(value) filter (where role = 'child') as nested,
            count(value) filter (where role = 'child') as nested_known,
            max(value) filter (where role = 'published') as region
        from cell
        group by report_id, table_name, code, measure
    ) as s
    left join stated_units as f on f.report_id = s.report_id and s.overlaps = 0
    where s.region is not null
),
judged as (
    select
        k.report_id,
        k.year,
        k.region_code,
        k.code,
        k.known,
        k.nested_known,
        printf('%.12g', k.region) as region,
        printf('%.12g', k.together) as together,
        printf('%.12g', k.nested) as nested,
        printf('%.12g', abs(k.region - k.together)) as apart,
        printf('%.12g', k.nested - k.region) as nested_apart,
        case k.table_name when 'section20' then '第二部分“' when 'application_outcome' then '第三部分“' else '第四部分“' end
            || row.label_zh || '”' || col.label_zh as zh,
        case k.table_name when 'section20' then 'section 2, ' when 'application_outcome' then 'section 3, ' else 'section 4, ' end
            || row.label_en || ', ' || col.label_en as en,
        k.table_name,
        case
            when col.unit = 'count' and k.nested_known > 0 and k.region < k.nested then 'R.NESTED'
            when k.stated = k.units and k.known = k.units and abs(k.region - k.together) > 1e-6 then 'R.SUM'
            when col.unit = 'count' and k.region < k.together then 'R.GE'
        end as rule
    from compared as k
    join form_row as row on row.table_name = k.table_name and row.row_code = k.code
    join form_column as col on col.table_name = k.table_name and col.column_code = k.measure
),
found as materialized (
    select
        j.*,
        case j.table_name
            when 'application_outcome' then (
                select t.line from application_outcome as t where t.report_id = j.report_id and t.outcome = j.code
            )
            when 'review_litigation' then (
                select t.line from review_litigation as t where t.report_id = j.report_id and t.channel = j.code
            )
            else (select t.line from section20 as t where t.report_id = j.report_id and t.item = j.code)
        end as line
    from judged as j
    where j.rule is not null
)
select
    j.region_code,
    j.year,
    j.report_id,
    null as other_report_id,
    j.rule,
    'error' as severity,
    j.code as subject,
    iif(j.rule = 'R.SUM', '', '≥ ') || iif(j.rule = 'R.NESTED', j.nested, j.together) as expected,
    j.region as actual,
    j.line,
    case j.rule
        when 'R.NESTED' then j.zh || ' ' || j.region || '（第 ' || j.line || ' 行），少于已载入的 ' || j.nested_known
            || ' 个下级地区汇总报告该项之和 ' || j.nested || '，相差 ' || j.nested_apart
            || coalesce('；另缺 ' || lacking.names || iif(lacking.more > 0, ' 等，还有 ' || lacking.more || ' 个', ''), '')
            || ' / ' || j.en || ': ' || j.region || ' (line ' || j.line || ') is less than the ' || j.nested
            || ' that the loaded roll-ups of ' || j.nested_known || iif(j.nested_known = 1, ' division', ' divisions')
            || ' below have together, difference ' || j.nested_apart
            || coalesce('; not loaded: ' || lacking.names || iif(lacking.more > 0, ' and ' || lacking.more || ' more', ''), '')
        else j.zh || ' ' || j.region || '（第 ' || j.line || ' 行），' || iif(j.rule = 'R.SUM', '与', '少于') || '已载入的 '
            || j.known || ' 家单位该项之和 ' || j.together || iif(j.rule = 'R.SUM', ' 不一致', '') || '，相差 ' || j.apart
            || ' / ' || j.en || ': ' || j.region || ' (line ' || j.line || ') '
            || iif(j.rule = 'R.SUM', 'does not agree with', 'is less than') || ' the ' || j.together || ' that '
            || iif(j.known = 1, 'the one loaded unit has', 'the ' || j.known || ' loaded units have together')
            || ', difference ' || j.apart
    end as message
from found as j
left join lacking
  on j.rule = 'R.NESTED' and lacking.region_code = j.region_code and lacking.year = j.year
union all
-- R.COUNT: of a prefecture that states no number, where some of its divisions have consolidated reports, others none.
select
    c.region_code,
    c.year,
    c.report_id,
    null,
    'R.COUNT',
    'info',
    iif(c.stated is null, 'divisions', 'units'),
    cast(coalesce(c.stated, c.children + lacking.divisions) as text),
    cast(iif(c.stated is null, c.children, c.units) as text),
    c.line,
    case
        when c.stated is null then '已载入 ' || c.children || ' 个下级地区的汇总，缺 ' || lacking.names
            || iif(lacking.more > 0, ' 等，还有 ' || lacking.more || ' 个', '')
            || ' / the consolidated reports of ' || c.children || ' divisions below are loaded; not loaded: ' || lacking.names
            || iif(lacking.more > 0, ' and ' || lacking.more || ' more', '')
        else iif(c.section = 0, '正文开头', '第' || substr('一二三四五六', c.section, 1) || '部分') || '（第 ' || c.line
            || ' 行）称编制年报的单位 ' || c.stated
            || ' 家，已载入 ' || c.units || ' 家，相差 ' || abs(c.stated - c.units) || ' 家'
            || coalesce('；缺 ' || lacking.names || iif(lacking.more > 0, ' 等，还有 ' || lacking.more || ' 个', ''), '')
            || ' / ' || iif(c.section = 0, 'the opening', 'section ' || c.section) || ' (line ' || c.line || ') names ' || c.stated || ' reporting units, ' || c.units
            || iif(c.units = 1, ' is', ' are') || ' loaded, difference ' || abs(c.stated - c.units)
            || coalesce('; not loaded: ' || lacking.names || iif(lacking.more > 0, ' and ' || lacking.more || ' more', ''), '')
    end
from (
    -- bodies: units with those whose figures other units hold, which the report may count as well.
    select p.report_id, p.region_code, p.year, p.units, p.children, f.stated, f.section, f.line, sum(p.is_new) as bodies
    from part as p
    left join stated_units as f on f.report_id = p.report_id
    where p.report_id is not null and p.units > 0
    group by p.report_id
) as c
left join lacking on lacking.region_code = c.region_code and lacking.year = c.year
where iif(c.stated is null, c.children > 0 and lacking.divisions > 0, c.stated not between c.units and max(c.units, c.bodies));
