/** One parameter: its rows through time with their sources, and the two steps by which a draft comes to count. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input } from 'antd';
import { useState } from 'react';
import { Dialog } from '../dialog.tsx';
import { Field } from '../field.tsx';
import { useMay } from '../session.tsx';
import { timeInWords } from '../words.ts';
import {
  confirmValue,
  enterValue,
  type ParameterEntry,
  type ParameterRow,
  type PolicyParameter,
  policyKey,
  stateNames,
} from './policy.ts';

export function ParameterDetail({ parameter }: { readonly parameter: PolicyParameter }) {
  const may = useMay();
  const [entering, setEntering] = useState<ParameterRow | null>(null);
  const [confirming, setConfirming] = useState<ParameterEntry | null>(null);
  const { key, name, history, entries } = parameter;
  const rowOf = (entry: ParameterEntry): ParameterRow | undefined =>
    history.find(({ area, from }) => area === entry.area && from === entry.from);
  return (
    <>
      <p className="quiet policy-key">
        <code>{key}</code>
      </p>
      <table className="ledger" aria-label={`${name}的各期`}>
        <thead>
          <tr>
            <th scope="col">地区</th>
            <th scope="col">起止</th>
            <th scope="col" className="num">
              数值
            </th>
            <th scope="col">状态</th>
            <th scope="col">文件</th>
            <th scope="col">出处和说明</th>
            <th scope="col">确认</th>
          </tr>
        </thead>
        <tbody>
          {history.map((row) => (
            <tr key={`${row.area} ${row.from}`}>
              <td>{row.areaName}</td>
              <td>
                {row.from}
                {row.to === null ? '起' : `至${row.to}`}
              </td>
              <td className="num">{row.printed ?? '未知'}</td>
              <td>
                {stateNames[row.state]}
                {row.grade !== 'none' && `（依据等级${row.grade}）`}
              </td>
              <td>
                {row.instrument ?? '依据待核'}
                {row.article}
              </td>
              <td>
                {row.source}
                {row.note !== null && `；${row.note}`}
              </td>
              <td>
                {row.confirmedBy}
                {(row.state === 'draft' || row.state === 'unknown') && may('policy.enter') && (
                  <Button size="small" onClick={() => setEntering(row)}>
                    对照文件录入
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {entries.length > 0 && (
        <table className="ledger policy-entries" aria-label={`${name}的录入和确认`}>
          <thead>
            <tr>
              <th scope="col">录入的数值</th>
              <th scope="col">起日</th>
              <th scope="col">核对的文件</th>
              <th scope="col">录入</th>
              <th scope="col">确认</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id} className={entry.state === 'passed-over' ? 'struck' : undefined}>
                <td>{printed(entry, rowOf(entry))}</td>
                <td>{entry.from}</td>
                <td>{entry.document}</td>
                <td>
                  {entry.maker}，{timeInWords(entry.madeAt)}
                </td>
                <td>
                  {entry.state === 'confirmed' && `${entry.confirmer ?? ''}，${timeInWords(entry.confirmedAt ?? '')}`}
                  {entry.state === 'passed-over' && '未采用'}
                  {entry.state === 'waiting' && (
                    <>
                      <span className="state state-drafted">待确认</span>{' '}
                      {may('policy.confirm') && (
                        <Button size="small" type="primary" onClick={() => setConfirming(entry)}>
                          核对并确认
                        </Button>
                      )}
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Dialog title="对照文件录入" open={entering !== null} onClose={() => setEntering(null)}>
        {entering !== null && (
          <Entering parameterKey={key} name={name} row={entering} onDone={() => setEntering(null)} />
        )}
      </Dialog>
      <Dialog title="确认参数" open={confirming !== null} onClose={() => setConfirming(null)}>
        {confirming !== null && (
          <Confirming name={name} entry={confirming} row={rowOf(confirming)} onDone={() => setConfirming(null)} />
        )}
      </Dialog>
    </>
  );
}

const hints: Readonly<Record<ParameterRow['unit'], string>> = {
  yuan: '金额，单位元',
  ratio: '写作小数：百分之七十写作0.7',
  days: '天数',
  months: '月数',
  count: '整数',
  word: '从参数文件已有的词中选，或月-日如09-01',
};

/** As the row would print it: what was typed with its unit. */
function printed({ value }: ParameterEntry, row: ParameterRow | undefined): string {
  switch (row?.unit) {
    case 'yuan':
      return `${value}元`;
    case 'ratio':
      return `${value}（${percent(value)}）`;
    case 'days':
      return `${value}天`;
    case 'months':
      return `${value}个月`;
    default:
      return value;
  }
}

/** `0.7` → `70%`. */
function percent(value: string): string {
  const [whole = '0', decimals = ''] = value.split('.');
  const digits = decimals.padEnd(2, '0');
  const rest = digits.slice(2);
  return `${Number(whole + digits.slice(0, 2))}${rest === '' ? '' : `.${rest}`}%`;
}

interface EnteringProps {
  readonly parameterKey: string;
  readonly name: string;
  readonly row: ParameterRow;
  readonly onDone: () => void;
}

function Entering({ parameterKey, name, row, onDone }: EnteringProps) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [value, setValue] = useState(row.value ?? '');
  const [document, setDocument] = useState('');
  const sending = useMutation({
    mutationFn: () =>
      enterValue({ area: row.area, key: parameterKey, from: row.from, value: value.trim(), document: document.trim() }),
    onSuccess: () => {
      message.success('已录入，待另一人确认。');
      void queries.invalidateQueries({ queryKey: policyKey });
      onDone();
    },
  });
  return (
    <form
      className="door-form"
      onSubmit={(event) => {
        event.preventDefault();
        sending.mutate();
      }}
    >
      <p>
        {row.areaName}“{name}”，{row.from}起。系统所附：{row.printed ?? '未知'}（{row.source}）。请以文件所载为准。
      </p>
      {sending.isError && <Alert type="error" showIcon title={sending.error.message} role="alert" />}
      <Field label="数值" hint={hints[row.unit]}>
        {(id) => (
          <Input
            id={id}
            required
            maxLength={40}
            value={value}
            autoComplete="off"
            onChange={(event) => setValue(event.target.value)}
          />
        )}
      </Field>
      <Field label="核对的文件" hint="名称、文号和条款，确认的人据此核对">
        {(id) => (
          <Input
            id={id}
            required
            maxLength={200}
            value={document}
            autoComplete="off"
            onChange={(event) => setDocument(event.target.value)}
          />
        )}
      </Field>
      <Button type="primary" htmlType="submit" loading={sending.isPending}>
        录入，交另一人确认
      </Button>
    </form>
  );
}

interface ConfirmingProps {
  readonly name: string;
  readonly entry: ParameterEntry;
  readonly row: ParameterRow | undefined;
  readonly onDone: () => void;
}

function Confirming({ name, entry, row, onDone }: ConfirmingProps) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: () => confirmValue(entry.id),
    onSuccess: () => {
      message.success('已确认，即日起参与计算。');
      void queries.invalidateQueries({ queryKey: policyKey });
      onDone();
    },
  });
  return (
    <div className="door-form">
      <dl className="facts-list">
        <dt>参数</dt>
        <dd>
          {row?.areaName}“{name}”，{entry.from}起
        </dd>
        <dt>录入的数值</dt>
        <dd>
          <strong>{printed(entry, row)}</strong>
          {row?.printed !== undefined && row.printed !== null && `，系统所附草稿为${row.printed}`}
        </dd>
        <dt>核对的文件</dt>
        <dd>{entry.document}</dd>
        <dt>录入</dt>
        <dd>
          {entry.maker}，{timeInWords(entry.madeAt)}
        </dd>
      </dl>
      <p>请对照文件原文核对。确认后这一行即参与计算，不再改动。</p>
      {sending.isError && <Alert type="error" showIcon title={sending.error.message} role="alert" />}
      <Button type="primary" loading={sending.isPending} onClick={() => sending.mutate()}>
        已核对文件，确认
      </Button>
    </div>
  );
}
