/** Declares a value, or one in another's place. What is refused stays as it was typed, with the reason beside the field. */
import { PaperClipOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Input, Radio, Select } from 'antd';
import { useRef, useState } from 'react';
import { ApiProblem, postFile, postJson } from '../../api.ts';
import { Field } from '../../field.tsx';
import { type DepartmentYear } from '../department-year.tsx';
import { newId } from '../new-id.ts';
import { type Catalogue, type Coordinates, type Declaration, useForgetFigures } from './figures.ts';

interface DeclareFormProps {
  readonly chosen: DepartmentYear;
  readonly catalogue: Catalogue;
  readonly figure: string;
  readonly at: Coordinates;
  readonly replaces: Declaration | null;
  readonly onDone: () => void;
}

interface Draft {
  readonly kind: 'declared' | 'stored';
  readonly figure: string;
  readonly at: Readonly<Record<string, string>>;
  readonly from: string;
  readonly to: string;
  readonly cutOffKind: string;
  readonly cutOffDate: string;
  readonly value: string;
  readonly denominatorFigure: string;
  readonly denominatorValue: string;
  readonly denominatorRegister: string;
  readonly sourceRegister: string;
  readonly sample: string;
  readonly surveyDate: string;
  readonly surveyForm: string;
}

type Place = keyof Draft | 'attachment' | 'other';

/** The field that each refusal is about. */
const places: Readonly<Record<string, Place>> = {
  'figure-unknown': 'figure',
  'coordinates-unknown': 'at',
  'figure-is-computed': 'figure',
  'value-not-a-number': 'value',
  'value-not-whole': 'value',
  'value-finer-than-a-fen': 'value',
  'date-malformed': 'from',
  'period-reversed': 'from',
  'cut-off-outside-period': 'cutOffDate',
  'denominator-missing': 'denominatorFigure',
  'denominator-is-no-operand': 'denominatorFigure',
  'denominator-is-zero': 'denominatorValue',
  'survey-missing': 'sample',
  'survey-malformed': 'sample',
  'source-register-missing': 'sourceRegister',
  'attachment-hash-malformed': 'attachment',
  'attachment-not-uploaded': 'attachment',
  'declaration-stands': 'figure',
};

interface Attached {
  readonly sha256: string;
  readonly name: string;
}

export function DeclareForm({ chosen, catalogue, figure, at, replaces, onDone }: DeclareFormProps) {
  const { message } = App.useApp();
  const forget = useForgetFigures();
  // The same draft sent again is recognised by its id.
  const [id] = useState(newId);
  const [draft, setDraft] = useState<Draft>(() => firstDraft(chosen.year, figure, at, replaces));
  const [attached, setAttached] = useState<Attached | null>(
    replaces === null ? null : { sha256: replaces.attachment, name: '原附件' },
  );
  const put = (change: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...change }));
    submit.reset();
  };
  const known = catalogue.figures.find((one) => one.id === draft.figure);
  const submit = useMutation({
    mutationFn: () =>
      postJson('/api/figure-declarations', body(id, chosen.department, draft, known, attached, replaces)),
    onSuccess: async () => {
      void message.success('已提交，等另一人复核后算数。');
      await forget();
      onDone();
    },
  });
  const refused = submit.error;
  const refusedAt: Place | null =
    refused === null ? null : (refused instanceof ApiProblem && places[refused.refusal ?? '']) || 'other';
  const errorAt = (place: Place): string | null => (refusedAt === place ? (refused?.message ?? null) : null);
  const text = (place: keyof Draft, label: string, more: { readonly placeholder?: string } = {}) => (
    <Field label={label} error={errorAt(place)}>
      {(fieldId) => (
        <Input
          id={fieldId}
          placeholder={more.placeholder}
          status={errorAt(place) === null ? '' : 'error'}
          value={String(draft[place])}
          onChange={(event) => put({ [place]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form
      className="panel declare-form"
      aria-label={replaces === null ? '填报指标' : '更正填报'}
      onSubmit={(event) => {
        event.preventDefault();
        submit.mutate();
      }}
    >
      <h2>{replaces === null ? '填报指标' : `更正“${replaces.term}”的填报`}</h2>
      <div className="declare-fields">
        <div className="wide">
          <Field label="指标" hint={known?.definition} error={errorAt('figure')}>
            {(fieldId) => (
              <Select
                id={fieldId}
                showSearch={{ optionFilterProp: 'label' }}
                disabled={replaces !== null}
                placeholder="选择或搜索指标"
                status={errorAt('figure') === null ? '' : 'error'}
                value={draft.figure === '' ? null : draft.figure}
                onChange={(value: string) => put({ figure: value, at: {} })}
                options={catalogue.parts.map((part) => ({
                  label: `${part.id} ${part.name}`,
                  options: catalogue.figures
                    .filter((one) => one.part === part.id && (one.formula === null || one.aggregation === 'ratio'))
                    .map((one) => ({ value: one.id, label: one.term })),
                }))}
              />
            )}
          </Field>
        </div>
        {(known?.dimensions ?? []).map((dimension) => {
          const meta = catalogue.dimensions.find((one) => one.id === dimension);
          const value = draft.at[dimension] ?? '';
          const set = (to: string): void => put({ at: { ...draft.at, [dimension]: to } });
          return (
            <Field key={dimension} label={`分项：${meta?.name ?? dimension}`} error={errorAt('at')}>
              {(fieldId) =>
                meta?.values == null ? (
                  <Input
                    id={fieldId}
                    placeholder="代码，不填为合计"
                    disabled={replaces !== null}
                    value={value}
                    onChange={(event) => set(event.target.value)}
                  />
                ) : (
                  <Select
                    id={fieldId}
                    disabled={replaces !== null}
                    value={value}
                    onChange={set}
                    options={[
                      { value: '', label: '合计' },
                      ...meta.values.map((one) => ({ value: one.id, label: one.name })),
                    ]}
                  />
                )
              }
            </Field>
          );
        })}
        <Field label="数的性质">
          {(fieldId) => (
            <Radio.Group
              id={fieldId}
              value={draft.kind}
              onChange={(event) => put({ kind: event.target.value as Draft['kind'] })}
              options={[
                { value: 'declared', label: '当年填报' },
                { value: 'stored', label: '往年存储' },
              ]}
            />
          )}
        </Field>
        {text('value', `数值${known === undefined ? '' : `（${known.unit}）`}`)}
        {text('from', '期间起', { placeholder: '2024-12-31' })}
        {text('to', '期间止', { placeholder: '2024-12-31' })}
        <Field label="截止时点">
          {(fieldId) => (
            <Select
              id={fieldId}
              disabled={replaces !== null}
              value={draft.cutOffKind}
              onChange={(value: string) => put({ cutOffKind: value })}
              options={catalogue.cutOffs.map((one) => ({ value: one.id, label: one.name }))}
            />
          )}
        </Field>
        {text('cutOffDate', '截止日', { placeholder: '2024-12-31' })}
        {text('sourceRegister', '取自哪本台账或报表')}
        {known?.aggregation === 'ratio' && (
          <>
            <Field label="分母是哪个指标" error={errorAt('denominatorFigure')}>
              {(fieldId) => (
                <Select
                  id={fieldId}
                  value={draft.denominatorFigure === '' ? null : draft.denominatorFigure}
                  onChange={(value: string) => put({ denominatorFigure: value })}
                  options={known.operands.map((one) => ({ value: one.id, label: one.name }))}
                />
              )}
            </Field>
            {text('denominatorValue', '分母的数值')}
            {text('denominatorRegister', '分母取自')}
          </>
        )}
        {known?.survey === true && (
          <>
            {text('sample', '有效样本数')}
            {text('surveyDate', '调查日期', { placeholder: '2024-12-31' })}
            {text('surveyForm', '问卷形式')}
          </>
        )}
        <div className="wide">
          <AttachmentField attached={attached} attach={setAttached} error={errorAt('attachment')} />
        </div>
      </div>
      {errorAt('other') !== null && <Alert type="error" showIcon title={errorAt('other')} />}
      <div className="entry-end">
        <Button onClick={onDone}>取消</Button>
        <Button type="primary" htmlType="submit" loading={submit.isPending}>
          提交复核
        </Button>
      </div>
    </form>
  );
}

function firstDraft(year: number, figure: string, at: Coordinates, replaces: Declaration | null): Draft {
  const survey = replaces?.survey ?? null;
  return {
    kind: replaces?.kind ?? 'declared',
    figure,
    at: Object.fromEntries(Object.entries(at).map(([dimension, value]) => [dimension, [value].flat().join(',')])),
    from: replaces?.period.from ?? `${year}-01-01`,
    to: replaces?.period.to ?? `${year}-12-31`,
    cutOffKind: replaces?.cutOff.kind ?? 'year-end',
    cutOffDate: replaces?.cutOff.date ?? `${year}-12-31`,
    value: replaces?.value ?? '',
    denominatorFigure: replaces?.denominator?.figure ?? '',
    denominatorValue: replaces?.denominator?.value ?? '',
    denominatorRegister: replaces?.denominator?.sourceRegister ?? '',
    sourceRegister: replaces?.sourceRegister ?? '',
    sample: survey === null ? '' : String(survey.sample),
    surveyDate: survey?.date ?? '',
    surveyForm: survey?.form ?? '',
  };
}

function body(
  id: string,
  department: string,
  draft: Draft,
  known: Catalogue['figures'][number] | undefined,
  attached: Attached | null,
  replaces: Declaration | null,
) {
  const places = Object.entries(draft.at).filter(([, value]) => value.trim() !== '');
  const { denominatorFigure: figure, denominatorValue: value, denominatorRegister: sourceRegister } = draft;
  const sample = Number(draft.sample);
  return {
    id,
    department,
    kind: draft.kind,
    figure: draft.figure,
    at: Object.fromEntries(
      places.map(([dimension, text]) => [dimension, text.includes(',') ? text.split(',') : text.trim()]),
    ),
    period: { from: draft.from, to: draft.to },
    cutOff: { kind: draft.cutOffKind, date: draft.cutOffDate },
    value: draft.value.replaceAll(/[,，\s]/g, ''),
    denominator: known?.aggregation === 'ratio' && figure !== '' ? { figure, value, sourceRegister } : null,
    sourceRegister: draft.sourceRegister,
    survey:
      known?.survey === true
        ? { sample: Number.isSafeInteger(sample) ? sample : 0, date: draft.surveyDate, form: draft.surveyForm }
        : null,
    attachment: attached?.sha256 ?? '',
    replaces: replaces?.id ?? null,
  };
}

function AttachmentField({
  attached,
  attach,
  error,
}: {
  readonly attached: Attached | null;
  readonly attach: (file: Attached) => void;
  readonly error: string | null;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const keep = useMutation({
    mutationFn: (file: File) => postFile<Attached>('/api/figure-attachments', file),
    onSuccess: attach,
  });
  const take = (file: File | undefined): void => {
    if (file !== undefined) keep.mutate(file);
  };
  return (
    <Field label="证明材料" error={keep.error?.message ?? error}>
      {(fieldId) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an addition to the button inside.
        <div
          className={over ? 'drop declare-drop drop-over' : 'drop declare-drop'}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            take(event.dataTransfer.files[0]);
          }}
        >
          <input
            ref={picker}
            id={fieldId}
            type="file"
            hidden
            onChange={(event) => {
              take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <Button
            icon={<PaperClipOutlined aria-hidden />}
            loading={keep.isPending}
            onClick={() => picker.current?.click()}
          >
            选择文件
          </Button>
          <span className={attached === null ? 'quiet' : undefined}>
            {attached === null ? '或把文件拖到这里' : `已上传：${attached.name}`}
          </span>
        </div>
      )}
    </Field>
  );
}
