/** 指标: every figure with the year's values, where each comes from, and what is still missing. */
import { Alert, Input, Segmented, Select, Spin } from 'antd';
import { Fragment, useDeferredValue, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type DepartmentYear, DepartmentYearPage } from '../department-year.tsx';
import { type MoneyUnit, shownIn } from '../exact.ts';
import { MoneyUnitChoice, useMoneyUnit } from '../money-unit.tsx';
import {
  basisNames,
  type Catalogue,
  coordinateText,
  type Declaration,
  type FigureValue,
  type ListedFigure,
  useCatalogue,
  useDeclarations,
} from './figures.ts';
import { ValueDrawer } from './value-drawer.tsx';
import '../statements/statements.css';
import './figures.css';

const filters = {
  all: '全部',
  valued: '有值',
  missing: '缺值',
  waiting: '填报待复核',
  differs: '计算与填报不同',
} as const;

type Filter = keyof typeof filters;

export function FiguresPage() {
  useTitle('指标');
  const [money, chooseMoney] = useMoneyUnit();
  return (
    <DepartmentYearPage title="指标" tools={() => <MoneyUnitChoice unit={money} choose={chooseMoney} />}>
      {(chosen) => <Shown chosen={chosen} money={money} />}
    </DepartmentYearPage>
  );
}

function Shown({ chosen, money }: { readonly chosen: DepartmentYear; readonly money: MoneyUnit }) {
  const catalogue = useCatalogue(chosen);
  const declarations = useDeclarations(chosen);
  const [search, setSearch] = useSearchParams();
  const opened = search.get('figure');
  const at = search.get('at') ?? '';
  const of = Number(search.get('of') ?? chosen.year);
  if (catalogue.isPending) return <Spin />;
  if (catalogue.isError) return <Alert type="error" showIcon title={catalogue.error.message} />;
  return (
    <>
      <List
        chosen={chosen}
        catalogue={catalogue.data}
        declarations={declarations.data ?? []}
        money={money}
        open={(figure, place) =>
          setSearch((before) => {
            before.set('figure', figure);
            before.set('at', place);
            before.delete('of');
            return before;
          })
        }
      />
      {opened !== null && (
        <ValueDrawer
          key={`${opened} ${at} ${of}`}
          department={chosen.department}
          figure={opened}
          at={at}
          year={of}
          money={money}
          onClose={() =>
            setSearch((before) => {
              for (const name of ['figure', 'at', 'of']) before.delete(name);
              return before;
            })
          }
        />
      )}
    </>
  );
}

interface ListProps {
  readonly chosen: DepartmentYear;
  readonly catalogue: Catalogue;
  readonly declarations: readonly Declaration[];
  readonly money: MoneyUnit;
  readonly open: (figure: string, at: string) => void;
}

function List({ chosen, catalogue, declarations, money, open }: ListProps) {
  const [part, setPart] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const [words, setWords] = useState('');
  const wanted = useDeferredValue(words.trim());
  const waiting = new Set(declarations.filter(({ state }) => state === 'made').map(({ figure }) => figure));
  const passes: Readonly<Record<Filter, (figure: ListedFigure) => boolean>> = {
    all: () => true,
    valued: ({ values }) => values.some(({ value }) => value !== null),
    missing: ({ values }) => values.every(({ value }) => value === null),
    waiting: ({ id }) => waiting.has(id),
    differs: ({ values }) => values.some(differs),
  };
  const searched = catalogue.figures.filter(
    (figure) =>
      (part === '' || figure.part === part) &&
      (wanted === '' || [figure.term, figure.id, figure.definition].some((text) => text.includes(wanted))),
  );
  const shown = searched.filter(passes[filter]);
  return (
    <>
      <div className="figure-tools">
        <Select
          aria-label="部分"
          className="figure-part"
          value={part}
          onChange={setPart}
          options={[
            { value: '', label: '全部部分' },
            ...catalogue.parts.map(({ id, name }) => ({ value: id, label: `${id} ${name}` })),
          ]}
        />
        <Input.Search
          aria-label="搜索指标"
          className="figure-words"
          allowClear
          placeholder="搜索名称或定义"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Segmented
          aria-label="只看"
          value={filter}
          onChange={setFilter}
          options={Object.entries(filters).map(([value, label]) => ({
            value: value as Filter,
            label: `${label} ${searched.filter(passes[value as Filter]).length}`,
          }))}
        />
      </div>
      <div className="sheet figure-sheet">
        <table className="ledger figure-table" aria-label="指标">
          <thead>
            <tr>
              <th scope="col">指标</th>
              <th scope="col">分项</th>
              <th scope="col" className="num">
                {chosen.year}年
              </th>
              <th scope="col">单位</th>
              <th scope="col">来源</th>
              <th scope="col">说明</th>
            </tr>
          </thead>
          <tbody>
            {catalogue.parts.map(({ id, name }) => {
              const own = shown.filter((figure) => figure.part === id);
              if (own.length === 0) return null;
              return (
                <Fragment key={id}>
                  <tr className="tier-kind">
                    <th colSpan={6} scope="rowgroup">
                      {id} {name} <span className="quiet">{own.length}项</span>
                    </th>
                  </tr>
                  {own.map((figure) => (
                    <FigureRows
                      key={figure.id}
                      figure={figure}
                      chosen={chosen}
                      money={money}
                      waiting={waiting.has(figure.id)}
                      open={open}
                    />
                  ))}
                </Fragment>
              );
            })}
          </tbody>
        </table>
        {shown.length === 0 && <p className="figure-none">没有符合条件的指标。换一个搜索词，或选“全部”。</p>}
      </div>
    </>
  );
}

function differs({ basis, remark, declaration }: FigureValue): boolean {
  return basis === 'computed' && declaration !== null && remark !== null;
}

interface FigureRowsProps {
  readonly figure: ListedFigure;
  readonly chosen: DepartmentYear;
  readonly money: MoneyUnit;
  readonly waiting: boolean;
  readonly open: (figure: string, at: string) => void;
}

/** Places beyond this many are drawn when they are asked for. */
const drawn = 3;

function FigureRows({ figure, chosen, money, waiting, open }: FigureRowsProps) {
  const [all, setAll] = useState(false);
  const [whole, ...places] = figure.values;
  const valued = places.filter(({ value }) => value !== null);
  const shown = all ? places : valued.length <= drawn ? valued : [];
  const hidden = places.length - shown.length;
  if (whole === undefined) return null;
  return (
    <>
      <tr>
        <th scope="row">
          <span title={figure.definition}>{figure.term}</span>
          {waiting && <span className="state state-drafted figure-tag">填报待复核</span>}
        </th>
        <td>
          {(hidden > 0 || all) && (
            <button type="button" className="row-link" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? '收起分项' : `分项 ${places.length}`}
            </button>
          )}
        </td>
        <ValueCells figure={figure} value={whole} chosen={chosen} money={money} open={open} />
      </tr>
      {shown.map((value) => (
        <tr key={value.label}>
          <td />
          <td>{value.label}</td>
          <ValueCells figure={figure} value={value} chosen={chosen} money={money} open={open} />
        </tr>
      ))}
    </>
  );
}

interface ValueCellsProps extends Omit<FigureRowsProps, 'waiting'> {
  readonly value: FigureValue;
}

function ValueCells({ figure, value: { at, label, value, basis, remark }, chosen, money, open }: ValueCellsProps) {
  const may = useMay();
  const text = value === null ? null : shownIn(value, figure.unit, money);
  const place = coordinateText(at);
  return (
    <>
      <td className="num">
        {text === null ? (
          <span className="quiet">—</span>
        ) : (
          <button
            type="button"
            className={text.startsWith('-') ? 'figure-value bad' : 'figure-value'}
            aria-label={`${figure.term}，${label}：${text}${figure.unit}，看来源`}
            onClick={() => open(figure.id, place)}
          >
            {text}
          </button>
        )}
      </td>
      <td>{figure.unit === '元' ? money : figure.unit}</td>
      <td>
        <span className={`basis basis-${basis ?? 'none'}`}>{basis === null ? '无' : basisNames[basis]}</span>
      </td>
      <td className="figure-remark">
        {remark}
        {basis === null && figure.formula === null && may('figure.declare') && (
          <Link
            to={`/office/figures/declarations?${new URLSearchParams({
              department: chosen.department,
              year: String(chosen.year),
              declare: figure.id,
              at: place,
            })}`}
          >
            填报
          </Link>
        )}
      </td>
    </>
  );
}
