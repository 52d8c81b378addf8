/**
 * A derivation by layer, as somebody at the desk tells it: what came to each layer, what it took and by which parameters, what it left
 * to the next; and of a layer that has no part in it, why.
 *
 *     基本医保 10000.00 → 付 7360.00 → 留 2640.00；大病保险 2640.00，未过起付线，付 0.00 → 留 2640.00；本人 4640.00
 */
import { type Fen, formatYuan } from '@mingzhang/kernel';
import { type Derivation, type DerivationStep } from './derivation.ts';
import { parametersOf, plain, sentence } from './explain.ts';
import { type ParameterUse } from './plan.ts';
import { schemes, type VisitCase, visitKinds } from './visit.ts';

/** In the order of the law. */
const layerNames = {
  classes: '费用分类',
  basic: '基本医保',
  'retired-cadre': '离休人员医疗经费',
  'critical-illness': '大病保险',
  'large-amount': '大额医疗费用补助',
  'civil-servant': '公务员医疗补助',
  assistance: '医疗救助',
  person: '个人账户和现金',
} as const;
type LayerId = keyof typeof layerNames;

export interface SettlementLayer {
  readonly layer: LayerId;
  readonly name: string;
  /** What came to it, what it took, what it left to the next: of the first layer the fees that are not reimbursed, of the last the account. */
  readonly enters: Fen;
  readonly takes: Fen;
  readonly leaves: Fen;
  /** Why it has no part in it; null where it has. */
  readonly notApplied: string | null;
  readonly staff: readonly string[];
  readonly patient: readonly string[];
  readonly parameters: readonly ParameterUse[];
}

/** The layers that the visit's scheme has, each with its steps. */
export function layersOf(derivation: Derivation, visit: VisitCase): readonly SettlementLayer[] {
  const of = <Step extends DerivationStep['step']>(step: Step) =>
    derivation.find((one): one is Extract<DerivationStep, { step: Step }> => one.step === step);
  const told = (...steps: readonly DerivationStep['step'][]) => {
    const mine = derivation.filter(({ step }) => steps.includes(step));
    return {
      staff: mine.map(sentence),
      patient: mine.flatMap(plain),
      parameters: mine.flatMap(parametersOf),
    };
  };
  const layer = (id: LayerId, enters: Fen, takes: Fen, rest: ReturnType<typeof told>): SettlementLayer => ({
    layer: id,
    name: layerNames[id],
    enters,
    takes,
    leaves: enters - takes,
    notApplied: null,
    ...rest,
  });
  const without = (id: LayerId, enters: Fen, why: string): SettlementLayer => ({
    ...layer(id, enters, 0, { staff: [], patient: [], parameters: [] }),
    notApplied: why,
  });
  const layers: SettlementLayer[] = [];
  const fees = of('in-scope');
  const scope = fees?.output ?? 0;
  if (fees !== undefined) {
    layers.push(layer('classes', fees.total, fees.total - scope, told('fee-line', 'in-scope')));
  }
  const cadre = visit.scheme === 'retired-cadre';
  const pool = of('pool');
  let left = scope;
  if (pool !== undefined) {
    layers.push(layer(cadre ? 'retired-cadre' : 'basic', left, pool.output, told('deductible', 'pool')));
    left -= pool.output;
  }
  if (!cadre) {
    const id = visit.scheme === 'resident' ? 'critical-illness' : 'large-amount';
    const illness = of('illness');
    // Assistance on application has its own layer only: nothing is said of others where no fees were settled.
    if (illness !== undefined) {
      layers.push(layer(id, illness.burden, illness.output, told('illness')));
      left = illness.burden - illness.output;
    } else if (fees !== undefined) layers.push(without(id, left, whyNoIllness(visit, layerNames[id], left)));
    const civilServant = of('civil-servant');
    if (civilServant !== undefined) {
      layers.push(layer('civil-servant', civilServant.base, civilServant.output, told('civil-servant')));
      left = civilServant.base - civilServant.output;
    }
    const assistance = of('assistance');
    if (assistance !== undefined) {
      layers.push(layer('assistance', assistance.base, assistance.output, told('assistance')));
      left = assistance.base - assistance.output;
    } else if (fees !== undefined) layers.push(without('assistance', left, whyNoAssistance(visit)));
  }
  const person = of('person');
  if (person !== undefined) {
    const { staff, patient, parameters } = told('person');
    const borne = person.hospitalBorne;
    const outside = person.personal + borne - left;
    const less = borne === 0 ? '' : ` − 医院负担${yuan(borne)}`;
    const sum = `各层付后留下的${yuan(left)} ＋ 不在报销范围的${yuan(outside)}${less}`;
    layers.push(
      layer('person', person.personal, person.account, {
        staff: [`个人负担 = ${sum} = ${yuan(person.personal)}`, ...staff],
        patient: [`各层付完留下${yuan(left)}，加上不报销的${yuan(outside)}，由自己付。`, ...patient],
        parameters,
      }),
    );
  }
  return layers;
}

const yuan = (amount: Fen): string => `${formatYuan(amount)}元`;

function whyNoIllness({ scheme, kind }: VisitCase, name: string, left: Fen): string {
  if (left === 0) return `基本医保付清了政策范围内的费用，没有留给${name}的。`;
  return `${schemes[scheme]}的${visitKinds[kind]}按这里的规定不计入${name}。`;
}

function whyNoAssistance({ kind, categories }: VisitCase): string {
  if (kind !== 'inpatient' && kind !== 'chronic') return `医疗救助只管住院和门诊慢特病，不管${visitKinds[kind]}。`;
  if (categories.length > 0) return '没有适用的医疗救助规定。';
  return '就诊那天没有登记救助身份；身份认定在后的，可以依申请救助或追溯重算。';
}
