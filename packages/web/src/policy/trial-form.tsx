/** The form of a trial: the visit, the bill in lump sums or line by line, what has been used of the year, and another case to compare with. */
import { Button, Checkbox, Input, Select } from 'antd';
import { Field } from '../field.tsx';
import { FeeLines, type Line, sentLine } from './fee-lines.tsx';
import { useTrialChoices } from './policy.ts';
import { type Supposed, Suppositions } from './suppositions.tsx';

export interface TypedTrial {
  readonly area: string;
  readonly day: string;
  readonly scheme: string;
  readonly kind: string;
  readonly member: string;
  readonly level: string;
  readonly item: string;
  readonly filing: string;
  readonly categories: readonly string[];
  readonly civilServant: boolean;
  /** Amounts as typed, by name; what is empty is zero. */
  readonly bill: Readonly<Record<string, string>>;
  /** With lines the four sums are not asked for. */
  readonly byLine: boolean;
  readonly lines: readonly Line[];
  readonly used: Readonly<Record<string, string>>;
  /** Stays of the year at the level. */
  readonly stays: string;
  readonly comparing: boolean;
  readonly otherCategories: readonly string[];
  readonly supposed: readonly Supposed[];
}

export function emptyTrial(day: string): TypedTrial {
  return {
    area: '',
    day,
    scheme: 'resident',
    kind: 'inpatient',
    member: 'resident',
    level: '',
    item: '',
    filing: 'local',
    categories: [],
    civilServant: false,
    bill: {},
    byLine: false,
    lines: [],
    used: {},
    stays: '',
    comparing: false,
    otherCategories: [],
    supposed: [],
  };
}

/** What goes to the server. */
export function bodyOf(typed: TypedTrial): object {
  const { area, day, scheme, kind, member, level, item, filing, categories, civilServant, stays } = typed;
  const filled = (amounts: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(amounts).flatMap(([name, text]) => {
        const plain = text.replaceAll(/[,，\s]/g, '');
        return plain === '' ? [] : [[name, plain]];
      }),
    );
  return {
    visit: { area, day, scheme, kind, member, level, item, filing, categories, civilServant },
    bill: typed.byLine
      ? { ...filled(typed.bill), lines: typed.lines.map((line) => plainLine(sentLine(line, day))) }
      : filled(typed.bill),
    used: { ...filled(typed.used), ...(Number(stays) > 0 ? { stays: { [level]: Number(stays) } } : {}) },
    ...(typed.comparing
      ? {
          other: {
            categories: typed.otherCategories,
            supposed: typed.supposed.filter(({ key }) => key !== ''),
          },
        }
      : {}),
  };
}

/** Amounts without the commas that people type. */
function plainLine<Sent extends { readonly amount: string }>(line: Sent): Sent {
  return { ...line, amount: line.amount.replaceAll(/[,，\s]/g, '') };
}

const schemes = { resident: '城乡居民', employee: '职工', 'retired-cadre': '离休人员' } as const;
const kinds = {
  inpatient: '住院',
  outpatient: '普通门诊',
  chronic: '门诊慢特病',
  'two-disease': '两病门诊用药',
  maternity: '生育医疗',
} as const;
const members: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  resident: { resident: '居民' },
  employee: { 'in-service': '在职', retired: '退休' },
  'retired-cadre': { cadre: '离休' },
};
const filings = {
  local: '本地就医',
  'long-term': '已备案的长期异地居住',
  transferred: '转诊',
  emergency: '异地急诊抢救',
  unfiled: '未备案的异地就医',
} as const;
const categories = {
  'special-hardship': '特困人员',
  orphan: '孤儿',
  'de-facto-orphan': '事实无人抚养儿童',
  'low-income': '低保对象',
  'returned-poverty': '返贫致贫人口',
  'severe-disability': '重度残疾人',
  monitored: '防返贫监测对象',
  'low-income-margin': '低保边缘家庭成员',
  'illness-poverty': '因病致贫对象',
} as const;

const sumFields: readonly (readonly [string, string])[] = [
  ['own', '全自费'],
  ['overLimit', '超限价'],
  ['firstPay', '先行自付'],
  ['inScope', '政策范围内'],
];
const billFields: readonly (readonly [string, string])[] = [
  ['total', '总费用（核对用，可不填）'],
  ['hospitalBorne', '医院负担'],
  ['account', '个人账户可用额'],
];
const usedFields: readonly (readonly [string, string])[] = [
  ['deductible', '住院起付线已计'],
  ['pool', '统筹基金已付'],
  ['burden', '个人负担累计'],
  ['illness', '大病、大额已付'],
  ['assistance', '医疗救助已付'],
  ['outpatientDeductible', '门诊起付线已计'],
  ['outpatientPool', '普通门诊已付'],
];

const optionsOf = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }));

interface TrialFormProps {
  readonly areas: readonly { readonly id: string; readonly name: string }[];
  readonly typed: TypedTrial;
  readonly onChange: (typed: TypedTrial) => void;
  readonly onTry: () => void;
  readonly trying: boolean;
}

export function TrialForm({ areas, typed, onChange, onTry, trying }: TrialFormProps) {
  const { area, day, scheme, kind } = typed;
  const choices = useTrialChoices({ area, day, scheme, kind });
  const levels = choices.data?.levels ?? [];
  const items = choices.data?.items ?? [];
  const change = (more: Partial<TypedTrial>): void => onChange({ ...typed, ...more });
  const select = (
    label: string,
    value: string,
    options: readonly { readonly value: string; readonly label: string }[],
    onSelect: (value: string) => void,
  ) => (
    <Field label={label}>
      {(id) => (
        <Select
          id={id}
          className="entry-choice"
          value={value === '' ? null : value}
          placeholder="请选择"
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(chosen: string) => onSelect(chosen)}
          options={[...options]}
        />
      )}
    </Field>
  );
  const named = (list: readonly { readonly id: string; readonly name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <form
      className="panel entry trial-form"
      aria-label="试算"
      onSubmit={(event) => {
        event.preventDefault();
        onTry();
      }}
    >
      <fieldset>
        <legend>就诊</legend>
        <div className="entry-fields">
          {select('参保地', area, named(areas), (value) => change({ area: value, level: '', item: '', supposed: [] }))}
          <Field label="出院或就诊日期">
            {(id) => (
              <Input
                id={id}
                type="date"
                required
                value={day}
                onChange={(event) => change({ day: event.target.value })}
              />
            )}
          </Field>
          {select('险种', scheme, optionsOf(schemes), (value) =>
            change({
              scheme: value,
              member: Object.keys(members[value] ?? {})[0] ?? '',
              level: '',
              item: '',
              civilServant: false,
            }),
          )}
          {select('就诊类别', kind, optionsOf(kinds), (value) => change({ kind: value, level: '', item: '' }))}
          {scheme === 'employee' &&
            select('人员类别', typed.member, optionsOf(members[scheme] ?? {}), (value) => change({ member: value }))}
          {(kind === 'inpatient' || kind === 'outpatient') &&
            scheme !== 'retired-cadre' &&
            select('医院级别', typed.level, named(levels), (value) => change({ level: value }))}
          {items.length > 0 && select('病种或项目', typed.item, named(items), (value) => change({ item: value }))}
          {kind === 'inpatient' &&
            select('异地就医', typed.filing, optionsOf(filings), (value) => change({ filing: value }))}
          <Categories
            label="救助身份"
            value={typed.categories}
            onChange={(value) =>
              change({
                categories: value,
                ...(sameList(typed.categories, typed.otherCategories) ? { otherCategories: value } : {}),
              })
            }
          />
          {scheme === 'employee' && (
            <Checkbox checked={typed.civilServant} onChange={(event) => change({ civilServant: event.target.checked })}>
              享受公务员医疗补助
            </Checkbox>
          )}
        </div>
        {choices.isSuccess && area !== '' && levels.length === 0 && items.length === 0 && (
          <p className="bad-note">这一地这一天没有录入这类就诊的规定，不能试算。</p>
        )}
      </fieldset>
      <fieldset>
        <legend>费用（元）</legend>
        <Amounts
          fields={typed.byLine ? billFields : [...sumFields, ...billFields]}
          values={typed.bill}
          onChange={(bill) => change({ bill })}
        />
        <Checkbox checked={typed.byLine} onChange={(event) => change({ byLine: event.target.checked })}>
          逐行录入费用明细
        </Checkbox>
        {typed.byLine && <FeeLines lines={typed.lines} onChange={(lines) => change({ lines })} />}
      </fieldset>
      <details>
        <summary>本年已用的累计数（没有的不填）</summary>
        <Amounts fields={usedFields} values={typed.used} onChange={(used) => change({ used })} />
        <div className="entry-fields">
          <Field label="本级医院本年已住院次数">
            {(id) => (
              <Input
                id={id}
                inputMode="numeric"
                value={typed.stays}
                onChange={(event) => change({ stays: event.target.value })}
              />
            )}
          </Field>
        </div>
      </details>
      <Checkbox checked={typed.comparing} onChange={(event) => change({ comparing: event.target.checked })}>
        与另一种情形比较
      </Checkbox>
      {typed.comparing && (
        <fieldset>
          <legend>另一种情形：其余相同，只改下列各项</legend>
          <div className="entry-fields">
            <Categories
              label="另一种救助身份"
              value={typed.otherCategories}
              onChange={(otherCategories) => change({ otherCategories })}
            />
          </div>
          <Suppositions area={area} day={day} supposed={typed.supposed} onChange={(supposed) => change({ supposed })} />
        </fieldset>
      )}
      <div className="entry-end">
        <Button type="primary" htmlType="submit" loading={trying} disabled={area === ''}>
          试算
        </Button>
      </div>
    </form>
  );
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.join() === other.join();
}

interface CategoriesProps {
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

function Categories({ label, value, onChange }: CategoriesProps) {
  return (
    <Field label={label}>
      {(id) => (
        <Select
          id={id}
          mode="multiple"
          className="entry-choice"
          value={[...value]}
          placeholder="无"
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(chosen: string[]) => onChange(chosen)}
          options={optionsOf(categories)}
        />
      )}
    </Field>
  );
}

interface AmountsProps {
  readonly fields: readonly (readonly [string, string])[];
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (values: Readonly<Record<string, string>>) => void;
}

function Amounts({ fields, values, onChange }: AmountsProps) {
  return (
    <div className="entry-fields">
      {fields.map(([name, label]) => (
        <Field key={name} label={label}>
          {(id) => (
            <Input
              id={id}
              className="entry-amount"
              inputMode="decimal"
              placeholder="0.00"
              value={values[name] ?? ''}
              onChange={(event) => onChange({ ...values, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
