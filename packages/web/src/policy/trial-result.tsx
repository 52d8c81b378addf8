/** What a trial came to: a slip with who pays what, how it follows for the staff and for the patient, and what differs. */
import { Alert } from 'antd';
import { Amount, grouped } from '../office/amount.tsx';
import { Layers } from './layers.tsx';
import { type SettlementTrial, type TrialRefused, type TrialSettled } from './policy.ts';

export function TrialResult({ answer: { first, other, differences } }: { readonly answer: SettlementTrial }) {
  const both = first.outcome === 'settled' && other?.outcome === 'settled';
  return (
    <>
      {both && differences !== null && <SideBySide first={first} other={other} differences={differences} />}
      <Variant title={other === null ? '试算结果' : '原来的情形'} outcome={first} />
      {other !== null && <Variant title="另一种情形" outcome={other} />}
    </>
  );
}

interface SideBySideProps {
  readonly first: TrialSettled;
  readonly other: TrialSettled;
  readonly differences: NonNullable<SettlementTrial['differences']>;
}

/** Both cases payer by payer, with what the other changes. */
function SideBySide({ first, other, differences }: SideBySideProps) {
  const names = new Map([...first.payers, ...other.payers].map(({ payer, name }) => [payer, name]));
  const amountOf = ({ payers }: TrialSettled, payer: string): string =>
    payers.find((one) => one.payer === payer)?.amount ?? '0.00';
  const ordered = Object.keys(first.amounts).filter((payer) => names.has(payer));
  return (
    <section className="trial-slip" aria-label="差异">
      <h2>两种情形并列</h2>
      <div className="slip-bars" aria-hidden>
        <span>原来</span>
        <Bar settled={first} />
        <span>另一种</span>
        <Bar settled={other} />
      </div>
      <table className="ledger" aria-label="按支付方的差异">
        <thead>
          <tr>
            <th scope="col">支付方</th>
            <th scope="col" className="num">
              原来
            </th>
            <th scope="col" className="num">
              另一种
            </th>
            <th scope="col" className="num">
              相差
            </th>
          </tr>
        </thead>
        <tbody>
          {ordered.map((payer) => (
            <tr key={payer}>
              <th scope="row">
                <span className={`slip-key slip-${payer}`} aria-hidden />
                {names.get(payer)}
              </th>
              <Amount of={amountOf(first, payer)} />
              <Amount of={amountOf(other, payer)} />
              <td className="num">{signed(differences.find((one) => one.payer === payer)?.difference)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {differences.length === 0 && <p>各方所付都没有变化。</p>}
    </section>
  );
}

function signed(difference: string | undefined): string {
  if (difference === undefined) return '—';
  return `${difference.startsWith('-') ? '' : '+'}${grouped(difference)}`;
}

/** Who pays, each as wide as its share. */
function Bar({ settled: { payers } }: { readonly settled: TrialSettled }) {
  return (
    <div className="slip-bar" aria-hidden>
      {payers.map(({ payer, name, amount }) => (
        <span
          key={payer}
          className={`slip-${payer}`}
          style={{ flexGrow: Number(amount) }}
          title={`${name}${amount}元`}
        />
      ))}
    </div>
  );
}

function Variant({ title, outcome }: { readonly title: string; readonly outcome: TrialSettled | TrialRefused }) {
  if (outcome.outcome === 'refused') {
    return (
      <section className="trial-slip" aria-label={title}>
        <h2>{title}</h2>
        <Alert type="warning" showIcon title={`不能计算：${outcome.title}`} description={outcome.message} />
      </section>
    );
  }
  return <Slip title={title} settled={outcome} />;
}

const classes: readonly (readonly [keyof TrialSettled['amounts'], string])[] = [
  ['own', '全自费'],
  ['overLimit', '超限价'],
  ['firstPay', '先行自付'],
  ['inScope', '政策范围内'],
  ['deductible', '其中起付线'],
];

function Slip({ title, settled }: { readonly title: string; readonly settled: TrialSettled }) {
  const { amounts, payers, unused, poolRatio } = settled;
  return (
    <section className="trial-slip" aria-label={title}>
      <h2>{title}</h2>
      <Bar settled={settled} />
      <table className="ledger" aria-label={`${title}：谁付多少`}>
        <thead>
          <tr>
            <th scope="col">支付方</th>
            <th scope="col" className="num">
              金额（元）
            </th>
          </tr>
        </thead>
        <tbody>
          {payers.map(({ payer, name, amount }) => (
            <tr key={payer}>
              <th scope="row">
                <span className={`slip-key slip-${payer}`} aria-hidden />
                {name}
                {payer === 'pool' && poolRatio !== null && <span className="quiet">（比例{poolRatio}）</span>}
              </th>
              <Amount of={amount} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">总费用</th>
            <Amount of={amounts.total} />
          </tr>
        </tfoot>
      </table>
      <dl className="facts-list">
        {classes.map(([name, label]) => (
          <div key={name} className="slip-fact">
            <dt>{label}</dt>
            <dd>{grouped(amounts[name])}</dd>
          </div>
        ))}
      </dl>
      {unused.length > 0 && (
        <Alert type="info" showIcon title={`这次就诊用不到假设的${unused.map((name) => `“${name}”`).join('、')}。`} />
      )}
      <Layers layers={settled.layers} />
    </section>
  );
}
