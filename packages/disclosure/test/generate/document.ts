/**
 * Puts a department year on paper: the parts in the template's order, with contents, narrative, tables and forms.
 */
import { type Chance, chance } from './chance.ts';
import { type DepartmentYear, departmentYear, personnelMoney, publicMoney, sums } from './department-year.ts';
import { performanceForms } from './forms.ts';
import { sum } from './money.ts';
import {
  amountText,
  grade,
  narrative,
  overallScore,
  rateText,
  scoreText,
  sectionPlan,
  style,
  type Writer,
} from './narrative.ts';
import { mark, type Paper, type PaperBlock, type PaperParagraph, paragraph, pieces } from './paper.ts';
import { chineseNumber, disclosureTables, emptyTableList, tableOrder, tableTitle } from './tables.ts';
import { type Template } from './templates.ts';

export interface Generated {
  readonly seed: number;
  readonly template: Template;
  readonly year: DepartmentYear;
  readonly paper: Paper;
}

const duties = [
  '拟订全县医疗保险、生育保险、医疗救助等医疗保障制度的政策、规划并组织实施。',
  '组织制定并实施医疗保障基金监督管理办法，建立健全医疗保障基金安全防控机制。',
  '组织实施医疗保障筹资和待遇政策，完善动态调整和区域调剂平衡机制。',
  '落实药品、医用耗材、医疗服务项目等医保目录和支付标准。',
  '监督实施药品、医用耗材的招标采购政策。',
  '制定定点医药机构协议和支付管理办法并组织实施。',
  '负责医疗保障经办管理、公共服务体系和信息化建设。',
  '完成县委、县政府交办的其他任务。',
];

const terms: readonly (readonly [string, string])[] = [
  ['财政拨款收入', '指单位本年度从同级财政部门取得的各类财政拨款。'],
  ['其他收入', '指单位取得的除财政拨款收入、事业收入、经营收入等以外的各项收入。'],
  ['年初结转和结余', '指单位上年结转本年使用的基本支出结转、项目支出结转和结余。'],
  ['基本支出', '指为保障机构正常运转、完成日常工作任务而发生的支出，包括人员经费和公用经费。'],
  ['项目支出', '指在基本支出之外为完成特定行政任务和事业发展目标所发生的支出。'],
  ['“三公”经费', '指用财政拨款安排的因公出国（境）费、公务用车购置及运行维护费和公务接待费。'],
  ['机关运行经费', '指行政单位（含参照公务员法管理的事业单位）使用一般公共预算安排的基本支出中的公用经费支出。'],
];

function overview(w: Writer): readonly PaperParagraph[] {
  const { year, template } = w;
  const { staff } = year;
  const institutionPosts = staff.posts - staff.administrativePosts;
  const list: PaperParagraph[] = [
    paragraph('o/duties/heading', 'heading', '一、主要职责'),
    ...duties.map((duty, index) => paragraph(`o/duties/${index}`, 'text', `（${chineseNumber(index + 1)}）${duty}`)),
    paragraph('o/offices/heading', 'heading', '二、机构设置及决算单位构成'),
    paragraph(
      'o/offices/1',
      'text',
      pieces`（一）内设机构设置。${year.bureau}内设${mark('n/offices/count', String(year.offices.length))}个股室：${year.offices.join('、')}。`,
    ),
    paragraph(
      'o/offices/2',
      'text',
      `（二）决算单位构成。${year.bureau}${year.year}年部门决算公开单位包括：${year.bureau}本级。`,
    ),
  ];
  if (template.staffSection) {
    list.push(
      paragraph('o/staff/heading', 'heading', '三、人员情况'),
      paragraph(
        'o/staff',
        'text',
        w.chance.pick([
          () =>
            pieces`截至${String(year.year)}年底，${w.style.self}人员编制${mark('n/staff/posts', String(staff.posts))}人，其中行政编制${mark('n/staff/posts/administrative', String(staff.administrativePosts))}人、事业编制${mark('n/staff/posts/institution', String(institutionPosts))}人；实有人员${mark('n/staff/in-post', String(staff.inPost))}人，其中行政${mark('n/staff/in-post/administrative', String(staff.administrativeInPost))}人、事业${mark('n/staff/in-post/institution', String(staff.inPost - staff.administrativeInPost))}人。离退休人员${mark('n/staff/retired', String(staff.retired))}人。`,
          () =>
            pieces`${w.style.self}核定编制${mark('n/staff/posts', String(staff.posts))}人（行政编制${mark('n/staff/posts/administrative', String(staff.administrativePosts))}人，事业编制${mark('n/staff/posts/institution', String(institutionPosts))}人）。${String(year.year)}年末实有在职人员${mark('n/staff/in-post', String(staff.inPost))}人，其中：行政人员${mark('n/staff/in-post/administrative', String(staff.administrativeInPost))}人，事业人员${mark('n/staff/in-post/institution', String(staff.inPost - staff.administrativeInPost))}人。`,
        ])(),
      ),
    );
  }
  return list;
}

/** A short self-evaluation report, signed and dated in the year after. */
function report(w: Writer): readonly PaperParagraph[] {
  const { year } = w;
  const all = sums(year);
  const score = overallScore(year);
  const y = String(year.year);
  const m = (id: string, fen: bigint): readonly [ReturnType<typeof mark>, string] => [
    mark(`r/${id}`, amountText(w, fen)),
    '万元',
  ];
  return [
    paragraph('r/title', 'title', mark('r/title/text', `${y}年度${year.bureau}整体支出绩效自评报告`)),
    paragraph('r/1/heading', 'heading', '一、基本情况'),
    paragraph(
      'r/1',
      'text',
      pieces`${year.bureau}编制人数${mark('r/posts', String(year.staff.posts))}人，${y}年末实有在职人数${mark('r/in-post', String(year.staff.inPost))}人。`,
    ),
    paragraph('r/2/heading', 'heading', '二、资金使用情况'),
    paragraph(
      'r/2',
      'text',
      pieces`${y}年度支出合计${m('total', all.spent)}，其中：基本支出${m('basic', all.basic)}，占${mark('r/basic/share', rateText(w, all.basic, all.spent))}%；项目支出${m('project', all.project + all.other)}，占${mark('r/project/share', rateText(w, all.project + all.other, all.spent))}%。`,
    ),
    paragraph(
      'r/2/basic',
      'text',
      pieces`基本支出中，人员经费${m('personnel', personnelMoney(year))}，公用经费${m('public', publicMoney(year))}。`,
    ),
    paragraph(
      'r/projects/text',
      'text',
      pieces`${y}年度共实施${mark('r/projects/count', String(year.projects.length))}个项目，项目资金合计${m('projects', sum(year.projects.map((project) => project.executed)))}。其中：`,
    ),
    ...year.projects.map((project, index) =>
      paragraph(
        `r/project/${project.code}/text`,
        'text',
        pieces`${String(index + 1)}、${project.name}${m(`project/${project.code}`, project.executed)}。${project.actualOutcome}`,
      ),
    ),
    paragraph('r/3/heading', 'heading', '三、绩效情况'),
    paragraph(
      'r/3',
      'text',
      pieces`对照年度绩效指标逐项自评，综合得分${mark('r/score', scoreText(score.total))}分，自评结果为“${mark('r/grade', grade(score.total))}”。`,
    ),
    paragraph('r/4/heading', 'heading', '四、改进措施'),
    paragraph('r/4', 'text', '进一步加强预算编制的科学性，完善绩效指标体系，强化评价结果应用。'),
    paragraph('r/signature', 'signature', year.bureau),
    paragraph('r/date', 'signature', mark('r/date/text', `${year.year + 1}年${year.reportMonth}月${year.reportDay}日`)),
  ];
}

/** A consistent disclosure. The same seed and template give the same paper. */
export function generate(seed: number, template: Template, options: { readonly thousands?: boolean } = {}): Generated {
  const root: Chance = chance(seed, template.name);
  const year = departmentYear(root.fork('year'), template.year, template.area, template.standing);
  const wording = root.fork('wording');
  const w: Writer = {
    template,
    year,
    chance: wording,
    style: style(root.fork('style'), year, options.thousands ?? false),
  };
  const plan = sectionPlan(w);
  const y = template.year;
  const tables = disclosureTables(template, year, root.fork('tables'));
  const part = (index: number, id: string, title: string): PaperParagraph =>
    paragraph(`p/${id}`, 'part', mark(`p/${id}/text`, `第${chineseNumber(index)}部分 ${title}`));
  const overviewPart = (): PaperBlock[] => [
    part(1, 'overview', `${template.name.startsWith('hunan') ? year.bureau : ''}${template.parts.overview}`),
    ...overview(w),
  ];
  const tablesPart = (index: number): PaperBlock[] => [
    part(index, 'tables', `${y}年度${template.parts.tables}`),
    ...(template.indexTable ? [emptyTableList(template, year)] : []),
    ...tables,
  ];
  const narrativePart = (index: number): PaperBlock[] => [
    part(index, 'narrative', `${y}年度${template.parts.narrative}`),
    ...narrative(w, plan),
  ];
  const middle = template.narrativeFirst
    ? [...narrativePart(2), ...tablesPart(3)]
    : [...tablesPart(2), ...narrativePart(3)];
  const forms = performanceForms(template, year);
  const ending: PaperBlock[] = [
    part(4, 'terms', template.parts.terms),
    ...terms.map(([term, meaning], index) => paragraph(`d/${index}`, 'text', `${index + 1}.${term}：${meaning}`)),
    ...(forms.length === 0
      ? []
      : [part(5, 'annex', template.parts.annex), ...(template.forms === 'hunan' ? report(w) : []), ...forms]),
  ];
  const contents: PaperParagraph[] = [];
  if (template.contents !== 'none') {
    contents.push(paragraph('c/title', 'contents', '目录'));
    const line = (id: string, text: string): void => {
      contents.push(paragraph(`c/${id}`, 'contents', text));
    };
    line('1', `第一部分 ${template.parts.overview}`);
    const tableLines = (index: number): void => {
      line(`tables/${index}`, `第${chineseNumber(index)}部分 ${y}年度${template.parts.tables}`);
      tableOrder(template).forEach((id, at) => {
        line(`tables/${id}`, `${chineseNumber(at + 1)}、${tableTitle(template, id)}`);
      });
    };
    const narrativeLines = (index: number): void => {
      line(`narrative/${index}`, `第${chineseNumber(index)}部分 ${y}年度${template.parts.narrative}`);
      plan.forEach((section, at) => {
        line(`narrative/${section.id}`, `${chineseNumber(at + 1)}、${section.title}`);
      });
    };
    if (template.narrativeFirst) {
      narrativeLines(2);
      tableLines(3);
    } else {
      tableLines(2);
      narrativeLines(3);
    }
    line('4', `第四部分 ${template.parts.terms}`);
    if (forms.length > 0) line('5', `第五部分 ${template.parts.annex}`);
  }
  if (template.scope === 'performance') {
    return { seed, template, year, paper: { template: template.name, blocks: [...report(w), ...forms] } };
  }
  return {
    seed,
    template,
    year,
    paper: {
      template: template.name,
      blocks: [
        paragraph('title/1', 'title', year.bureau),
        paragraph(
          'title/2',
          'title',
          mark('title/text', `${y}年度${template.standing === 'administration' ? '部门' : '单位'}决算公开`),
        ),
        ...contents,
        ...overviewPart(),
        ...middle,
        ...ending,
      ],
    },
  };
}
