/**
 * A private person's name does not stand beside facts of their employment, pay, health, benefit or punishment. Officials who
 * sign, contacts, and firms are no findings. The name itself is neither in the message nor in the quote.
 *
 *     2023年调出事业人员周某某的工资在本单位列支   ← 周某 and the words before are quoted, not the name
 */
import { type Check } from '../check.ts';
import data from '../data/surnames.json' with { type: 'json' };
import { matchesOf } from '../matches.ts';
import { placeIn, reportSlips, type Slip, type Text, textsOf, textsWith } from './document-support.ts';
import { textsWithWords, wordList } from './word-lists.ts';

const surname = `[${data.surnames}]`;
const notNames = new Set(data.notNames);
const ambiguous = new Set(data.ambiguous);

const people =
  '(?:在编|编外|编制外|事业|行政|机关|公务员|参公|工勤|在职|离休|退休|离退休|临聘|聘用|合同制|财务|医疗|工作|公益性岗位|副科级|正科级|科级|股级|老)*(?:人员|干部|职工|员工|公务员|老干部|工作者)';
const end =
  '(?=的|同志|等(?:\\d|[一二两三四五六七八九十]|人|同志)|[，。、；：（）\\s]|工资|抚恤|丧葬|医疗费|补助|退休金|养老|病故|去世|死亡|$)';

const moved =
  '调出|调入|调离|调走|转出|转入|招录|新招|新进|新聘|借调|抽调|辞退|辞职|退休|离职|去世|病故|死亡|开除|录用|聘用|解聘|清退|补发|发放|支付|拨付|给予|列支';
const served =
  '患者|病人|参保人员?|参保群众|参保居民|救助对象|困难群众|特困人员|低保对象|村民|居民|死者|当事人|违规人员|犯罪嫌疑人|职工|干部|遗属|家属';
const punished = '对|给予|处罚|处分|约谈|立案查处|移送';
const paid = '支付|发放|补发|拨付|给予|报销|代缴|列支';

/** What is said of a person, and the name right behind it. */
const before: readonly RegExp[] = [
  new RegExp(
    `(?:${moved})(?:了|原|本单位|我局|我中心|本局)*${people}(?:同志)?(?<name>${surname}\\p{Script=Han}{1,2}?)${end}`,
    'gu',
  ),
  new RegExp(
    `(?:${served})(?<name>${surname}\\p{Script=Han}{1,2}?)(?=同志|因病|因公|住院|报销|工资|抚恤|丧葬|医疗费|的(?:工资|抚恤金|丧葬费|医疗费|补助|退休金|住院)|骗取|违规|等\\d)`,
    'gu',
  ),
  new RegExp(
    `(?:${punished})(?<name>${surname}\\p{Script=Han}{1,2}?)(?:同志)?(?=(?:给予|作出|进行|处以|实施)?(?:党内|行政|政务)?(?:警告|记过|处分|处罚|罚款|开除|撤职|诫勉))`,
    'gu',
  ),
  new RegExp(
    `(?:${paid})(?<name>${surname}\\p{Script=Han}{1,2}?)(?:同志)?(?=(?:的)?(?:\\d[\\d年月至、—-]*度?)?(?:工资|抚恤金|丧葬费|丧葬补助|医疗费|退休金|养老金|遗属补助|困难补助|一次性补助|生活补助|住院费))`,
    'gu',
  ),
];
/** 周某某同志 with a personnel fact right behind. */
const comrade = new RegExp(
  `(?:^|[，。；：、（]|干部|职工|人员|局|中心|科|股)(?<name>${surname}\\p{Script=Han}{1,2})同志(?=(?:于)?(?:20\\d\\d年)?(?:\\d{1,2}月)?(?:底|初|份)?(?:退休|调出|调入|调离|去世|病故|离职|辞职|借调|因病|的?工资|的?抚恤|的?丧葬|被|受))`,
  'gu',
);
const patterns: readonly RegExp[] = [...before, comrade];
/** Any of those before the comrade; the names of their groups are left out, as they stand in each. */
const said = wordList(
  [
    ...[moved, served, punished, paid].flatMap((words) => words.split('|').filter((word) => word.length > 1)),
    ...Array.from(data.surnames, (name) => `对${name}`),
  ],
  new RegExp(before.map((one) => `(?:${one.source.replace('(?<name>', '(?:')})`).join('|'), 'mu'),
);
const comradeWord = /同志/g;
const officials = /(?:联系人|负责人|局长|主任|书记|组长|签发|审核人?|填表人?|经办人|制表人?|习近平|法定代表人)：?$/;

export const noPersonalNames: Check = {
  meta: {
    id: 'no-personal-names',
    family: 'pii',
    severity: 'error',
    certainty: 'proven',
    name: '不公开个人姓名',
    help: '公开文本不把个人姓名与其人事、工资、健康、待遇或处罚情况写在一起。',
  },
  run(document, report) {
    const found = new Set([...textsWithWords(document, said), ...textsWith(document, comradeWord)]);
    const texts = textsOf(document).filter(
      (text) => found.has(text) && (text.role === 'body' || text.role === 'head' || text.role === 'cell'),
    );
    reportSlips(report, 1, texts.flatMap(namesIn));
  },
};

function namesIn(text: Text): readonly Slip[] {
  if (text.text.length < 6) return [];
  const found = new Map<number, Slip>();
  for (const pattern of patterns) {
    for (const match of matchesOf(text.text, pattern)) {
      const name = match.groups?.name ?? '';
      const at = match.index + match[0].lastIndexOf(name);
      if (!isName(name) || officials.test(text.text.slice(Math.max(0, at - 6), at)) || found.has(at)) continue;
      const masked = `${name.charAt(0)}某`;
      const start = clauseStart(text.text, at);
      found.set(at, {
        key: `name ${name}`,
        // The quote ends with the surname, so that a report of the finding does not publish the name again.
        place: placeIn(text, start, at + 1),
        judgement: {
          also: [{ role: 'operand', place: placeIn(text, at, at + 1), stated: masked }],
          stated: masked,
          expected: '不出现姓名',
          message: `公开文本写出了个人（${masked}）的姓名和人事、工资等情况；应删去姓名，改写为“1名工作人员”。`,
        },
      });
    }
  }
  return [...found.values()];
}

function isName(name: string): boolean {
  if (name.length < 2 || notNames.has(name.slice(0, 2)) || notNames.has(name)) return false;
  // A surname that is also a common word needs a full name of three characters.
  if (ambiguous.has(name.charAt(0)) && name.length < 3) return false;
  // Words that go on behind a surname (应自付, 常住地), places (石桥村), and forms that already hide the name (张女士, 余某).
  return !/[的了等和与及在是为费款额元年月日人员数类项某姓自付支报销住院医疗药险就诊内外县市区省次均总各应可已未将须由对于以按照者户级]|[村镇乡组校局站所社岗位]$|女士$|先生$/.test(
    name.slice(1),
  );
}

function clauseStart(text: string, at: number): number {
  for (let index = at - 1; index >= Math.max(0, at - 16); index -= 1) {
    if (/[，。；：、]/.test(text.charAt(index))) return index + 1;
  }
  return Math.max(0, at - 16);
}
