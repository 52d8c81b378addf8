/** Where a value comes from: its formula and operands, the records or legs behind it, or what two people vouch for. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Spin } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { getJson } from '../../api.ts';
import { type Schemas, timeInWords } from '../../words.ts';
import { Drawer } from '../drawer.tsx';
import { type EvidenceAnswer, useEvidence } from '../evidence/evidence.ts';
import { EvidenceTable } from '../evidence/evidence-table.tsx';
import { type MoneyUnit, shownIn } from '../exact.ts';
import { basisNames, coordinateText, type Declaration, formulaInWords } from './figures.ts';

interface ValueDrawerProps {
  readonly department: string;
  readonly figure: string;
  readonly at: string;
  readonly year: number;
  readonly money: MoneyUnit;
  readonly onClose: () => void;
}

type Single = Schemas['FigureOfYear'];

export function ValueDrawer({ department, figure, at, year, money, onClose }: ValueDrawerProps) {
  const query = new URLSearchParams({ department, year: String(year), at });
  const found = useQuery({
    queryKey: ['figures', 'one', figure, department, year, at],
    queryFn: () => getJson<Single>(`/api/figures/${encodeURIComponent(figure)}?${query}`),
    retry: false,
  });
  const { data } = found;
  return (
    <Drawer title={data === undefined ? '指标' : `${data.term}，${data.label}（${year}年）`} onClose={onClose}>
      {found.isPending ? (
        <Spin />
      ) : found.isError ? (
        <Alert type="error" showIcon title={found.error.message} />
      ) : (
        <>
          <dl className="facts-list">
            <dt>数值</dt>
            <dd>
              <strong className="drawer-value">
                {found.data.value === null ? '没有值' : shownIn(found.data.value, found.data.unit, '元')}
              </strong>{' '}
              {found.data.unit}
              {found.data.unit === '元' && found.data.value !== null && money === '万元' && (
                <span className="quiet">（{shownIn(found.data.value, '元', '万元')}万元）</span>
              )}
            </dd>
            <dt>来源</dt>
            <dd>
              {found.data.basis === null ? '无' : basisNames[found.data.basis]}
              <span className="quiet">，取到 {found.data.asOf}</span>
            </dd>
            <dt>定义</dt>
            <dd>{found.data.definition}</dd>
          </dl>
          {found.data.remark !== null && (
            <Alert type={found.data.basis === null ? 'info' : 'warning'} showIcon title={found.data.remark} />
          )}
          {found.data.operands.length > 0 && <Formula of={found.data} />}
          {found.data.declaration !== null && <Stated of={found.data.declaration} department={department} />}
          {found.data.value !== null && found.data.basis === 'computed' && (
            <Records
              path={`/api/figures/${encodeURIComponent(figure)}/evidence?${query}`}
              value={found.data.value}
              unit={found.data.unit}
            />
          )}
        </>
      )}
    </Drawer>
  );
}

function Records({ path, value, unit }: { readonly path: string; readonly value: string; readonly unit: string }) {
  const evidence = useEvidence<EvidenceAnswer>(path);
  return <EvidenceTable evidence={evidence} value={value} unit={unit} />;
}

function Formula({ of }: { readonly of: Single }) {
  const [search] = useSearchParams();
  const leadTo = (figure: string, at: string, year: number): string => {
    const next = new URLSearchParams(search);
    next.set('figure', figure);
    next.set('at', at);
    next.set('of', String(year));
    return `?${next}`;
  };
  return (
    <section aria-label="公式">
      <p>
        {of.term} ＝ {formulaInWords(of.formula ?? '', of.operands)}
      </p>
      <table className="ledger" aria-label="公式中的各项">
        <thead>
          <tr>
            <th scope="col">指标</th>
            <th scope="col">分项</th>
            <th scope="col">年度</th>
            <th scope="col" className="num">
              数值
            </th>
            <th scope="col">单位</th>
          </tr>
        </thead>
        <tbody>
          {of.operands.map(({ figure, term, at, label, year, value, unit }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an operand may stand in a formula twice.
            <tr key={index}>
              <td>
                <Link to={leadTo(figure, coordinateText(at), year)}>{term}</Link>
              </td>
              <td>{label}</td>
              <td className="code">{year}</td>
              <td className={value?.startsWith('-') === true ? 'num bad' : 'num'}>
                {value === null ? '没有值' : shownIn(value, unit, '元')}
              </td>
              <td>{unit}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What a declaration says, and who stands for it. */
export function Stated({ of, department }: { readonly of: Declaration; readonly department: string }) {
  const { period, cutOff, denominator, survey } = of;
  return (
    <section aria-label="填报" className="panel">
      <dl className="facts-list">
        <dt>填报值</dt>
        <dd>
          {shownIn(of.value, of.unit, '元')} {of.unit}
        </dd>
        <dt>期间</dt>
        <dd>
          {period.from} 至 {period.to}
        </dd>
        <dt>截止时点</dt>
        <dd>
          {cutOff.name} {cutOff.date}
        </dd>
        {denominator !== null && (
          <>
            <dt>分母</dt>
            <dd>
              {denominator.value}（取自{denominator.sourceRegister}）
            </dd>
          </>
        )}
        <dt>取自</dt>
        <dd>{of.sourceRegister}</dd>
        {survey !== null && (
          <>
            <dt>调查</dt>
            <dd>
              有效样本{survey.sample}份，{survey.date}，{survey.form}
            </dd>
          </>
        )}
        <dt>附件</dt>
        <dd>
          <a href={`/api/figure-declarations/${of.id}/attachment?department=${encodeURIComponent(department)}`}>
            打开附件
          </a>
        </dd>
        <dt>填报</dt>
        <dd>
          {of.maker}，{timeInWords(of.madeAt)}
        </dd>
        <dt>复核</dt>
        <dd>
          {of.checker === null || of.checkedAt === null ? '尚未复核' : `${of.checker}，${timeInWords(of.checkedAt)}`}
        </dd>
        {of.returnedReason !== null && (
          <>
            <dt>退回理由</dt>
            <dd>{of.returnedReason}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
