/** 门诊待遇资格 of a department: what waits for review first, then whatever one looks for. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Select, Spin } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { getJson } from '../api.ts';
import { Field } from '../field.tsx';
import '../office/office.css';
import { useTitle } from '../use-title.ts';
import { type Schemas } from '../words.ts';
import { EntitlementTable } from './entitlements.tsx';
import './insurance.css';
import { entitlementKindNames, entitlementStateNames } from './names.ts';
import { OfDepartment } from './of-department.tsx';
import { Paged } from './paged.tsx';

export function EntitlementsPage() {
  useTitle('门诊待遇资格');
  return (
    <div className="insurance">
      <OfDepartment title="门诊慢特病、两病待遇资格">
        {(department) => <OfBureau key={department} department={department} />}
      </OfDepartment>
    </div>
  );
}

interface Answer {
  readonly entitlements: readonly Schemas['BenefitEntitlement'][];
  readonly total: number;
}

const any = '';

function OfBureau({ department }: { readonly department: string }) {
  const navigate = useNavigate();
  const [where, setWhere] = useState('text=&offset=0');
  const [state, setState] = useState<string>('made');
  const [kind, setKind] = useState<string>(any);
  const filters = `${state === any ? '' : `&state=${state}`}${kind === any ? '' : `&kind=${kind}`}`;
  const listed = useQuery({
    queryKey: ['entitlements', 'of', department, where, filters],
    queryFn: () => getJson<Answer>(`/api/entitlements?department=${department}&${where}${filters}`),
    placeholderData: (before) => before,
  });
  const choice = (label: string, value: string, names: Readonly<Record<string, string>>, set: (to: string) => void) => (
    <Field label={label}>
      {(id) => (
        <Select
          id={id}
          value={value}
          onChange={set}
          options={[
            { value: any, label: '全部' },
            ...Object.entries(names).map(([code, name]) => ({ value: code, label: name })),
          ]}
        />
      )}
    </Field>
  );
  return (
    <>
      <p className="quiet">在参保人员的页面上认定，由另一人在这里或在那里复核；复核通过以前不据以支付。</p>
      <div className="find">
        {choice('状态', state, entitlementStateNames, setState)}
        {choice('待遇', kind, entitlementKindNames, setKind)}
      </div>
      <Paged key={filters} label="姓名" total={listed.data?.total ?? 0} onWhere={setWhere} />
      {listed.isPending && <Spin />}
      {listed.isError && <Alert type="error" showIcon title={listed.error.message} role="alert" />}
      {listed.data !== undefined && (
        <EntitlementTable
          rows={listed.data.entitlements}
          onPerson={(id) => void navigate(`/insurance/registry/${id}`)}
        />
      )}
    </>
  );
}
