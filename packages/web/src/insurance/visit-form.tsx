/** A visit as it is entered: where, when, and the bill as lump sums or as fee lines; looked at before it is settled. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { getJson, postJson } from '../api.ts';
import { Field } from '../field.tsx';
import { newId } from '../office/new-id.ts';
import { DivisionSelect } from '../place.tsx';
import { FeeLines, type Line, sentLine } from '../policy/fee-lines.tsx';
import { type Schemas } from '../words.ts';
import { filingNames, schemeNames, visitKindNames } from './names.ts';
import { Slip } from './slip.tsx';

interface Choices {
  readonly departments: readonly { readonly id: string; readonly name: string }[];
  readonly levels: readonly { readonly id: string; readonly name: string }[];
  readonly items: readonly { readonly id: string; readonly name: string }[];
}

type Kind = Schemas['ListedSettlement']['visitKind'];
interface Visit {
  readonly kind: Kind;
  readonly level: string;
  readonly filing: keyof typeof filingNames;
  readonly item: string;
  readonly institution: string;
  readonly careArea: string;
  readonly number: string;
  readonly from: string;
  readonly to: string;
}

const nothing = { own: '0', overLimit: '0', firstPay: '0', inScope: '' };

const sumLabels = {
  inScope: '政策范围内（元）',
  firstPay: '先行自付（元）',
  overLimit: '超限价（元）',
  own: '全自费（元）',
} as const;

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

interface VisitFormProps {
  readonly person: string;
  readonly scheme: Schemas['Scheme'];
  readonly onSettled: () => void;
}

export function VisitForm({ person, scheme, onSettled }: VisitFormProps) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [id] = useState(newId);
  const [department, setDepartment] = useState<string | null>(null);
  const [visit, setVisit] = useState<Visit>({
    kind: 'inpatient',
    level: '',
    filing: 'local',
    item: '',
    institution: '',
    careArea: '',
    number: '',
    from: '',
    to: '',
  });
  const [byLine, setByLine] = useState(false);
  const [sums, setSums] = useState(nothing);
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [hospitalBorne, setHospitalBorne] = useState('0');
  const [total, setTotal] = useState('');
  const [account, setAccount] = useState('0');
  const day = /^\d{4}-\d{2}-\d{2}$/.test(visit.to) ? `&day=${visit.to}` : '';
  const choices = useQuery({
    queryKey: ['settlement-choices', department, scheme, visit.kind, day],
    queryFn: () =>
      getJson<Choices>(
        `/api/settlements/choices?scheme=${scheme}&kind=${visit.kind}${department === null ? '' : `&department=${department}`}${day}`,
      ),
    placeholderData: (before) => before,
  });
  const { departments = [], levels = [], items = [] } = choices.data ?? {};
  const chosen = department ?? departments[0]?.id ?? '';
  const body = {
    department: chosen,
    person,
    visit: { ...visit, careArea: visit.filing === 'local' ? '' : visit.careArea },
    lines: byLine ? lines.map((line) => sentLine(line, visit.to)) : [],
    total: total.trim() !== '' ? total : null,
    account,
    sums: byLine ? null : { ...sums, inScope: sums.inScope === '' ? '0' : sums.inScope },
    hospitalBorne,
  };
  const previewing = useMutation({
    mutationFn: () =>
      postJson<{ amounts: Schemas['SettlementAmounts']; layers: readonly Schemas['SettlementLayer'][] }>(
        '/api/settlements/preview',
        body,
      ),
  });
  const settling = useMutation({
    mutationFn: () => postJson('/api/settlements', { id, ...body }),
    onSuccess: () => {
      message.success('已结算，基金账已记。');
      void queries.invalidateQueries({ queryKey: ['settlements', person] });
      onSettled();
    },
  });
  /** What was looked at no longer is what stands in the form. */
  const changed = (): void => {
    previewing.reset();
    settling.reset();
  };
  const set = (more: Partial<Visit>): void => {
    setVisit((before) => ({ ...before, ...more }));
    changed();
  };
  const text = (name: 'institution' | 'number' | 'from' | 'to', label: string, hint = '') => (
    <Field label={label}>
      {(field) => (
        <Input
          id={field}
          placeholder={hint}
          maxLength={100}
          value={visit[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const amount = (label: string, value: string, change: (value: string) => void) => (
    <Field label={label}>
      {(field) => (
        <Input
          id={field}
          inputMode="decimal"
          value={value}
          onChange={(event) => {
            change(event.target.value);
            changed();
          }}
        />
      )}
    </Field>
  );
  const error = settling.error ?? previewing.error;
  return (
    <section className="panel" aria-label="办理结算">
      <form
        className="entry"
        onSubmit={(event) => {
          event.preventDefault();
          previewing.mutate();
        }}
      >
        <h2 className="entry-title">办理结算（{schemeNames[scheme]}）</h2>
        <div className="entry-fields">
          {departments.length > 1 && (
            <Field label="经办机构">
              {(field) => (
                <Select
                  id={field}
                  value={chosen}
                  onChange={(value) => {
                    setDepartment(value);
                    changed();
                  }}
                  options={departments.map(({ id: value, name: label }) => ({ value, label }))}
                />
              )}
            </Field>
          )}
          <Field label="就诊类别">
            {(field) => (
              <Select
                id={field}
                value={visit.kind}
                onChange={(kind) => set({ kind, level: '', item: '' })}
                options={options(visitKindNames)}
              />
            )}
          </Field>
          {levels.length > 0 && (
            <Field label="医疗机构级别">
              {(field) => (
                <Select
                  id={field}
                  value={visit.level === '' ? null : visit.level}
                  placeholder="选择级别"
                  onChange={(level) => set({ level })}
                  options={levels.map(({ id: value, name: label }) => ({ value, label }))}
                />
              )}
            </Field>
          )}
          {items.length > 0 && (
            <Field label="病种或项目">
              {(field) => (
                <Select
                  id={field}
                  value={visit.item === '' ? null : visit.item}
                  placeholder="选择项目"
                  onChange={(item) => set({ item })}
                  options={items.map(({ id: value, name: label }) => ({ value, label }))}
                />
              )}
            </Field>
          )}
          <Field label="就医方式">
            {(field) => (
              <Select
                id={field}
                value={visit.filing}
                onChange={(filing) => set({ filing })}
                options={options(filingNames)}
              />
            )}
          </Field>
          {visit.filing !== 'local' && (
            <Field label="就医地" hint="医疗机构所在的县；县没有列入的选它所属的市。">
              {(field) => (
                <DivisionSelect
                  id={field}
                  value={visit.careArea === '' ? null : visit.careArea}
                  onChange={(code) => set({ careArea: code ?? '' })}
                />
              )}
            </Field>
          )}
          {text('institution', '医疗机构')}
          {text('number', '就诊号或票据号')}
          {text('from', visit.kind === 'inpatient' ? '入院日期' : '开始日期', '2024-03-05')}
          {text('to', visit.kind === 'inpatient' ? '出院日期' : '就诊日期', '2024-03-12')}
          {amount('医院负担（元）', hospitalBorne, setHospitalBorne)}
          {scheme === 'employee' && amount('个人账户支付（元）', account, setAccount)}
          {amount('总费用（元，核对用，可不填）', total, setTotal)}
        </div>
        <Checkbox
          checked={byLine}
          onChange={(event) => {
            setByLine(event.target.checked);
            changed();
          }}
        >
          逐行录入费用明细
        </Checkbox>
        {byLine ? (
          <FeeLines
            lines={lines}
            onChange={(next) => {
              setLines(next);
              changed();
            }}
          />
        ) : (
          <div className="entry-fields">
            {(Object.keys(sumLabels) as (keyof typeof sumLabels)[]).map((name) => (
              <Field key={name} label={sumLabels[name]}>
                {(field) => (
                  <Input
                    id={field}
                    inputMode="decimal"
                    value={sums[name]}
                    onChange={(event) => {
                      setSums((before) => ({ ...before, [name]: event.target.value }));
                      changed();
                    }}
                  />
                )}
              </Field>
            ))}
          </div>
        )}
        {error !== null && <Alert type="error" showIcon title={error.message} role="alert" />}
        <div className="entry-end">
          <Button htmlType="submit" loading={previewing.isPending}>
            预结算
          </Button>
          <Button
            type="primary"
            disabled={!previewing.isSuccess}
            loading={settling.isPending}
            onClick={() => settling.mutate()}
          >
            结算
          </Button>
        </div>
        {previewing.data !== undefined && (
          <section aria-label="预结算结果">
            <h3>预结算结果（尚未保存）</h3>
            <Slip {...previewing.data} />
          </section>
        )}
      </form>
    </section>
  );
}
