-- One choice of what counts in a region's sum, for `gongkai rollup` and for the rules R.*: no figure twice, none left out without a word.
-- One body counts once, however its name is put: offices of a township, branches, a county's bureau and a district's branch.

-- Bodies of counties that ended, with those of the same organ where the county went on; 公安分局 of the district is 公安局 of the county.
create view agency_heir as
select b.agency_id, heir.agency_id as heir_agency_id
from agency_part as heir
join division as ended on ended.now_code = heir.division_code and ended.code <> ended.now_code
join agency_part as b
  on b.division_code = ended.code and b.kind = heir.kind and replace(b.organ, '分局', '局') = replace(heir.organ, '分局', '局');

-- Bodies that may hold another's figures by their names.
create view agency_over as
select h.agency_id, over.agency_id as over_agency_id, h.how
from agency_head as h
cross join agency as over on over.full_name = h.full_name
where over.agency_id <> h.agency_id and over.kind in ('department', 'institution', 'other', 'office');

-- Reports whose figures another report of the year holds, or may hold, with the division of that one's body.
-- double: it says that it does; overlap: it does not say.
create view report_over_branch as
select
    b.report_id,
    b.year,
    o.report_id as over_report_id,
    o.division_code as over_code,
    case
        when o.scope <> 'consolidated' then 'overlap'
        when name.how = 'namesake' then iif(o.reaches, 'double', 'overlap')
        when o.reaches or o.scope_why glob '*[下所直]属*' or o.scope_why glob '*派出机构*' or o.scope_why glob '*分支机构*'
             or o.scope_why glob '*基层*' or o.scope_why glob '*各单位*' then 'double'
        when exists (
            select 1
            from branch_word as branch
            where instr(o.scope_why, branch.word) > 0 and b.name glob '*' || branch.ending
        ) then 'double'
        else 'overlap'
    end as role
from region_body as b
cross join agency_over as name on name.agency_id = b.agency_id
cross join region_body as o on o.agency_id = name.over_agency_id and o.year = b.year
where case
    when o.scope = 'consolidated' then name.how = 'branch' or o.reaches is not 0
    -- Its own offices are the body itself.
    when o.scope = 'own' then name.how = 'branch' and b.name glob '*办公室'
    else name.how = 'branch' and not exists (
        select 1
        from report as own
        where own.agency_id = o.agency_id and own.year = o.year and own.status = 'current' and own.scope <> 'unknown'
    )
  end
  -- One that is not counted itself, since it reaches into divisions that have consolidated reports of their own, holds nothing.
  and (o.reaches = 0 or not exists (
      select 1
      from division as below
      cross join division_whole as w on w.code = below.now_code and w.year = o.year
      where below.parent_code = o.division_code
  ));

-- The same of what is inside a township and the township. Hospitals and schools are bodies for themselves, unless it says that it
-- holds them.
create view report_over_township as
select
    b.report_id,
    b.year,
    o.report_id as over_report_id,
    o.division_code as over_code,
    iif(o.scope = 'consolidated', 'double', 'overlap') as role
from region_body as b
cross join agency as above on above.division_code = b.sits_code and above.township_code = b.township_code
cross join region_body as o on o.agency_id = above.agency_id and o.year = b.year
where b.township_code is not null
  and b.kind not in ('township', 'subdistrict') and above.kind in ('township', 'subdistrict')
  and case o.scope
    when 'consolidated' then 1
    when 'own' then b.name glob '*办公室'
    else b.name not glob '*[院校学园]'
  end;

-- The same of a station that is named by the city's office, where a branch of the office says that it holds such stations: which of
-- them is not known.
create view report_over_below as
select b.report_id, b.year, o.report_id as over_report_id, b.division_code as over_code, 'overlap' as role
from region_body as b
cross join agency_part as p on p.agency_id = b.agency_id
cross join division as below on below.parent_code = p.division_code and length(below.code) = 6
cross join agency as branch
  on branch.full_name = p.above || p.place || below.name || substr(p.organ, 1, instr(p.organ, '局') - 1) || '分局'
cross join region_body as o on o.agency_id = branch.agency_id and o.year = b.year
cross join branch_word as word on instr(o.scope_why, word.word) > 0
where b.kind in ('department', 'institution', 'other') and o.scope = 'consolidated'
  and instr(p.organ, '局') between 2 and length(p.organ) - 1 and p.organ glob '*' || word.ending;

-- All of them.
create view report_over as
select * from report_over_branch
union all
select * from report_over_former
union all
select * from report_over_township
union all
select * from report_over_below;

-- What each report is in the sum of its own division, other departments' aside:
-- whole: the division's consolidated report; unit: counted; double: another report holds its figures; overlap: another report that
-- is counted may hold them, so it is not; unclear: it may hold the figures of other bodies and does not say, so it is not counted.
create view region_role as
select
    b.report_id,
    b.year,
    b.division_code,
    b.sits_code,
    b.parent_code,
    b.whole_report_id,
    case
        when b.report_id = b.whole_report_id then 'whole'
        when b.scope = 'consolidated' and b.governs then iif(b.whole_report_id is null, 'unclear', 'double')
        -- 本级政府(办) is one unit.
        when b.kind = 'office' and b.governs and exists (
            select 1
            from division as part
            cross join agency as a on a.division_code = part.code
            cross join report as own on own.agency_id = a.agency_id
            where part.now_code = b.division_code and a.kind = 'government' and a.township_code is null
              and coalesce(a.level, b.division_level) = b.division_level
              and own.year = b.year and own.status = 'current' and own.scope = 'own'
        ) then 'overlap'
        when b.township_code is null and b.scope <> 'own' and (
            (b.kind in ('government', 'office') and not b.governs)
            or (b.kind = 'government' and b.scope = 'unknown')
            -- An office that does not say is another body than the government whose consolidated report is there.
            or (b.kind = 'office' and b.scope = 'unknown' and not exists (
                select 1
                from report as w
                join agency as a on a.agency_id = w.agency_id
                where w.report_id = b.whole_report_id and a.kind = 'government'
            ))
        ) then 'unclear'
        -- A body counts by its widest report.
        when not b.governs and b.scope <> 'consolidated' and exists (
            select 1
            from report as wider
            where wider.agency_id = b.agency_id and wider.year = b.year and wider.status = 'current'
              and (wider.scope = 'consolidated' or (wider.scope = 'own' and b.scope = 'unknown'))
        ) then 'double'
        -- So does a zone for the bodies that bear its name.
        when b.kind <> 'zone' and exists (
            select 1
            from agency as above
            cross join report as r on r.agency_id = above.agency_id
            where above.division_code = b.sits_code
              and above.kind = 'zone'
              and instr(b.name, replace(replace(above.full_name, '管理委员会', ''), '管委会', '')) = 1
              and r.year = b.year and r.status = 'current' and r.scope = 'consolidated'
        ) then 'double'
        -- A department that reaches into divisions below which are in the sum by consolidated reports of their own.
        when b.reaches is not 0 and exists (
            select 1
            from division as below
            cross join division_whole as w on w.code = below.now_code and w.year = b.year
            where below.parent_code = b.division_code
        ) then 'overlap'
        else 'unit'
    end as role
from region_body_whole as b;
