/** A settlement as it is handed over: the amounts, and the sums behind them for the patient and for the staff. */
import { App, Button } from 'antd';
import { grouped } from '../office/amount.tsx';
import { type Schemas } from '../words.ts';
import { amountNames } from './names.ts';

interface SlipProps {
  readonly amounts: Schemas['SettlementAmounts'];
  readonly staff: readonly string[];
  readonly patient: readonly string[];
}

/** The amounts that are not nothing, and the sums behind them in two tellings. */
export function Slip({ amounts, staff, patient }: SlipProps) {
  const { message } = App.useApp();
  const shown = (Object.keys(amountNames) as (keyof typeof amountNames)[]).filter((name) => amounts[name] !== '0.00');
  return (
    <div className="slip">
      <dl className="slip-amounts">
        {shown.map((name) => (
          <div key={name}>
            <dt>{amountNames[name]}</dt>
            <dd className="num">{grouped(amounts[name])}</dd>
          </div>
        ))}
      </dl>
      {patient.length > 0 && (
        <div>
          <h3>
            给本人的说明{' '}
            <Button
              type="link"
              size="small"
              onClick={() => {
                void navigator.clipboard.writeText(patient.join('\n')).then(() => message.success('已复制。'));
              }}
            >
              复制
            </Button>
          </h3>
          {patient.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <h3>计算过程和依据</h3>
          <pre className="steps">{staff.join('\n')}</pre>
        </div>
      )}
    </div>
  );
}
