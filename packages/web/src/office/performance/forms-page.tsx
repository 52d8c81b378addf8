/** The forms and the report as they will be printed, in a province's family, with what our own audit finds in them. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Empty, Select, Spin } from 'antd';
import { useState } from 'react';
import { getJson } from '../../api.ts';
import { useTitle } from '../../use-title.ts';
import { type DepartmentYear, DepartmentYearPage } from '../department-year.tsx';
import './performance.css';

interface Printed {
  readonly forms: readonly {
    readonly title: string;
    readonly year: string | null;
    readonly rows: readonly (readonly {
      readonly text: string;
      readonly columns: number;
      readonly rows: number;
      readonly figure: boolean;
    }[])[];
    readonly notes: readonly string[];
  }[];
  readonly report: readonly { readonly level: number; readonly text: string }[];
  readonly findings: readonly { readonly check: string; readonly severity: string; readonly message: string }[];
}

const families = [
  { value: 'hunan', label: '湖南' },
  { value: 'shaanxi', label: '陕西' },
  { value: 'shanxi', label: '山西（目标表）' },
];

/** Items with a key of their own: nothing printed has one, and the same words may stand twice. */
function keyed<Item extends object>(items: readonly Item[]): readonly (Item & { readonly key: string })[] {
  return items.map((item, index) => ({ ...item, key: String(index) }));
}

export function PerformanceFormsPage() {
  useTitle('绩效表和报告');
  const [family, setFamily] = useState('hunan');
  return (
    <DepartmentYearPage
      title="绩效表和报告"
      tools={() => <Select aria-label="版式" value={family} onChange={setFamily} options={families} />}
    >
      {(chosen) => <PrintedForms chosen={chosen} family={family} />}
    </DepartmentYearPage>
  );
}

function PrintedForms({ chosen, family }: { readonly chosen: DepartmentYear; readonly family: string }) {
  const { department, year } = chosen;
  const answer = useQuery({
    queryKey: ['performance', 'forms', department, year, family],
    queryFn: () =>
      getJson<Printed>(`/api/performance/forms?${new URLSearchParams({ department, year: String(year), family })}`),
  });
  if (answer.isPending) return <Spin />;
  if (answer.isError) return <Alert type="error" showIcon title={answer.error.message} />;
  const { forms, report, findings } = answer.data;
  if (forms.length === 0)
    return <Empty description={`${year}年还没有复核过的${family === 'shanxi' ? '目标' : '自评'}，没有可印的表。`} />;
  return (
    <>
      {findings.length === 0 ? (
        <Alert type="success" showIcon title="按发布前的检查，表和报告没有发现问题。" />
      ) : (
        <Alert
          type="warning"
          showIcon
          title={`检查发现${findings.length}处`}
          description={
            <ul>
              {findings.map(({ check, message }) => (
                <li key={`${check} ${message}`}>{message}</li>
              ))}
            </ul>
          }
        />
      )}
      <article className="performance-report">
        {keyed(report).map(({ level, text, key }) => {
          if (level === 0) return <p key={key}>{text}</p>;
          if (level === 2) return <h2 key={key}>{text}</h2>;
          return level === 3 ? <h3 key={key}>{text}</h3> : <h4 key={key}>{text}</h4>;
        })}
      </article>
      {keyed(forms).map(({ title, year: line, rows, notes, key }) => (
        <section key={key} className="performance-form">
          <h2>{title}</h2>
          {line !== null && <p>{line}</p>}
          <div className="sheet">
            <table aria-label={title}>
              <tbody>
                {keyed(rows.map((cells) => ({ cells }))).map(({ cells, key: row }) => (
                  <tr key={row}>
                    {keyed(cells).map(({ text, columns, rows: below, figure, key: column }) => (
                      <td
                        key={column}
                        colSpan={columns}
                        rowSpan={below}
                        className={figure ? 'performance-figure' : undefined}
                      >
                        {text}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {notes.map((note) => (
            <p key={note} className="quiet">
              {note}
            </p>
          ))}
        </section>
      ))}
    </>
  );
}
