/** A settlement told layer by layer: what came to each, what it took by which parameters, what it left to the next. */
import { App, Button, Segmented } from 'antd';
import { useState } from 'react';
import { grouped } from '../office/amount.tsx';
import { type Schemas } from '../words.ts';
import './layers.css';

type Layer = Schemas['SettlementLayer'];
type Reader = 'staff' | 'patient';

/** What the three amounts of a layer are called. */
function labelsOf(layer: string): readonly [string, string, string] {
  if (layer === 'classes') return ['总费用', '不在报销范围', '政策范围内'];
  if (layer === 'person') return ['个人负担', '个人账户付', '现金'];
  return ['到这一层', '付', '留给下一层'];
}

/** More sentences than this are folded: a stay can have hundreds of fee lines. */
const openAtMost = 6;

export function Layers({ layers }: { readonly layers: readonly Layer[] }) {
  const { message } = App.useApp();
  const [reader, setReader] = useState<Reader>('staff');
  const told = layers.flatMap((one) => (one.notApplied === null ? one.patient : []));
  return (
    <div className="layers">
      <div className="layers-head">
        <Segmented
          aria-label="推导给谁看"
          value={reader}
          onChange={setReader}
          options={[
            { value: 'staff', label: '给经办人员' },
            { value: 'patient', label: '给参保人' },
          ]}
        />
        <Button
          type="link"
          size="small"
          onClick={() => void navigator.clipboard.writeText(told.join('\n')).then(() => message.success('已复制。'))}
        >
          复制给参保人的说明
        </Button>
      </div>
      <ol aria-label="逐层推导">
        {layers.map((one) => (
          <LayerStep key={one.layer} layer={one} reader={reader} />
        ))}
      </ol>
    </div>
  );
}

function LayerStep({ layer, reader }: { readonly layer: Layer; readonly reader: Reader }) {
  const { layer: id, name, enters, takes, leaves, notApplied, parameters } = layer;
  const sentences = reader === 'staff' ? layer.staff : layer.patient;
  const labels = labelsOf(id);
  // Of the fees by class the last sentence sums up; the lines before it are for whoever asks.
  const folded = sentences.length > openAtMost ? sentences.slice(0, -1) : [];
  const shown = sentences.slice(folded.length);
  return (
    <li className={`layer layer-${id}`} aria-label={name}>
      <div className="layer-head">
        <h4>{name}</h4>
        {notApplied === null ? (
          <dl>
            {[enters, takes, leaves].map((amount, at) => (
              <div key={labels[at]} className={at === 1 ? 'layer-takes' : ''}>
                <dt>{labels[at]}</dt>
                <dd>{grouped(amount)}</dd>
              </div>
            ))}
          </dl>
        ) : (
          <span className="quiet">这次没有</span>
        )}
      </div>
      {notApplied !== null && <p className="quiet">{notApplied}</p>}
      {folded.length > 0 && (
        <details>
          <summary>逐行（{folded.length}行）</summary>
          {folded.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </details>
      )}
      {shown.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {reader === 'staff' && parameters.length > 0 && (
        <details>
          <summary>按这些参数（{parameters.length}）</summary>
          <ul className="layer-sources">
            {parameters.map((one) => (
              <li key={one.key}>
                {one.name}：<b>{one.printed}</b>，{one.instrument ?? '依据待核'}
                {one.article ?? ''}
                {standingOf(one)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function standingOf({ grade, confirmedBy, supposed }: Layer['parameters'][number]): string {
  if (supposed) return '（假设值）';
  return confirmedBy === null ? `（依据等级${grade}）` : `（${confirmedBy}确认）`;
}
