/** A settlement as it is handed over: the amounts, and beside them how they came about, layer by layer. */
import { grouped } from '../office/amount.tsx';
import { Layers } from '../policy/layers.tsx';
import { type Schemas } from '../words.ts';
import { amountNames } from './names.ts';

interface SlipProps {
  readonly amounts: Schemas['SettlementAmounts'];
  /** Empty where nothing is told, as of what was taken back. */
  readonly layers: readonly Schemas['SettlementLayer'][];
}

/** The amounts that are not nothing, and the layers behind them. */
export function Slip({ amounts, layers }: SlipProps) {
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
      {layers.length > 0 && <Layers layers={layers} />}
    </div>
  );
}
