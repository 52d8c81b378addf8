/** Whether amounts are shown in 元 or 万元: chosen once, and kept in this browser. */
import { Segmented } from 'antd';
import { useState } from 'react';
import { type MoneyUnit } from './exact.ts';

const key = 'mingzhang-money-unit';

export function useMoneyUnit(): readonly [MoneyUnit, (unit: MoneyUnit) => void] {
  const [unit, setUnit] = useState<MoneyUnit>(() => (localStorage.getItem(key) === '万元' ? '万元' : '元'));
  return [
    unit,
    (chosen) => {
      localStorage.setItem(key, chosen);
      setUnit(chosen);
    },
  ];
}

export function MoneyUnitChoice({
  unit,
  choose,
}: {
  readonly unit: MoneyUnit;
  readonly choose: (unit: MoneyUnit) => void;
}) {
  return <Segmented aria-label="金额单位" value={unit} onChange={choose} options={['元', '万元']} />;
}
