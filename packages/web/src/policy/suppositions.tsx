/** Values supposed for parameters: chosen by name, with what is in force to begin from. */
import { Button, Input, Select } from 'antd';
import { useParameters } from './policy.ts';
import './suppositions.css';

export interface Supposed {
  readonly key: string;
  readonly value: string;
}

interface SuppositionsProps {
  readonly area: string;
  readonly day: string;
  readonly supposed: readonly Supposed[];
  readonly onChange: (supposed: readonly Supposed[]) => void;
}

/** Values supposed for parameters that the place has on the day; they stand beside the files, never in them. */
export function Suppositions({ area, day, supposed, onChange }: SuppositionsProps) {
  const list = useParameters(area, day);
  const known = (list.data?.parameters ?? []).filter(({ current }) => current !== null);
  const set = (index: number, more: Partial<Supposed>): void =>
    onChange(supposed.map((one, at) => (at === index ? { ...one, ...more } : one)));
  return (
    <>
      {supposed.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no other name, and are only appended or taken away.
        <div key={index} className="trial-suppositions">
          <Select
            aria-label={`假设的参数${index + 1}`}
            value={one.key === '' ? null : one.key}
            placeholder="选择参数"
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(key: string) =>
              set(index, { key, value: known.find((each) => each.key === key)?.current?.value ?? '' })
            }
            options={known.map(({ key, name, current }) => ({
              value: key,
              label: `${name}（${current?.printed ?? '未知'}）`,
            }))}
          />
          <Input
            aria-label={`假设值${index + 1}`}
            placeholder="0.75、800"
            value={one.value}
            onChange={(event) => set(index, { value: event.target.value })}
          />
          <Button onClick={() => onChange(supposed.filter((_, at) => at !== index))}>去掉</Button>
        </div>
      ))}
      <Button size="small" disabled={area === ''} onClick={() => onChange([...supposed, { key: '', value: '' }])}>
        加一个假设值
      </Button>
    </>
  );
}
