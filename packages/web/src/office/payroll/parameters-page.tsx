/** Rates and rules that a unit reckons with: what we ship with its grade, and what two people of the unit answer for. */
import { Alert, Button, Spin } from 'antd';
import { useState } from 'react';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { enter, query, useRegister } from '../entry/ask.ts';
import { LedgerTable } from '../entry/ledger-table.tsx';
import { ReasonAction } from '../entry/reason-action.tsx';
import { RecordForm } from '../entry/record-form.tsx';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';

type Parameter = Schemas['OfficeParameter'];

export function ParametersPage() {
  useTitle('缴费比例和参数');
  return <UnitYearPage title="缴费比例和参数">{(chosen) => <ParametersOfUnit {...chosen} />}</UnitYearPage>;
}

/** `0.16` → `16%`; a choice by its words. */
function shown({ choices }: Parameter, value: string | null): string {
  if (value === null) return '—';
  if (choices !== null) return choices[value] ?? value;
  const [whole = '0', decimals = ''] = value.split('.');
  const digits = decimals.padEnd(2, '0');
  const rest = digits.slice(2).replace(/0+$/, '');
  return `${Number(whole + digits.slice(0, 2))}${rest === '' ? '' : `.${rest}`}%`;
}

function ParametersOfUnit({ unit }: UnitYear) {
  const answer = useRegister<{ parameters: readonly Parameter[] }>(`parameters?${query({ unit })}`);
  if (answer.isPending) return <Spin />;
  if (answer.isError) return <Alert type="error" showIcon title={answer.error.message} />;
  return (
    <>
      <p className="quiet">
        依据待核或由各地规定的参数，须由一人对照文件录入、另一人确认，才能用来计算工资和折旧。点开一行录入或确认。
      </p>
      <LedgerTable
        label="参数"
        rows={answer.data.parameters}
        rowKey={({ key }) => key}
        empty=""
        columns={[
          { title: '参数', cell: ({ name }) => name },
          {
            title: '现行',
            num: true,
            cell: (one) =>
              one.value === null ? <span className="state state-drafted">未确认</span> : shown(one, one.value),
          },
          { title: '依据', cell: ({ source }) => source ?? '—' },
          {
            title: '系统所附',
            cell: (one) =>
              one.shipped.value === null
                ? '由当地规定'
                : `${shown(one, one.shipped.value)}（${one.shipped.source}${one.shipped.verified ? '' : '，待核'}）`,
          },
          {
            title: '待确认',
            num: true,
            cell: ({ values }) => values.filter(({ checker }) => checker === null).length || '—',
          },
        ]}
        detail={(one) => <ParameterDetail unit={unit} parameter={one} />}
      />
    </>
  );
}

function ParameterDetail({ unit, parameter }: { readonly unit: string; readonly parameter: Parameter }) {
  const may = useMay();
  const [entering, setEntering] = useState(false);
  const { key, name, values, choices, minimum, maximum, shipped } = parameter;
  return (
    <>
      {values.length > 0 && (
        <table className="ledger" aria-label={`${name}的各个值`}>
          <thead>
            <tr>
              <th scope="col">起用日期</th>
              <th scope="col">值</th>
              <th scope="col">依据</th>
              <th scope="col">录入</th>
              <th scope="col">确认</th>
            </tr>
          </thead>
          <tbody>
            {values.map((value) => (
              <tr key={value.id}>
                <td>{value.from}</td>
                <td>{shown(parameter, value.value)}</td>
                <td>{value.source}</td>
                <td>{value.maker}</td>
                <td>
                  {value.checker ?? (
                    <>
                      <span className="state state-drafted">待确认</span>{' '}
                      {may('payroll.check') && (
                        <ReasonAction
                          label="已核对文件，确认"
                          ask={null}
                          said="已确认。"
                          act={() => enter(`parameters/${value.id}/confirmation`, { unit })}
                        />
                      )}
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {may('payroll.make') &&
        (entering ? (
          <RecordForm
            title={`录入“${name}”`}
            said="已录入，待另一人确认。"
            fields={() => [
              choices === null
                ? {
                    kind: 'text',
                    name: 'value',
                    label: '值',
                    hint: `写作小数，${minimum}至${maximum}：百分之十六写作0.16`,
                  }
                : {
                    kind: 'choice',
                    name: 'value',
                    label: '规定',
                    wide: true,
                    options: Object.entries(choices).map(([value, label]) => ({ value, label })),
                  },
              { kind: 'date', name: 'from', label: '起用日期' },
              { kind: 'text', name: 'source', label: '依据文号', wide: true },
            ]}
            initial={{ value: shipped.value ?? '' }}
            send={(id, typed) =>
              enter('parameters', {
                unit,
                id,
                key,
                value: typed.text('value'),
                from: typed.text('from'),
                source: typed.text('source'),
              })
            }
            onDone={() => setEntering(false)}
          />
        ) : (
          <Button size="small" onClick={() => setEntering(true)}>
            录入新值
          </Button>
        ))}
    </>
  );
}
