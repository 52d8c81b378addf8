/**
 * A form of entry out of a list of its fields. What is refused is said below the fields, and nothing that was typed is lost; sent
 * again it is the same record, because its id was made when the form was opened.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { Field } from '../../field.tsx';
import { DivisionSelect } from '../../place.tsx';
import { type Schemas } from '../../words.ts';
import { newId } from '../new-id.ts';

export type Recorded = Schemas['Recorded'];

interface Common {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly wide?: boolean;
  /** May be left empty. */
  readonly optional?: boolean;
}

export type FieldSpec =
  | (Common & { readonly kind: 'text' | 'date' | 'month' | 'amount' | 'count' })
  | (Common & {
      readonly kind: 'choice';
      readonly options: readonly { readonly value: string; readonly label: string }[];
      readonly search?: boolean;
    })
  | (Common & { readonly kind: 'place' })
  | (Common & { readonly kind: 'check' });

export type Values = Readonly<Record<string, string | boolean>>;

interface RecordFormProps {
  readonly title: string;
  /** May depend on what is filled in already. */
  readonly fields: (values: Values) => readonly FieldSpec[];
  readonly initial?: Values;
  readonly submit?: string;
  /** What is said when it is done. */
  readonly said?: string;
  readonly send: (id: string, values: FormValues) => Promise<Recorded>;
  readonly onDone: () => void;
  /** What is filled in, for choices that are asked of the server. */
  readonly onValues?: (values: Values) => void;
}

/** The values by name; what was not filled in is empty. */
export interface FormValues {
  text(name: string): string;
  /** Null where it was left empty. */
  given(name: string): string | null;
  checked(name: string): boolean;
  /** A whole number; what is none goes out as it is, and is refused in words. */
  count(name: string): number;
}

export function formValues(values: Values): FormValues {
  const text = (name: string): string => {
    const value = values[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  return {
    text,
    given: (name) => (text(name) === '' ? null : text(name)),
    checked: (name) => values[name] === true,
    count: (name) => (/^-?\d{1,9}$/.test(text(name)) ? Number(text(name)) : -1),
  };
}

export function RecordForm(props: RecordFormProps) {
  const { title, fields, initial = {}, submit = '登记', said = '已登记。', send, onDone, onValues } = props;
  const { message, notification } = App.useApp();
  const queries = useQueryClient();
  const [id] = useState(newId);
  const [values, setValues] = useState<Values>(initial);
  const set = (name: string, value: string | boolean): void => {
    setValues((before) => ({ ...before, [name]: value }));
    onValues?.({ ...values, [name]: value });
  };
  const sending = useMutation({
    mutationFn: async () => {
      const typed = formValues(values);
      const unchosen = fields(values).find((field) => isUnchosen(field, typed.text(field.name)));
      // The browser asks for what is to be typed; of a choice it knows nothing.
      if (unchosen !== undefined) throw new Error(`“${unchosen.label}”还没有选，没有保存。请选好再提交。`);
      return send(id, typed);
    },
    onSuccess: ({ warnings }) => {
      message.success(said);
      for (const warning of warnings) {
        notification.warning({ title: '已登记，请核对', description: warning, duration: 0 });
      }
      void queries.invalidateQueries({ queryKey: ['office-registers'] });
      onDone();
    },
  });
  return (
    <section className="panel" aria-label={title}>
      <form
        className="entry"
        onSubmit={(event) => {
          event.preventDefault();
          sending.mutate();
        }}
      >
        <h2 className="entry-title">{title}</h2>
        <div className="entry-fields">
          {fields(values).map((field) => (
            <div key={field.name} className={field.wide === true ? 'wide' : undefined}>
              <FormField field={field} value={values[field.name]} onChange={(value) => set(field.name, value)} />
            </div>
          ))}
        </div>
        {sending.isError && <Alert type="error" showIcon title={sending.error.message} role="alert" />}
        <div className="entry-end">
          <Button onClick={onDone}>放弃</Button>
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            {submit}
          </Button>
        </div>
      </form>
    </section>
  );
}

function isUnchosen(field: FieldSpec, value: string): boolean {
  return (field.kind === 'choice' || field.kind === 'place') && field.optional !== true && value === '';
}

interface FormFieldProps {
  readonly field: FieldSpec;
  readonly value: string | boolean | undefined;
  readonly onChange: (value: string | boolean) => void;
}

function FormField({ field, value, onChange }: FormFieldProps) {
  const { label, hint, optional = false } = field;
  const text = typeof value === 'string' ? value : '';
  if (field.kind === 'check') {
    return (
      <div className="field">
        <Checkbox checked={value === true} onChange={(event) => onChange(event.target.checked)}>
          {label}
        </Checkbox>
        {hint !== undefined && <div className="quiet">{hint}</div>}
      </div>
    );
  }
  return (
    <Field label={optional ? `${label}（可不填）` : label} {...(hint === undefined ? {} : { hint })}>
      {(id) => {
        switch (field.kind) {
          case 'choice':
            return (
              <Select
                id={id}
                className="entry-choice"
                value={text === '' ? null : text}
                onChange={(chosen: string | null) => onChange(chosen ?? '')}
                options={[...field.options]}
                allowClear={optional}
                {...(field.search === true ? { showSearch: { optionFilterProp: 'label' } } : {})}
                placeholder="请选择"
              />
            );
          case 'place':
            return (
              <DivisionSelect id={id} value={text === '' ? null : text} onChange={(code) => onChange(code ?? '')} />
            );
          case 'date':
          case 'month':
            return (
              <Input
                id={id}
                type={field.kind}
                required={!optional}
                value={text}
                onChange={(event) => onChange(event.target.value)}
              />
            );
          case 'amount':
            return (
              <Input
                id={id}
                className="entry-amount"
                inputMode="decimal"
                suffix="元"
                required={!optional}
                value={text}
                onChange={(event) => onChange(event.target.value)}
              />
            );
          case 'count':
            return (
              <Input
                id={id}
                inputMode="numeric"
                required={!optional}
                value={text}
                onChange={(event) => onChange(event.target.value)}
              />
            );
          case 'text':
            return (
              <Input
                id={id}
                maxLength={200}
                required={!optional}
                value={text}
                onChange={(event) => onChange(event.target.value)}
              />
            );
        }
      }}
    </Field>
  );
}
