/** The choice of one dimension of a line or a leg. */
import { Select } from 'antd';
import {
  type DimensionName,
  type Dimensions,
  dimensionLabels,
  fundNames,
  spendingNames,
  useSisters,
} from '../books/books.ts';
import { optionsOf, sourceNames, useClassification, useProjects } from '../budget/budget.ts';
import { openProjects } from '../budget/lines-editor.tsx';

interface DimensionSelectProps {
  readonly unit: string;
  readonly year: number;
  readonly name: DimensionName;
  /** `第1行`, for those who cannot see where it stands. */
  readonly row: string;
  readonly dimensions: Dimensions;
  readonly required: boolean;
  readonly error?: string | undefined;
  readonly onChange: (dimensions: Dimensions) => void;
}

export function DimensionSelect({
  unit,
  year,
  name,
  row,
  dimensions,
  required,
  error,
  onChange,
}: DimensionSelectProps) {
  const options = useOptions(unit, year, name, dimensions);
  const projects = useProjects(unit);
  const choose = (value: string | undefined): void => {
    const { [name]: _, ...rest } = dimensions;
    if (value === undefined) onChange(rest);
    else if (name !== 'project') onChange({ ...rest, [name]: value });
    else {
      // A project says what it is spent under, and mostly for what.
      const project = projects.data?.find(({ code }) => code === value);
      const basic = project?.kind === 'personnel' || project?.kind === 'public-running';
      onChange({
        ...rest,
        project: value,
        ...(project === undefined ? {} : { spending: basic ? 'basic' : 'project' }),
        ...(project?.functionCode == null ? {} : { functionCode: project.functionCode }),
      });
    }
  };
  return (
    <>
      <Select
        aria-label={`${row}${dimensionLabels[name]}`}
        className="dimension"
        showSearch={{ optionFilterProp: 'label' }}
        allowClear={!required}
        placeholder={required ? dimensionLabels[name] : '可不填'}
        value={dimensions[name] ?? null}
        status={error === undefined ? '' : 'error'}
        onChange={(value: string | null | undefined) => choose(value ?? undefined)}
        options={options}
        popupMatchSelectWidth={name === 'spending' ? 120 : 320}
      />
      {error !== undefined && (
        <div className="field-error" role="alert">
          {error}
        </div>
      )}
    </>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

function useOptions(unit: string, year: number, name: DimensionName, { spending }: Dimensions): Option[] {
  const classification = useClassification();
  const projects = useProjects(unit);
  const sisters = useSisters(unit);
  switch (name) {
    case 'functionCode':
      return codes(classification.data?.functional);
    case 'economyCode':
      return codes(classification.data?.economic);
    case 'spending':
      return optionsOf(spendingNames);
    case 'source':
      return optionsOf(sourceNames);
    case 'fund':
      return optionsOf(fundNames);
    case 'project':
      return openProjects(projects.data ?? [], year)
        .filter(({ kind }) => {
          const basic = kind === 'personnel' || kind === 'public-running';
          return spending === undefined || (spending === 'basic') === basic;
        })
        .map(({ code, name: label }) => ({ value: code, label: `${code} ${label}` }));
    case 'counterpart':
      return sisters.map((sister) => ({ value: sister.id, label: sister.name }));
  }
}

function codes(names: Readonly<Record<string, string>> | undefined): Option[] {
  return Object.entries(names ?? {}).map(([value, name]) => ({ value, label: `${value} ${name}` }));
}
