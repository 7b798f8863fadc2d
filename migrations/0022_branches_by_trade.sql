-- Branches whose names say nothing of their bureau's, as 交通警察大队 nothing of 公安局, are held by it as those are that do.

-- How such branches are called, or end, and their bureaus.
create table branch_trade (
    ending text not null,
    head   text not null,
    primary key (ending, head)
) strict, without rowid;
with trade (bureaus, branches) as (
    values
        ('公安局', '交通警察大队 交通警察支队 交警大队 交警支队 巡特警大队 巡特警支队 看守所 拘留所'),
        ('自然资源局 自然资源和规划局 规划和自然资源局', '不动产登记中心 不动产登记事务中心 不动产登记服务中心'),
        ('民政局', '婚姻登记处 婚姻登记中心 救助管理站'),
        ('城市管理局 城市管理综合行政执法局 综合行政执法局 城市管理委员会', '城市管理综合行政执法大队 城市管理综合行政执法支队 城市管理监察大队'),
        ('交通运输局', '交通运输综合行政执法大队 交通运输综合行政执法支队'),
        ('农业农村局', '农业综合行政执法大队 农业综合行政执法支队 动物卫生监督所'),
        ('市场监督管理局', '市场监管综合行政执法大队 市场监管综合行政执法支队 市场监督管理综合行政执法大队 市场监督管理综合行政执法支队'),
        ('文化和旅游局 文化广电和旅游局 文化广电旅游局 文化旅游局 文化广电旅游体育局 文化广电体育和旅游局', '文化市场综合行政执法大队 文化市场综合行政执法支队'),
        ('生态环境局', '生态环境保护综合行政执法大队 生态环境保护综合行政执法支队'),
        ('人力资源和社会保障局', '劳动保障监察大队 劳动保障监察支队 劳动人事争议仲裁院 社会保险事业中心 社会保险事业管理中心 公共就业服务中心'),
        ('卫生健康委员会 卫生健康局', '卫生监督所 卫生健康综合监督执法大队'),
        ('医疗保障局', '医疗保障事务中心 医疗保障服务中心'),
        ('住房和城乡建设局', '住房保障中心 建设工程质量监督站'),
        ('应急管理局', '应急管理综合行政执法大队 应急管理综合行政执法支队'),
        ('水利局 水务局', '水政监察大队 水政监察支队')
)
insert into branch_trade
select branch.value, bureau.value
from trade
cross join json_each('["' || replace(branches, ' ', '","') || '"]') as branch
cross join json_each('["' || replace(bureaus, ' ', '","') || '"]') as bureau;

drop view if exists agency_named_over;

-- The names that agency_head keeps.
create view agency_named_over as
select
    n.agency_id,
    case k.place
        when 'as it is' then n.above || n.place || n.head
        when 'own' then n.above || n.place || n.organ
        when 'above' then n.above || n.organ
        when 'above, hall' then n.above || replace(n.organ, '局', '厅')
        when 'far' then substr(n.above, 1, instr(n.above, p.name) - 1) || n.organ
        else substr(n.above, 1, instr(n.above, p.name) - 1) || replace(n.organ, '局', '厅')
    end as full_name,
    n.how
from (
    select h.*, replace(h.head, '分局', '局') as organ
    from (
        select
            b.agency_id, b.above, b.place, b.parent_code,
            iif(e.word = '', b.organ, substr(b.organ, 1, instr(b.organ, e.word) + length(e.word) - 1)) as head,
            iif(e.word = '' and instr(b.organ, '分局') = 0, 'namesake', 'branch') as how
        from agency_part as b
        cross join organ_end as e
        where b.kind in ('department', 'institution', 'other')
          and (e.word = '' or instr(b.organ, e.word) > 0 and instr(b.organ, e.word) + length(e.word) - 1 < length(b.organ))
    ) as h
) as n
cross join over_place as k
left join division as p on p.code = n.parent_code
where k.place not like 'far%' or p.name is not null
union all
select b.agency_id, b.above || b.place || t.head, 'branch'
from agency_part as b
join branch_trade as t on t.ending = substr(b.organ, -length(t.ending))
where b.kind in ('department', 'institution', 'other');

insert or ignore into agency_head select agency_id, full_name, how from agency_named_over;
insert or ignore into region_stale select distinct region_code, 0 from agency_region;
