/**
 * The demonstration's 目录: a dozen invented drugs, services and consumables, handed in by one and confirmed by another, and a later
 * file that changes two of them and waits to be confirmed. Codes and prices are nobody's.
 */
import { createHash } from 'node:crypto';
import { addMonths, type DateText, firstDayOf, monthOf, yearOf } from '@mingzhang/kernel';
import {
  confirmCatalogueImport,
  type HandInCatalogue,
  handInCatalogue,
  viewCatalogueImport,
} from '../registry/index.ts';
import { type Room } from './insured.ts';
import { done, handOn, type Trx } from './write.ts';

type Item = readonly [
  code: string,
  kind: string,
  name: string,
  specification: string,
  grade: string,
  limit: string,
  firstPay: string,
];

const items: readonly Item[] = [
  ['XA99001', '药品', '示例降压片', '5mg×28片', '甲类', '9.80', ''],
  ['XA99002', '药品', '示例降糖片', '0.5g×60片', '甲类', '12.60', ''],
  ['XA99003', '药品', '示例抗菌胶囊', '0.25g×24粒', '甲类', '', ''],
  ['XB99004', '药品', '示例降脂片', '20mg×7片', '乙类', '18.90', '10%'],
  ['XB99005', '药品', '示例靶向药注射液', '100mg/支', '乙类', '1860', '30%'],
  ['ZA99006', '药品', '示例活血丸', '9g×10丸', '乙类', '26.40', '15%'],
  ['990100001', '医疗服务项目', '普通床位费（三人间）', '日', '甲类', '35', ''],
  ['990200002', '医疗服务项目', '示例血常规检查', '次', '甲类', '18', ''],
  ['990300003', '医疗服务项目', '示例CT平扫', '部位', '乙类', '210', '10%'],
  ['990400004', '医疗服务项目', '单人间床位费', '日', '丙类', '', ''],
  ['C99000001', '医用耗材', '示例一次性输液器', '套', '甲类', '2.40', ''],
  ['C99000002', '医用耗材', '示例冠脉支架', '个', '乙类', '780', '20%'],
];

const changes: readonly Item[] = [
  ['XB99005', '药品', '示例靶向药注射液', '100mg/支', '乙类', '1420', '20%'],
  ['XA99002', '药品', '示例降糖片', '0.5g×60片', '甲类', '8.20', ''],
];

export async function writeItems(trx: Trx, room: Room): Promise<void> {
  const { today, persons, newId } = room;
  const year = yearOf(today);
  const began: DateText = `${year - 1}-01-04`;
  const first = file(newId(began), `${year - 1}-01-01`, items, `示范目录${year - 1}.csv`);
  done(await handInCatalogue(trx, { ...handOn(room, began, persons.maker), ...first }));
  const { seen } = (await viewCatalogueImport(trx, first.id)) ?? {};
  const confirming = { ...handOn(room, began, persons.checker, 40), id: first.id, seen: seen ?? '' };
  done(await confirmCatalogueImport(trx, confirming));
  const from = firstDayOf(addMonths(monthOf(today), 1));
  const next = file(newId(today), from, changes, `示范目录调整${from}.csv`);
  done(await handInCatalogue(trx, { ...handOn(room, today, persons.maker), ...next }));
}

function file(id: string, from: DateText, rows: readonly Item[], name: string): Omit<HandInCatalogue, 'by' | 'at'> {
  const sha256 = createHash('sha256')
    .update(JSON.stringify([from, rows]))
    .digest('hex');
  const typed = rows.map(([code, kind, item, specification, grade, priceLimit, firstPay], index) => ({
    line: index + 2,
    code,
    kind,
    name: item,
    specification,
    class: grade,
    priceLimit,
    firstPay,
    from: '',
    to: '',
  }));
  const document = '示范：虚构的目录，编码和价格不是真实文件所载';
  return { id, from, whole: false, document, file: name, sha256, rows: typed };
}
