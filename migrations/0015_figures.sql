-- Figures of each report, kept: over hundreds of thousands of reports queries would take long to add them up.

-- Row totals of section 3, printed or summed, with the sums of its groups, and section 4. What a report prints never changes, so its
-- row is written with it, from worked_out_figure. NULL where the report leaves the figure open.
create table report_figure (
    report_id integer primary key references report (report_id), -- the report
    received integer, -- 本年新收
    carried_in integer, -- 上年结转
    carried_out integer, -- 结转下年度继续办理
    outcome_total integer, -- 总计, else the sum of all outcomes where each is known
    outcome_total_computed integer, -- 1: 总计 is such a sum
    blank_as_zero integer, -- 1: the outcomes that are known make up 总计, so that blank ones are 0
    outcome_rest integer, -- what the known outcomes leave of outcome_total, 0 where they exceed it
    disclosed integer, -- 予以公开
    partly_disclosed integer, -- 部分公开
    withheld integer, -- 不予公开, the sum of its rows
    unavailable integer, -- 无法提供, the sum of its rows
    declined integer, -- 不予处理, the sum of its rows
    other integer, -- 其他处理, the sum of its rows
    withheld_state_secret integer, -- 1.属于国家秘密
    withheld_by_law integer, -- 2.其他法律行政法规禁止公开
    withheld_security_stability integer, -- 3.危及“三安全一稳定”
    withheld_third_party integer, -- 4.保护第三方合法权益
    withheld_internal_affairs integer, -- 5.属于三类内部事务信息
    withheld_deliberative integer, -- 6.属于四类过程性信息
    withheld_enforcement_file integer, -- 7.属于行政执法案卷
    withheld_administrative_query integer, -- 8.属于行政查询事项
    unavailable_not_held integer, -- 1.本机关不掌握相关政府信息
    unavailable_needs_creation integer, -- 2.没有现成信息需要另行制作
    unavailable_unclear_request integer, -- 3.补正后申请内容仍不明确
    declined_petition integer, -- 1.信访举报投诉类申请
    declined_repeated integer, -- 2.重复申请
    declined_publication integer, -- 3.要求提供公开出版物
    declined_excessive integer, -- 4.无正当理由大量反复申请
    declined_confirmation integer, -- 5.要求行政机关确认或重新出具已获取信息
    other_handling integer, -- （六）其他处理
    other_no_correction integer, -- 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
    other_fee_unpaid integer, -- 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请
    other_misc integer, -- 3.其他
    reconsideration_upheld integer, -- 行政复议, 结果维持
    reconsideration_corrected integer, -- 行政复议, 结果纠正
    reconsideration_other integer, -- 行政复议, 其他结果
    reconsideration_pending integer, -- 行政复议, 尚未审结
    reconsideration_closed integer, -- 行政复议, 审结: 维持 + 纠正 + 其他
    reconsideration_total integer, -- 行政复议, 总计, else their sum
    reconsideration_total_computed integer, -- 行政复议, 1: the total is a sum
    litigation_upheld integer, -- 行政诉讼, both channels, 结果维持
    litigation_corrected integer, -- 行政诉讼, both channels, 结果纠正
    litigation_other integer, -- 行政诉讼, both channels, 其他结果
    litigation_pending integer, -- 行政诉讼, both channels, 尚未审结
    litigation_closed integer, -- 行政诉讼, both channels, 审结: 维持 + 纠正 + 其他
    litigation_total integer, -- 行政诉讼, both channels, 总计, else their sum
    litigation_total_computed integer -- 行政诉讼, both channels, 1: the total is a sum
) strict;

-- The figures of report_figure, worked out from the printed rows. Where the printed 总计 equals the sum of the outcomes that are known,
-- nothing is left for the blank ones: they are 0 (blank_as_zero = 1), but for rows of 其他处理 that the other form prints.
create view worked_out_figure as
with row as (
    select
        r.report_id, o.outcome, o.total, o.computed,
        case
            when o.outcome between 'withheld_' and 'withheld_~' then 'withheld'
            when o.outcome between 'unavailable_' and 'unavailable_~' then 'unavailable'
            when o.outcome between 'declined_' and 'declined_~' then 'declined'
            when o.outcome between 'other_' and 'other_~' then 'other'
            when o.outcome in ('disclosed', 'partly_disclosed') then 'disclosed'
        end as part
    from report as r
    left join outcome_row_total as o on o.report_id = r.report_id
),
summed as (
    select
        report_id,
        max(case when outcome = 'received_new' then total end) as received,
        max(case when outcome = 'carried_in' then total end) as carried_in,
        max(case when outcome = 'carried_out' then total end) as carried_out,
        max(case when outcome = 'outcome_total' then total end) as row_total,
        max(case when outcome = 'outcome_total' and not computed then total end) as printed_total,
        max(case when outcome = 'disclosed' then total end) as disclosed,
        max(case when outcome = 'partly_disclosed' then total end) as partly_disclosed,
        count(case when part is not null then total end) as known,
        coalesce(sum(case when part is not null then total end), 0) as known_sum,
        -- The form of 2019 prints one row of 其他处理, that of 2021 three.
        case when max(outcome = 'other_handling') then 1 else 3 end as others,
        count(case when part = 'withheld' then total end) as withheld_known,
        coalesce(sum(case when part = 'withheld' then total end), 0) as withheld,
        count(case when part = 'unavailable' then total end) as unavailable_known,
        coalesce(sum(case when part = 'unavailable' then total end), 0) as unavailable,
        count(case when part = 'declined' then total end) as declined_known,
        coalesce(sum(case when part = 'declined' then total end), 0) as declined,
        count(case when part = 'other' then total end) as other_known,
        coalesce(sum(case when part = 'other' then total end), 0) as other,
        max(case when outcome = 'withheld_state_secret' then total end) as withheld_state_secret,
        max(case when outcome = 'withheld_by_law' then total end) as withheld_by_law,
        max(case when outcome = 'withheld_security_stability' then total end) as withheld_security_stability,
        max(case when outcome = 'withheld_third_party' then total end) as withheld_third_party,
        max(case when outcome = 'withheld_internal_affairs' then total end) as withheld_internal_affairs,
        max(case when outcome = 'withheld_deliberative' then total end) as withheld_deliberative,
        max(case when outcome = 'withheld_enforcement_file' then total end) as withheld_enforcement_file,
        max(case when outcome = 'withheld_administrative_query' then total end) as withheld_administrative_query,
        max(case when outcome = 'unavailable_not_held' then total end) as unavailable_not_held,
        max(case when outcome = 'unavailable_needs_creation' then total end) as unavailable_needs_creation,
        max(case when outcome = 'unavailable_unclear_request' then total end) as unavailable_unclear_request,
        max(case when outcome = 'declined_petition' then total end) as declined_petition,
        max(case when outcome = 'declined_repeated' then total end) as declined_repeated,
        max(case when outcome = 'declined_publication' then total end) as declined_publication,
        max(case when outcome = 'declined_excessive' then total end) as declined_excessive,
        max(case when outcome = 'declined_confirmation' then total end) as declined_confirmation,
        max(case when outcome = 'other_handling' then total end) as other_handling,
        max(case when outcome = 'other_no_correction' then total end) as other_no_correction,
        max(case when outcome = 'other_fee_unpaid' then total end) as other_fee_unpaid,
        max(case when outcome = 'other_misc' then total end) as other_misc
    from row
    group by report_id
),
judged as (
    select
        *,
        coalesce(printed_total, row_total, case when known = 18 + others then known_sum end) as outcome_total,
        printed_total = known_sum as is_whole
    from summed
)
select
    j.report_id, j.received, j.carried_in, j.carried_out, j.outcome_total,
    j.outcome_total is not null and j.printed_total is null as outcome_total_computed,
    coalesce(j.known < 18 + j.others and j.is_whole, 0) as blank_as_zero,
    case when j.known_sum > j.outcome_total then 0 else j.outcome_total - j.known_sum end as outcome_rest,
    coalesce(j.disclosed, case when j.is_whole then 0 end) as disclosed,
    coalesce(j.partly_disclosed, case when j.is_whole then 0 end) as partly_disclosed,
    case when j.withheld_known = 8 or j.is_whole then j.withheld end as withheld,
    case when j.unavailable_known = 3 or j.is_whole then j.unavailable end as unavailable,
    case when j.declined_known = 5 or j.is_whole then j.declined end as declined,
    case when j.other_known = j.others or j.is_whole then j.other end as other,
    coalesce(j.withheld_state_secret, case when j.is_whole then 0 end) as withheld_state_secret,
    coalesce(j.withheld_by_law, case when j.is_whole then 0 end) as withheld_by_law,
    coalesce(j.withheld_security_stability, case when j.is_whole then 0 end) as withheld_security_stability,
    coalesce(j.withheld_third_party, case when j.is_whole then 0 end) as withheld_third_party,
    coalesce(j.withheld_internal_affairs, case when j.is_whole then 0 end) as withheld_internal_affairs,
    coalesce(j.withheld_deliberative, case when j.is_whole then 0 end) as withheld_deliberative,
    coalesce(j.withheld_enforcement_file, case when j.is_whole then 0 end) as withheld_enforcement_file,
    coalesce(j.withheld_administrative_query, case when j.is_whole then 0 end) as withheld_administrative_query,
    coalesce(j.unavailable_not_held, case when j.is_whole then 0 end) as unavailable_not_held,
    coalesce(j.unavailable_needs_creation, case when j.is_whole then 0 end) as unavailable_needs_creation,
    coalesce(j.unavailable_unclear_request, case when j.is_whole then 0 end) as unavailable_unclear_request,
    coalesce(j.declined_petition, case when j.is_whole then 0 end) as declined_petition,
    coalesce(j.declined_repeated, case when j.is_whole then 0 end) as declined_repeated,
    coalesce(j.declined_publication, case when j.is_whole then 0 end) as declined_publication,
    coalesce(j.declined_excessive, case when j.is_whole then 0 end) as declined_excessive,
    coalesce(j.declined_confirmation, case when j.is_whole then 0 end) as declined_confirmation,
    coalesce(j.other_handling, case when j.is_whole and j.others = 1 then 0 end) as other_handling,
    coalesce(j.other_no_correction, case when j.is_whole and j.others = 3 then 0 end) as other_no_correction,
    coalesce(j.other_fee_unpaid, case when j.is_whole and j.others = 3 then 0 end) as other_fee_unpaid,
    coalesce(j.other_misc, case when j.is_whole and j.others = 3 then 0 end) as other_misc,
    c.upheld as reconsideration_upheld, c.corrected as reconsideration_corrected, c.other as reconsideration_other,
    c.pending as reconsideration_pending, c.closed as reconsideration_closed, c.total as reconsideration_total,
    c.total_computed as reconsideration_total_computed,
    d.upheld + a.upheld as litigation_upheld, d.corrected + a.corrected as litigation_corrected, d.other + a.other as litigation_other,
    d.pending + a.pending as litigation_pending, d.closed + a.closed as litigation_closed, d.total + a.total as litigation_total,
    d.total_computed or a.total_computed as litigation_total_computed
from judged as j
left join review_filled as c on c.report_id = j.report_id and c.channel = 'reconsideration'
left join review_filled as d on d.report_id = j.report_id and d.channel = 'litigation_direct'
left join review_filled as a on a.report_id = j.report_id and a.channel = 'litigation_after_reconsideration';

insert into report_figure select * from worked_out_figure;

-- One wide row per current report. Rates lie between 0 and 1 and are NULL where the denominator is 0 or unknown:
--   disclosure_rate             (disclosed + partly_disclosed) / outcome_total
--   disclosure_rate_of_decided  (disclosed + partly_disclosed) / decided, decided = disclosed + partly + withheld
--   ..._corrected_rate_of_closed  corrected / (upheld + corrected + other)
--   ..._corrected_rate_of_all     corrected / total, pending cases included
-- litigation_* add direct litigation and litigation after reconsideration.
create view report_summary as
select
    r.report_id,
    r.agency_id,
    r.agency,
    r.agency_full_name,
    r.kind,
    r.level,
    r.division_code,
    r.division,
    r.year,
    r.form,
    r.scope,
    f.received,
    f.carried_in,
    f.disclosed,
    f.partly_disclosed,
    f.withheld,
    f.unavailable,
    f.declined,
    f.other,
    f.outcome_total,
    f.outcome_total_computed,
    f.blank_as_zero,
    f.carried_out,
    f.disclosed + f.partly_disclosed + f.withheld as decided,
    (f.disclosed + f.partly_disclosed) * 1.0 / nullif(f.outcome_total, 0) as disclosure_rate,
    (f.disclosed + f.partly_disclosed) * 1.0
        / nullif(f.disclosed + f.partly_disclosed + f.withheld, 0) as disclosure_rate_of_decided,
    f.reconsideration_total,
    f.reconsideration_total_computed,
    f.reconsideration_upheld,
    f.reconsideration_corrected,
    f.reconsideration_other,
    f.reconsideration_pending,
    f.reconsideration_corrected * 1.0 / nullif(f.reconsideration_closed, 0) as reconsideration_corrected_rate_of_closed,
    f.reconsideration_corrected * 1.0 / nullif(f.reconsideration_total, 0) as reconsideration_corrected_rate_of_all,
    f.litigation_total,
    f.litigation_total_computed,
    f.litigation_upheld,
    f.litigation_corrected,
    f.litigation_other,
    f.litigation_pending,
    f.litigation_corrected * 1.0 / nullif(f.litigation_closed, 0) as litigation_corrected_rate_of_closed,
    f.litigation_corrected * 1.0 / nullif(f.litigation_total, 0) as litigation_corrected_rate_of_all
from current_report as r
join report_figure as f on f.report_id = r.report_id;
