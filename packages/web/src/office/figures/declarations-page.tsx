/** 指标填报: what people vouch for while no duty computes it – drawn up by one, checked or sent back by another. */
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Empty, Input, Segmented, Spin } from 'antd';
import { Fragment, useState } from 'react';
import { useSearchParams } from 'react-router';
import { postJson } from '../../api.ts';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type DepartmentYear, DepartmentYearPage } from '../department-year.tsx';
import { shownIn } from '../exact.ts';
import { DeclareForm } from './declare-form.tsx';
import {
  type Catalogue,
  type Declaration,
  parseCoordinates,
  stateNames,
  useCatalogue,
  useDeclarations,
  useForgetFigures,
} from './figures.ts';
import { Stated } from './value-drawer.tsx';
import './figures.css';

export function DeclarationsPage() {
  useTitle('指标填报');
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const declaring = search.get('declare');
  const put = (declare: string | null): void =>
    setSearch((before) => {
      before.delete('at');
      if (declare === null) before.delete('declare');
      else before.set('declare', declare);
      return before;
    });
  return (
    <DepartmentYearPage
      title="指标填报"
      tools={() =>
        may('figure.declare') && (
          <Button type="primary" disabled={declaring !== null} onClick={() => put('')}>
            填报指标
          </Button>
        )
      }
    >
      {(chosen) => <Shown chosen={chosen} declaring={declaring} put={put} at={search.get('at') ?? ''} />}
    </DepartmentYearPage>
  );
}

interface ShownProps {
  readonly chosen: DepartmentYear;
  /** The figure that is being declared, '' where it is still to be chosen, or `replaces:` and the declaration to correct. */
  readonly declaring: string | null;
  readonly at: string;
  readonly put: (declare: string | null) => void;
}

const correcting = 'replaces:';

function Shown({ chosen, declaring, at, put }: ShownProps) {
  const catalogue = useCatalogue(chosen);
  const declarations = useDeclarations(chosen);
  if (catalogue.isPending || declarations.isPending) return <Spin />;
  if (catalogue.isError) return <Alert type="error" showIcon title={catalogue.error.message} />;
  if (declarations.isError) return <Alert type="error" showIcon title={declarations.error.message} />;
  const replaces =
    declaring?.startsWith(correcting) === true
      ? (declarations.data.find(({ id }) => id === declaring.slice(correcting.length)) ?? null)
      : null;
  return (
    <>
      {declaring !== null && (
        <DeclareForm
          key={declaring}
          chosen={chosen}
          catalogue={catalogue.data}
          figure={replaces?.figure ?? (declaring.startsWith(correcting) ? '' : declaring)}
          at={replaces?.at ?? parseCoordinates(at)}
          replaces={replaces}
          onDone={() => put(null)}
        />
      )}
      <List
        chosen={chosen}
        catalogue={catalogue.data}
        declarations={declarations.data}
        correct={(id) => put(`${correcting}${id}`)}
      />
    </>
  );
}

interface ListProps {
  readonly chosen: DepartmentYear;
  readonly catalogue: Catalogue;
  readonly declarations: readonly Declaration[];
  readonly correct: (id: string) => void;
}

type Tab = Declaration['state'] | 'all';

function List({ chosen, declarations, correct }: ListProps) {
  const [tab, setTab] = useState<Tab>('all');
  const [open, setOpen] = useState<string | null>(null);
  const shown = declarations.filter(({ state }) => tab === 'all' || state === tab).toReversed();
  const count = (of: Tab): number => declarations.filter(({ state }) => of === 'all' || state === of).length;
  const tabs: readonly (readonly [Tab, string])[] = [
    ['all', '全部'],
    ...(Object.entries(stateNames) as readonly (readonly [Tab, string])[]),
  ];
  return (
    <>
      <div className="figure-tools">
        <Segmented
          aria-label="状态"
          value={tab}
          onChange={setTab}
          options={tabs.map(([value, label]) => ({ value, label: `${label} ${count(value)}` }))}
        />
      </div>
      {shown.length === 0 ? (
        <Empty
          description={
            declarations.length === 0
              ? `${chosen.year}年还没有填报。业务系统尚未计算的指标，请从“填报指标”登记，由另一人复核后才算数。`
              : '没有这种状态的填报。'
          }
        />
      ) : (
        <div className="sheet figure-sheet">
          <table className="ledger" aria-label="指标填报">
            <thead>
              <tr>
                <th scope="col">指标</th>
                <th scope="col">分项</th>
                <th scope="col">截止时点</th>
                <th scope="col" className="num">
                  数值
                </th>
                <th scope="col">单位</th>
                <th scope="col">取自</th>
                <th scope="col">状态</th>
                <th scope="col">填报</th>
                <th scope="col">复核</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <Fragment key={one.id}>
                  <tr>
                    <td>
                      <button
                        type="button"
                        className="row-link"
                        aria-expanded={open === one.id}
                        onClick={() => setOpen(open === one.id ? null : one.id)}
                      >
                        {one.term}
                      </button>
                      {one.kind === 'stored' && <span className="tag figure-tag">往年数</span>}
                      {one.replaces !== null && <span className="tag figure-tag">更正</span>}
                    </td>
                    <td>{one.label}</td>
                    <td>
                      {one.cutOff.name} {one.cutOff.date}
                    </td>
                    <td className={one.value.startsWith('-') ? 'num bad' : 'num'}>
                      {shownIn(one.value, one.unit, '元')}
                    </td>
                    <td>{one.unit}</td>
                    <td>{one.sourceRegister}</td>
                    <td>
                      <span className={`state state-${one.state}`}>{stateNames[one.state]}</span>
                    </td>
                    <td>{one.maker}</td>
                    <td>{one.checker ?? ''}</td>
                  </tr>
                  {open === one.id && (
                    <tr>
                      <td colSpan={9}>
                        <Stated of={one} department={chosen.department} />
                        <Steps chosen={chosen} of={one} correct={() => correct(one.id)} />
                      </td>
                    </tr>
                  )}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

interface StepsProps {
  readonly chosen: DepartmentYear;
  readonly of: Declaration;
  readonly correct: () => void;
}

function Steps({ chosen: { department }, of, correct }: StepsProps) {
  const may = useMay();
  const { message } = App.useApp();
  const forget = useForgetFigures();
  const [reason, setReason] = useState('');
  const decide = useMutation({
    mutationFn: (step: 'check' | 'return') =>
      postJson(`/api/figure-declarations/${of.id}/${step}`, { department, reason: step === 'check' ? '' : reason }),
    onSuccess: async (_, step) => {
      void message.success(step === 'check' ? '已复核，从现在起算数。' : '已退回填报人。');
      await forget();
    },
  });
  return (
    <>
      {decide.isError && <Alert type="error" showIcon title={decide.error.message} />}
      {of.state === 'made' && may('figure.check') && (
        <div className="declare-state">
          <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate('check')}>
            复核通过
          </Button>
          <Input
            aria-label="退回理由"
            className="figure-words"
            placeholder="退回理由"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button danger disabled={decide.isPending} onClick={() => decide.mutate('return')}>
            退回
          </Button>
        </div>
      )}
      {(of.state === 'checked' || of.state === 'made') && of.replacedBy === null && may('figure.declare') && (
        <div className="declare-state">
          <Button onClick={correct}>更正</Button>
          <span className="quiet">更正另填一条，由另一人复核后代替这一条；这一条留存可查。</span>
        </div>
      )}
    </>
  );
}
