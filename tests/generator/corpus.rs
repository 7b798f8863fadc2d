//! Made-up reports for measuring: bodies of real counties over six years, as a crawl would bring them.
//!
//! It owns names, years and the length of the prose; numbers and layouts are the generator's. Everything follows from the
//! number of a report, so that a corpus of any size is the same each time.

use super::Case;
use super::prose::Piece;
use super::quirks::Quirks;
use super::render::Layout;
use fastrand::Rng;
use gongkai::division::{Level, gazetteer};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// First year of a body's reports.
const FIRST_YEAR: i32 = 2019;
/// Reports of a body, one a year.
const YEARS: u32 = 6;

/// Bodies of a county.
const ORGANS: [&str; 24] = [
    "财政局",
    "教育局",
    "民政局",
    "司法局",
    "审计局",
    "水利局",
    "统计局",
    "商务局",
    "公安局",
    "信访局",
    "林业局",
    "医疗保障局",
    "应急管理局",
    "卫生健康委员会",
    "发展和改革委员会",
    "自然资源局",
    "交通运输局",
    "农业农村局",
    "行政审批局",
    "市场监督管理局",
    "退役军人事务局",
    "人力资源和社会保障局",
    "住房和城乡建设局",
    "文化广电和旅游局",
];

/// Sentences that reports of one body repeat from year to year; `{}` is a number.
const SENTENCES: [&str; 12] = [
    "本年围绕重点领域细化公开清单{}项，逐项明确责任科室与更新时限。",
    "政务新媒体共推送信息{}条，回应群众留言{}条，均在规定时限内办理。",
    "对历年文件开展集中清理，调整栏目{}个，补录历史信息{}条。",
    "召开新闻发布会{}场，制作图解{}份，方便群众理解政策要点。",
    "全年组织业务培训{}次，参训{}人次，基层人员对条例更加熟悉。",
    "健全发布审查机制，先审后发，全年抽查稿件{}篇，整改问题{}处。",
    "公开专区设在服务大厅一层，配备查询终端{}台，接待群众{}人次。",
    "对依申请公开的登记、审核、办理、答复、归档各环节统一文书{}种。",
    "通过电话、信函和现场等渠道提供咨询服务{}次，群众反映良好。",
    "把公开工作纳入年度考核，占分值{}分，对{}个单位进行了通报。",
    "网站无障碍改造完成后，页面平均打开时间缩短到{}毫秒。",
    "与档案部门配合移交纸质公报{}册，供群众在阅览室查阅。",
];

/// A report of the corpus by its number, in a layout.
pub(crate) fn case(number: u32, layout: Layout) -> Case {
    let (body, year) = (number / YEARS, FIRST_YEAR + (number % YEARS) as i32);
    let form = if year < 2021 { "2019" } else { "2021" };
    let seed = u64::from(number);
    // One in four shows a habit of real reports, the others are clean.
    let adjust = |quirks: &mut Quirks| {
        if !number.is_multiple_of(4) {
            *quirks = Quirks::none();
        }
    };
    let mut case = Case::with(seed, layout, form, adjust);
    case.model.agency.name = name(body);
    case.model.year = year;
    case.print();
    let mut rng = Rng::with_seed(u64::from(body));
    for _ in 0..rng.usize(10..18) {
        let mut numbers = Rng::with_seed(rng.u64(..).wrapping_add(u64::from(number % YEARS)));
        let text = SENTENCES[rng.usize(..SENTENCES.len())];
        let parts: Vec<String> = text.split("{}").map(str::to_owned).collect();
        let text = parts.join(&numbers.u32(2..400).to_string());
        let place = case
            .pieces
            .iter()
            .position(|piece| matches!(piece, Piece::Heading(text) if text.contains("主动公开")));
        case.pieces.insert(place.unwrap_or(2), Piece::Para(text));
    }
    case.lay_out();
    case
}

/// The name of a body as its reports print it: the county and its organ.
fn name(body: u32) -> String {
    static COUNTIES: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let all = gazetteer().all().iter();
        all.filter(|division| {
            division.level() == Level::County
                && division.to.is_none()
                && division.name.ends_with(['县', '区', '市', '旗'])
        })
        .map(|division| division.name)
        .collect()
    });
    let organ = ORGANS[body as usize % ORGANS.len()];
    // Neighbours in the list are of one prefecture: a step through it mixes the provinces.
    let county = COUNTIES[(body as usize / ORGANS.len()) * 1009 % COUNTIES.len()];
    format!("{county}{organ}")
}

/// Writes the reports of a range of numbers into folders of a thousand; the paths in order, and the bytes.
///
/// # Errors
/// Where a file cannot be written.
pub(crate) fn write(
    folder: &Path,
    numbers: std::ops::Range<u32>,
    layouts: &[Layout],
) -> std::io::Result<(Vec<PathBuf>, u64)> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u32;
    let parts: Vec<std::io::Result<(Vec<PathBuf>, u64)>> = std::thread::scope(|scope| {
        let part = |from: u32| {
            let numbers = numbers.clone().skip(from as usize).step_by(threads as usize);
            scope.spawn(move || {
                let (mut paths, mut bytes) = (Vec::new(), 0);
                for number in numbers {
                    let case = case(number, layouts[number as usize % layouts.len()]);
                    let content = case.bytes();
                    let within = folder.join(format!("{:03}", number / 1000));
                    std::fs::create_dir_all(&within)?;
                    let path = within.join(format!("{number:06}.{}", case.layout.extension()));
                    std::fs::write(&path, &content)?;
                    bytes += content.len() as u64;
                    paths.push(path);
                }
                Ok((paths, bytes))
            })
        };
        let running: Vec<_> = (0..threads).map(part).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Ok((Vec::new(), 0)))).collect()
    });
    let (mut paths, mut bytes) = (Vec::new(), 0);
    for part in parts {
        let (some, size) = part?;
        paths.extend(some);
        bytes += size;
    }
    paths.sort();
    Ok((paths, bytes))
}
