/** 两套账相接: the department's and the finance bureau's expenditure against the funds' fiscal subsidy income, document by document. */
import { Alert } from 'antd';
import { grouped, sumOf } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { type Schemas } from '../words.ts';
import { type Bureau, Loaded, TreasuryFrame } from './frame.tsx';
import { nameIn, useTreasury } from './treasury.ts';

type Meeting = Schemas['FundMeeting'];
type Line = Meeting['lines'][number];

const verdicts: Readonly<Record<Line['verdict'], string>> = { equal: '相等', timing: '时间性差异', differs: '不符' };

export function MeetingPage() {
  return <TreasuryFrame title="两套账相接">{(bureau) => <Met bureau={bureau} />}</TreasuryFrame>;
}

function Met({ bureau: { department, choices } }: { readonly bureau: Bureau }) {
  const answer = useTreasury<Meeting>(`meeting?department=${department}`);
  return (
    <Loaded from={answer}>
      {({ lines, loose, failures }) => {
        const timing = lines.filter(({ verdict }) => verdict === 'timing').length;
        const years = [...Map.groupBy(lines, ({ fund, year }) => `${year} ${fund}`)].toSorted(([a], [b]) =>
          a < b ? 1 : -1,
        );
        return (
          <>
            <p className="aside">
              部门和财政在21012、21013（及文件标明列在2101599）的支出，应当等于各基金的财政补贴收入，按基金、年度和文件逐份相等。
            </p>
            {failures > 0 ? (
              <Alert type="error" showIcon title={`有${failures}项不符，请逐项查明。`} role="alert" />
            ) : (
              <Alert
                type="success"
                showIcon
                title={timing === 0 ? '两套账逐份相等。' : `两套账相符；另有${timing}项时间性差异，款在途中。`}
              />
            )}
            {loose.length > 0 && (
              <ul className="loose">
                {loose.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            )}
            <h2>按年度和基金</h2>
            <LedgerTable
              label="按年度和基金"
              rows={years}
              rowKey={([key]) => key}
              empty="还没有登记补助文件的支出和到账。"
              columns={[
                { title: '年度', cell: ([, [first]]) => first?.year ?? '' },
                { title: '基金', cell: ([, [first]]) => nameIn(choices.funds, first?.fund ?? '') },
                {
                  title: '财政支出（元）',
                  num: true,
                  cell: ([, rows]) => grouped(sumOf(rows.map(({ spent }) => spent))),
                },
                {
                  title: '财政补贴收入',
                  num: true,
                  cell: ([, rows]) => grouped(sumOf(rows.map(({ received }) => received))),
                },
                {
                  title: '差额',
                  num: true,
                  cell: ([, rows]) => grouped(sumOf(rows.map(({ difference }) => difference))),
                },
              ]}
            />
            <h2>逐份文件</h2>
            <LedgerTable
              label="逐份文件"
              rows={lines.toSorted((a, b) => rank(a) - rank(b) || b.year - a.year)}
              rowKey={({ document, year }) => `${document} ${year}`}
              empty="还没有。"
              columns={[
                { title: '文号', cell: ({ number }) => number },
                { title: '年度', cell: ({ year }) => year },
                { title: '基金', cell: ({ fund }) => nameIn(choices.funds, fund) },
                { title: '科目', cell: ({ functionCode }) => functionCode },
                { title: '渠道', cell: ({ path }) => nameIn(choices.paths, path) },
                { title: '支出（元）', num: true, cell: ({ spent }) => grouped(spent) },
                { title: '到账', num: true, cell: ({ received }) => grouped(received) },
                { title: '差额', num: true, cell: ({ difference }) => grouped(difference) },
                {
                  title: '结论',
                  cell: ({ verdict, reason }) => (
                    <span className={`verdict-${verdict}`}>
                      {verdicts[verdict]}
                      {reason === '' ? '' : `：${reason}`}
                    </span>
                  ),
                },
              ]}
            />
          </>
        );
      }}
    </Loaded>
  );
}

function rank({ verdict }: Line): number {
  return verdict === 'differs' ? 0 : verdict === 'timing' ? 1 : 2;
}
