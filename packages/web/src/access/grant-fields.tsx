/** A role, where it holds, and from when to when. */
import { Input, Select } from 'antd';
import { Field } from '../field.tsx';
import { type Schemas } from '../words.ts';
import { type People } from './people-page.tsx';

export type GrantDraft = Schemas['GrantDraft'];

/** A role that begins on the day given, everywhere and without end. */
export function newGrant(from: string): GrantDraft {
  return { role: '', department: null, unit: null, from, to: null };
}

interface GrantFieldsProps {
  readonly grant: GrantDraft;
  readonly people: People;
  readonly onChange: (grant: GrantDraft) => void;
}

export function GrantFields({ grant, people, onChange }: GrantFieldsProps) {
  const places = [
    { value: '', label: '全局' },
    ...people.departments.flatMap((department) => [
      { value: department.id, label: department.name },
      ...department.units.map((unit) => ({
        value: `${department.id}\n${unit.id}`,
        label: `${department.name} › ${unit.name}`,
      })),
    ]),
  ];
  const place = [grant.department, grant.unit].filter((part) => part !== null).join('\n');
  return (
    <div className="grant-fields">
      <Field label="角色">
        {(id) => (
          <Select
            id={id}
            placeholder="请选择"
            {...(grant.role === '' ? {} : { value: grant.role })}
            onChange={(role) => onChange({ ...grant, role })}
            options={people.roles.map((role) => ({ value: role.id, label: role.name }))}
          />
        )}
      </Field>
      <Field label="范围">
        {(id) => (
          <Select
            id={id}
            value={place}
            onChange={(value: string) => {
              const [department = '', unit] = value.split('\n');
              onChange({ ...grant, department: department === '' ? null : department, unit: unit ?? null });
            }}
            options={places}
          />
        )}
      </Field>
      <Field label="起始日">
        {(id) => (
          <Input
            id={id}
            type="date"
            required
            value={grant.from}
            onChange={(event) => onChange({ ...grant, from: event.target.value })}
          />
        )}
      </Field>
      <Field label="截止日（不填为长期）">
        {(id) => (
          <Input
            id={id}
            type="date"
            value={grant.to ?? ''}
            onChange={(event) => onChange({ ...grant, to: event.target.value === '' ? null : event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
