-- Tables. One row per printed row, one column per printed column. A blank is NULL with a cell_note, never zero.
-- Codes are those of the form (tables form_row, form_column); `line` is the 1-based line of document.text.

-- Divisions of GB/T 2260 and township codes.
create table division (
    code        text primary key,               -- 6 digits, townships 9
    name        text not null,                  -- official name
    level       text not null,                  -- province|prefecture|county|township
    parent_code text references division (code) -- the division in which it lies, NULL for a province
) strict, without rowid;

create index division_parent on division (parent_code);

-- Bodies that publish reports.
create table agency (
    agency_id     integer primary key,            -- numbered in the order of loading
    name          text not null,                  -- as most of its reports print it
    full_name     text,                           -- with its divisions, NULL until resolved
    kind          text not null default 'other'   -- government|office|department|township|subdistrict|zone|...
                  check (kind in ('government', 'office', 'department', 'township', 'subdistrict', 'zone',
                                  'vertical', 'institution', 'other')),
    level         text                            -- NULL where the name does not decide
                  check (level in ('central', 'province', 'prefecture', 'county', 'township')),
    division_code text references division (code), -- county or above in which it sits, NULL until resolved
    township_code text references division (code), -- townships only
    resolution    text                            -- how the division was found, NULL until resolved
) strict;

create index agency_name on agency (name);

create index agency_division on agency (division_code, kind); -- governments and offices of a division are found by it

-- Names under which an agency was printed.
create table agency_alias (
    alias     text not null,                              -- the printed name
    agency_id integer not null references agency (agency_id), -- several agencies may share a name
    primary key (alias, agency_id)
) strict, without rowid;

create index agency_alias_agency on agency_alias (agency_id);

-- Sources as ingested.
create table document (
    document_id  integer primary key,       -- numbered in the order of loading
    sha256       text not null unique,      -- of the bytes, hexadecimal
    path         text not null,             -- as given to ingest
    url          text,                      -- where it was published, if a manifest says so
    published_on text,                      -- date of publication, if a manifest says so
    media_type   text not null,             -- text/plain and the like
    byte_length  integer not null,          -- of the bytes
    text         text not null              -- extracted text; every `line` counts its lines
) strict;

create index document_path on document (path);

-- Reports. What a later report replaces stays, as superseded.
create table report (
    report_id    integer primary key,                                -- numbered in the order of loading
    agency_id    integer references agency (agency_id),              -- NULL where no agency is printed
    year         integer,                                            -- year reported on, NULL where none is printed
    form         text not null                                       -- what the tables print, not what the year implies
                 check (form in ('2019', '2021', 'mixed', 'unknown')),
    scope        text not null                                       -- whose figures: with subordinate units, own, unsaid
                 check (scope in ('consolidated', 'own', 'unknown')),
    document_id  integer not null references document (document_id), -- its source
    title        text,                                               -- as printed
    period_start text,                                               -- first day of the period, where stated
    period_end   text,                                               -- last day of the period, where stated
    revision     integer not null,                                   -- 1, 2, ... among the reports it replaces
    status       text not null                                       -- superseded: a later revision replaces it
                 check (status in ('current', 'superseded')),
    replaces     integer references report (report_id)               -- the report of which this is the next revision
) strict;

create unique index report_current on report (agency_id, year, scope) where status = 'current';
create index report_agency on report (agency_id, year);
create index report_year on report (year, agency_id);
create index report_document on report (document_id);
create index report_replaces on report (replaces) where replaces is not null;

-- Sketches of the prose, to tell a later version of a report from another body's report.
create table prose_sketch (
    report_id integer primary key references report (report_id), -- the report
    sketch    blob not null                                      -- smallest hashes of its four-character pieces
) strict;

-- Index of the sketches of reports that print no agency.
create table prose_mark (
    mark      integer not null,                               -- one of the first hashes of the sketch
    report_id integer not null references report (report_id), -- the report
    primary key (mark, report_id)
) strict, without rowid;

create index prose_mark_report on prose_mark (report_id);

-- The prose of the six sections, without the tables.
create table section (
    report_id integer not null references report (report_id), -- the report
    number    integer not null,                               -- 1 to 6
    heading   text not null,                                  -- as printed
    body      text not null,                                  -- one paragraph a line
    line      integer not null,                               -- of the heading
    primary key (report_id, number)
) strict, without rowid;

-- Section 2, proactive disclosure under article 20. Which columns an item uses depends on the form (form_cell).
create table section20 (
    report_id       integer not null references report (report_id), -- the report
    item            text not null,    -- rules, normative_documents, licensing, ...
    issued          integer,          -- 2021: 本年制发件数
    repealed        integer,          -- 2021: 本年废止件数
    in_force        integer,          -- 2021: 现行有效件数
    newly_made      integer,          -- 2019: 本年新制作数量
    newly_disclosed integer,          -- 2019: 本年新公开数量
    disclosed_total integer,          -- 2019: 对外公开总数量
    prior_items     integer,          -- 2019: 上一年项目数量
    item_change     integer,          -- 2019: 本年增/减, signed
    decisions       integer,          -- 处理决定数量
    projects        integer,          -- 2019: 采购项目数量
    amount_10k_yuan real,             -- 收费金额, 采购总金额, in 万元
    line            integer not null, -- of the row's label
    primary key (report_id, item)
) strict, without rowid;

-- Section 3, applications: what was received and how it ended, by applicant.
create table application_outcome (
    report_id            integer not null references report (report_id), -- the report
    outcome              text not null,    -- received_new, carried_in, disclosed, ...
    natural_person       integer,          -- 自然人
    commercial_enterprise integer,         -- 商业企业
    research_institution integer,          -- 科研机构
    public_welfare_org   integer,          -- 社会公益组织
    legal_service_org    integer,          -- 法律服务机构
    other_org            integer,          -- 其他
    total                integer,          -- 总计 as printed
    line                 integer not null, -- of the row's label
    primary key (report_id, outcome)
) strict, without rowid;

-- Section 4, reconsideration and litigation.
create table review_litigation (
    report_id integer not null references report (report_id), -- the report
    channel   text not null,    -- reconsideration, litigation_direct, litigation_after_reconsideration
    upheld    integer,          -- 结果维持
    corrected integer,          -- 结果纠正
    other     integer,          -- 其他结果
    pending   integer,          -- 尚未审结
    total     integer,          -- 总计 as printed
    line      integer not null, -- of the row's label
    primary key (report_id, channel)
) strict, without rowid;

-- The fee statement of section 6; only what is stated, no statement no row.
create table information_fee (
    report_id      integer primary key references report (report_id), -- the report
    notices        integer, -- number of fee notices sent
    billed_yuan    real,    -- amount of the notices
    collected_yuan real     -- amount collected; "未收取" is 0
) strict;

-- Numbers read out of the prose.
create table narrative_figure (
    report_id integer not null references report (report_id), -- the report
    ordinal   integer not null, -- in reading order
    section   integer not null, -- 1 to 6, 0 before the first
    subject   text not null,    -- what it claims to be, such as received_new
    value     real not null,    -- the number
    unit      text not null,    -- as printed: 件, 条, 元, %
    line      integer not null, -- where it stands
    primary key (report_id, ordinal)
) strict, without rowid;

-- Why a cell is not simply the printed number.
create table cell_note (
    report_id   integer not null references report (report_id), -- the report
    table_name  text not null,    -- section20, application_outcome, review_litigation, information_fee
    row_code    text not null,    -- item, outcome or channel; * for the whole table
    column_code text not null,    -- column of that table; * for the whole row
    state       text not null     -- the first four leave the value NULL
                check (state in ('blank', 'not_applicable', 'unreadable', 'ambiguous', 'inferred', 'converted')),
    raw         text not null,    -- the printed text
    line        integer not null, -- of the row's label
    primary key (report_id, table_name, row_code, column_code)
) strict, without rowid;

-- Where a document does not fit the form.
create table problem (
    report_id integer not null references report (report_id), -- the report
    ordinal   integer not null, -- in the order found
    code      text not null,    -- agency_missing, table_missing, same_name, ...
    line      integer not null, -- 0 where it concerns the whole document
    message   text not null,    -- Chinese and English
    primary key (report_id, ordinal)
) strict, without rowid;

-- Numbers of one report that disagree. The view all_finding adds those between reports.
create table finding (
    report_id integer not null references report (report_id), -- the report
    ordinal   integer not null, -- in the order of the rules
    rule      text not null,    -- such as T3.BALANCE, see table rule
    severity  text not null     -- error: the form forbids it; warning: usually wrong; info: worth a look
              check (severity in ('error', 'warning', 'info')),
    subject   text not null,    -- row or column
    expected  text,             -- what the rule expects
    actual    text,             -- what is printed
    message   text not null,    -- Chinese and English
    primary key (report_id, ordinal)
) strict, without rowid;

-- Runs of `gongkai ingest`.
create table ingest_run (
    run_id      integer primary key,        -- numbered in order
    started_at  text not null,              -- UTC
    finished_at text,                       -- UTC, NULL where the run was interrupted
    loaded      integer not null default 0, -- files that gave a new report
    unchanged   integer not null default 0, -- files whose content was there already
    revised     integer not null default 0, -- files that gave a new revision of a report
    rejected    integer not null default 0  -- files that gave no report
) strict;

-- What became of each file of a run.
create table ingest_file (
    run_id      integer not null references ingest_run (run_id), -- the run
    path        text not null,                                   -- as given
    outcome     text not null                                    -- what became of it
                check (outcome in ('loaded', 'unchanged', 'revised', 'rejected')),
    document_id integer references document (document_id),       -- NULL where rejected
    message     text                                             -- the reason of a rejection
) strict;

create index ingest_file_run on ingest_file (run_id);
create index ingest_file_document on ingest_file (document_id);

-- Rows of the statutory tables, written by the program from its one definition of the form.
create table form_row (
    table_name text not null,    -- section20, application_outcome, review_litigation
    row_code   text not null,    -- item, outcome or channel
    ordinal    integer not null, -- printed order, from 1
    label_zh   text not null,    -- official label
    label_en   text not null,    -- English label
    group_code text,             -- printed group, such as withheld
    group_zh   text,             -- its label
    group_en   text,             -- its English label
    in_2019    integer not null, -- 1 where the form of 2019 prints it
    in_2021    integer not null, -- 1 where the form of 2021 prints it
    primary key (table_name, row_code)
) strict, without rowid;

-- Columns of the statutory tables.
create table form_column (
    table_name  text not null,    -- as in form_row
    column_code text not null,    -- column of that table
    ordinal     integer not null, -- printed order, from 1
    label_zh    text not null,    -- official label
    label_en    text not null,    -- English label
    unit        text not null,    -- count, change (signed) or 10k_yuan
    in_2019     integer not null, -- 1 where the form of 2019 prints it
    in_2021     integer not null, -- 1 where the form of 2021 prints it
    primary key (table_name, column_code)
) strict, without rowid;

-- Cells that a form prints: which columns belong to which row.
create table form_cell (
    table_name  text not null,    -- as in form_row
    row_code    text not null,    -- as in form_row
    column_code text not null,    -- as in form_column
    in_2019     integer not null, -- 1 where the form of 2019 prints it
    in_2021     integer not null, -- 1 where the form of 2021 prints it
    primary key (table_name, row_code, column_code),
    foreign key (table_name, row_code) references form_row (table_name, row_code),
    foreign key (table_name, column_code) references form_column (table_name, column_code)
) strict, without rowid;

-- Rules that the checks apply.
create table rule (
    rule     text primary key,  -- name, such as T3.BALANCE
    ordinal  integer not null,  -- order of the form, from 1
    severity text not null,     -- error, warning or info
    label_zh text not null,     -- what it says
    label_en text not null      -- what it says
) strict, without rowid;
