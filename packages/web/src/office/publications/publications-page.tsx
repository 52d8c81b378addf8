/** 决算公开: every version of a department's final accounts, and where each of them stands. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Empty, Select, Spin, Tag } from 'antd';
import { useId, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type DepartmentYear, DepartmentYearPage } from '../department-year.tsx';
import { newId } from '../new-id.ts';
import { templateNames } from '../statements/templates.ts';
import './publications.css';
import { begin, type ListedPublication, publicationsKey, stateNames, usePublications } from './publications.ts';

export function PublicationsPage() {
  useTitle('决算公开');
  return (
    <DepartmentYearPage title="决算公开">
      {(chosen) => <Versions key={`${chosen.department} ${chosen.year}`} chosen={chosen} />}
    </DepartmentYearPage>
  );
}

function Versions({ chosen }: { readonly chosen: DepartmentYear }) {
  const may = useMay();
  const found = usePublications(chosen.department);
  if (found.isPending) return <Spin />;
  if (found.isError) return <Alert type="error" showIcon title={found.error.message} />;
  const { versions } = found.data;
  const ofYear = versions.filter(({ year }) => year === chosen.year);
  const canBegin = may('publication.make') && ofYear.every(({ state }) => state === 'withdrawn');
  return (
    <>
      {canBegin && <Begin chosen={chosen} />}
      {versions.length === 0 ? (
        <Empty description="还没有编制过决算公开。选好年度，从编制开始。" />
      ) : (
        <table className="publication-table" aria-label="各版决算公开">
          <thead>
            <tr>
              <th scope="col">版本</th>
              <th scope="col">环节</th>
              <th scope="col">期限</th>
              <th scope="col">公开日期</th>
              <th scope="col">说明</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <tr key={version.id}>
                <th scope="row">
                  <Link to={`/office/publications/${version.id}?department=${encodeURIComponent(version.department)}`}>
                    {version.name}
                  </Link>
                </th>
                <td>
                  <Tag>{stateNames[version.state]}</Tag>
                </td>
                <td>
                  <Deadline version={version} />
                </td>
                <td>{version.publishedOn ?? ''}</td>
                <td>{version.correctionReason === null ? '' : `更正：${version.correctionReason}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** What is left of the twenty days after the reply. */
export function Deadline({ version: { countdown } }: { readonly version: Pick<ListedPublication, 'countdown'> }) {
  if (countdown === null) return null;
  const { daysLeft, lastDay } = countdown;
  if (daysLeft < 0) return <Tag color="red">{`已逾期${-daysLeft}天（期限${lastDay}）`}</Tag>;
  return <Tag color={daysLeft <= 5 ? 'orange' : 'blue'}>{`还剩${daysLeft}天，最迟${lastDay}公开`}</Tag>;
}

function Begin({ chosen: { department, year } }: { readonly chosen: DepartmentYear }) {
  const templateId = useId();
  const [template, setTemplate] = useState('hunan-2024');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const beginning = useMutation({
    mutationFn: () => begin({ id: newId(), department, year, template, correction: null }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: [publicationsKey] });
      await navigate(`/office/publications/${id}?department=${encodeURIComponent(department)}`);
    },
  });
  return (
    <div className="publication-acts">
      <div>
        <label htmlFor={templateId}>版式</label>
        <Select
          id={templateId}
          value={template}
          onChange={setTemplate}
          options={Object.entries(templateNames).map(([value, label]) => ({ value, label }))}
        />
      </div>
      <Button type="primary" loading={beginning.isPending} onClick={() => beginning.mutate()}>
        {`编制${year}年度决算公开`}
      </Button>
      {beginning.isError && <Alert type="error" showIcon title={beginning.error.message} role="alert" />}
    </div>
  );
}
