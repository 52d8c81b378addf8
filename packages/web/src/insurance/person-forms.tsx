/** What is entered of an insured person, each as a form of its own that is opened at the person's head or beside an entry. */
import { postJson, putJson } from '../api.ts';
import { type FieldSpec, type FormValues, type Recorded, RecordForm } from '../office/entry/record-form.tsx';
import { type Schemas } from '../words.ts';
import { categoryNames, filingKindNames, memberNames, relationNames, schemeNames } from './names.ts';

type Person = Schemas['InsuredPerson'];

/** `entry` names what is ended, suspended or resumed. */
export type PersonAct =
  | { readonly kind: 'spell' | 'category' | 'household' | 'death' }
  | {
      readonly kind: 'end-spell' | 'suspension' | 'resume' | 'end-category' | 'leave' | 'end-filing';
      readonly entry: string;
    }
  | { readonly kind: 'filing'; readonly department: string };

interface PersonFormProps {
  readonly person: Person;
  readonly act: PersonAct;
  readonly onDone: () => void;
}

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

const titles: Readonly<Record<PersonAct['kind'], string>> = {
  spell: '登记参保',
  category: '登记救助身份',
  household: '登记入户',
  death: '登记死亡',
  'end-spell': '终止参保',
  suspension: '暂停享受待遇',
  resume: '恢复享受待遇',
  'end-category': '终止救助身份',
  leave: '离开这一户',
  filing: '异地就医备案',
  'end-filing': '终止备案',
};

const neverHeld = '登记有误、从未成立的，填起始的前一天。';

const fieldsOf: Readonly<Record<PersonAct['kind'], readonly FieldSpec[]>> = {
  spell: [
    { kind: 'choice', name: 'scheme', label: '险种', options: options(schemeNames) },
    { kind: 'choice', name: 'member', label: '人员类别', options: options(memberNames) },
    { kind: 'text', name: 'area', label: '参保地', hint: '6位县级区划代码。' },
    { kind: 'date', name: 'from', label: '参保起始' },
    { kind: 'date', name: 'to', label: '参保截止', optional: true, hint: '居民按年度，截至当年12月31日；职工不填。' },
    { kind: 'date', name: 'waitingUntil', label: '等待期截止', optional: true },
    { kind: 'check', name: 'civilServant', label: '享受公务员医疗补助' },
  ],
  category: [
    { kind: 'choice', name: 'category', label: '身份', options: options(categoryNames) },
    { kind: 'date', name: 'from', label: '起始日期' },
    { kind: 'date', name: 'knownSince', label: '获知日期', hint: '收到认定文件的那天；此前的结算不受影响。' },
    { kind: 'text', name: 'document', label: '认定文件', wide: true },
  ],
  household: [
    { kind: 'text', name: 'number', label: '户号' },
    { kind: 'text', name: 'area', label: '户的所在地', hint: '6、9或12位区划代码。' },
    { kind: 'choice', name: 'relation', label: '与户主的关系', options: options(relationNames) },
    { kind: 'date', name: 'from', label: '入户日期' },
  ],
  death: [{ kind: 'date', name: 'diedOn', label: '死亡日期', hint: '此后的费用不再结算，登记不再新增。' }],
  'end-spell': [
    { kind: 'date', name: 'to', label: '最后一天', hint: neverHeld },
    { kind: 'text', name: 'reason', label: '终止原因', wide: true },
  ],
  suspension: [
    { kind: 'date', name: 'from', label: '暂停起始' },
    { kind: 'text', name: 'reason', label: '暂停原因', wide: true },
  ],
  resume: [{ kind: 'date', name: 'to', label: '暂停的最后一天', hint: neverHeld }],
  'end-category': [
    { kind: 'date', name: 'to', label: '最后一天', hint: neverHeld },
    { kind: 'date', name: 'knownSince', label: '获知日期' },
  ],
  leave: [{ kind: 'date', name: 'to', label: '最后一天', hint: neverHeld }],
  filing: [
    { kind: 'choice', name: 'kind', label: '备案类别', options: options(filingKindNames) },
    { kind: 'place', name: 'area', label: '就医地', hint: '省、市或县，包括其下各地。' },
    { kind: 'date', name: 'from', label: '备案起始' },
    { kind: 'date', name: 'to', label: '备案截止', optional: true, hint: '长期有效的不填。' },
    { kind: 'text', name: 'reason', label: '备案原因', wide: true },
  ],
  'end-filing': [
    { kind: 'date', name: 'to', label: '最后一天', hint: neverHeld },
    { kind: 'text', name: 'reason', label: '终止原因', wide: true },
  ],
};

export function PersonForm({ person, act, onDone }: PersonFormProps) {
  return (
    <RecordForm
      title={titles[act.kind]}
      fields={() => fieldsOf[act.kind]}
      initial={{ area: initialArea(person, act) }}
      submit="保存"
      said="已保存。"
      send={async (id, values): Promise<Recorded> => ({ ...(await send(person.id, id, act, values)), warnings: [] })}
      onDone={onDone}
    />
  );
}

/** Where somebody lives is where they are insured and in a household; care elsewhere is elsewhere. */
function initialArea({ area }: Person, { kind }: PersonAct): string {
  if (kind === 'filing') return '';
  return kind === 'spell' ? area.slice(0, 6) : area;
}

function send(person: string, id: string, act: PersonAct, values: FormValues): Promise<Schemas['Entered']> {
  const { text, given, checked } = values;
  const at = `/api/insured/${person}`;
  switch (act.kind) {
    case 'spell':
      return postJson(`${at}/spells`, {
        id,
        scheme: text('scheme'),
        member: text('member'),
        area: text('area'),
        civilServant: checked('civilServant'),
        from: text('from'),
        to: given('to'),
        waitingUntil: given('waitingUntil'),
      });
    case 'category':
      return postJson(`${at}/categories`, {
        id,
        category: text('category'),
        from: text('from'),
        knownSince: text('knownSince'),
        document: text('document'),
      });
    case 'household':
      return postJson(`${at}/household`, {
        id,
        number: text('number'),
        area: text('area'),
        relation: text('relation'),
        from: text('from'),
      });
    case 'death':
      return putJson(`${at}/death`, { diedOn: text('diedOn') });
    case 'end-spell':
      return postJson(`${at}/spells/${act.entry}/end`, { to: text('to'), reason: text('reason') });
    case 'suspension':
      return postJson(`${at}/suspensions`, { id, spell: act.entry, from: text('from'), reason: text('reason') });
    case 'resume':
      return postJson(`${at}/suspensions/${act.entry}/end`, { to: text('to') });
    case 'end-category':
      return postJson(`${at}/categories/${act.entry}/end`, { to: text('to'), knownSince: text('knownSince') });
    case 'filing':
      return postJson(`${at}/filings`, {
        id,
        department: act.department,
        kind: text('kind'),
        area: text('area'),
        from: text('from'),
        to: given('to'),
        reason: text('reason'),
      });
    case 'end-filing':
      return postJson(`${at}/filings/${act.entry}/end`, { to: text('to'), reason: text('reason') });
    case 'leave':
      return postJson(`${at}/household/${act.entry}/end`, { to: text('to') });
  }
}
