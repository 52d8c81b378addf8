/**
 * 填制凭证: one screen for both books. The event is chosen, its lines filled in, and both entries stand below at once, drawn up by the
 * same function that will post them; or the legs are written by hand. What would be refused is said beside the field.
 */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Input, Segmented, Select, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { ApiProblem } from '../../api.ts';
import { Field } from '../../field.tsx';
import { useSession } from '../../session.tsx';
import { today } from '../../today.ts';
import { useTitle } from '../../use-title.ts';
import { accountLabel, useSets } from '../books/books.ts';
import { UnitYearPage } from '../unit-year.tsx';
import { Attachments } from './attachments.tsx';
import {
  draftOf,
  emptyDraft,
  type FieldProblems,
  fieldOf,
  isBegun,
  isReadable,
  keptDraft,
  problemsOf,
  sentOf,
  useDraft,
  type VoucherDraft,
} from './draft.ts';
import { EventLines } from './event-lines.tsx';
import { HandLegs } from './hand-legs.tsx';
import { Sides } from './sides.tsx';
import {
  previewVoucher,
  reviseVoucher,
  submitVoucher,
  useForgetBooks,
  useVoucher,
  useVoucherRules,
} from './vouchers.ts';

export function VoucherEntryPage() {
  const { id } = useParams();
  const [search] = useSearchParams();
  const copied = search.get('copy');
  const title = id === undefined ? '填制凭证' : '修改凭证';
  useTitle(title);
  return (
    <UnitYearPage title={title} byYear={false}>
      {({ unit }) =>
        id === undefined && copied === null ? (
          <EntryForm key={unit} unit={unit} revises={null} begin={() => emptyDraft(today())} />
        ) : (
          <Reopened key={unit} unit={unit} id={id ?? copied ?? ''} as={id === undefined ? 'copy' : 'revision'} />
        )
      }
    </UnitYearPage>
  );
}

interface ReopenedProps {
  readonly unit: string;
  readonly id: string;
  readonly as: 'revision' | 'copy';
}

function Reopened({ unit, id, as }: ReopenedProps) {
  const voucher = useVoucher(unit, id);
  if (voucher.isPending) return <Spin />;
  if (voucher.isError) return <Alert type="error" showIcon title={voucher.error.message} />;
  return (
    <EntryForm
      unit={unit}
      revises={as === 'revision' ? id : null}
      begin={() => draftOf(voucher.data, as, today())}
      afresh={as === 'copy'}
    />
  );
}

interface EntryFormProps {
  readonly unit: string;
  /** The voucher that is drawn up anew; null for a new one. */
  readonly revises: string | null;
  readonly begin: () => VoucherDraft;
  /** True if it begins anew whatever was kept. */
  readonly afresh?: boolean;
}

function EntryForm({ unit, revises, begin, afresh = false }: EntryFormProps) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const forget = useForgetBooks();
  const { person } = useSession();
  const key = `mingzhang.voucher.${person?.id ?? ''}.${unit}.${revises ?? 'new'}`;
  const [kept] = useState(() => {
    if (afresh) sessionStorage.removeItem(key);
    const draft = keptDraft(key);
    return draft !== null && isBegun(draft);
  });
  const [draft, change, clear] = useDraft(key, begin);
  const [tried, setTried] = useState(false);
  const rules = useVoucherRules(unit, draft.date);
  const rule = rules.data?.find((one) => one.id === draft.rule);
  const sets = useSets(unit);
  const sent = sentOf(draft, unit);
  const settled = useSettled(JSON.stringify(sent), 250);
  const preview = useQuery({
    queryKey: ['vouchers', 'preview', settled],
    queryFn: () => previewVoucher(JSON.parse(settled) as typeof sent),
    enabled: isReadable(draft),
    placeholderData: (before) => before,
    staleTime: 0,
    gcTime: 10_000,
  });
  const sending = useMutation({
    mutationFn: () => (revises === null ? submitVoucher(draft.id, sent) : reviseVoucher(revises, sent)),
    onSuccess: () => {
      message.success('已提交，待另一人复核。');
      clear();
      setTried(false);
      forget();
      if (revises !== null) void navigate(`/office/vouchers/${revises}?unit=${encodeURIComponent(unit)}`);
    },
  });
  const own = problemsOf(draft, rule);
  const refused = sending.error instanceof ApiProblem ? sending.error : null;
  const refusedField = fieldOf(refused?.refusal ?? null);
  const problems: FieldProblems = {
    ...(tried ? own : {}),
    ...(refused !== null && refusedField !== null ? { [refusedField]: refused.message } : {}),
  };
  const edit = (changes: Partial<VoucherDraft>): void => {
    sending.reset();
    change(changes);
  };
  const readable = isReadable(draft);
  const warning = readable && !preview.isPlaceholderData ? preview.data?.refusal : null;
  return (
    <form
      className="entry voucher-entry"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (Object.keys(own).length === 0) sending.mutate();
      }}
    >
      {kept && (
        <Alert
          type="info"
          closable
          title="接着上次没有提交的内容。"
          action={
            <Button size="small" onClick={clear}>
              清空重填
            </Button>
          }
        />
      )}
      <section className="panel">
        <div className="voucher-fields">
          <Field label="日期" error={problems.date ?? null}>
            {(field) => (
              <Input
                id={field}
                type="date"
                value={draft.date}
                status={problems.date === undefined ? '' : 'error'}
                onChange={(event) => edit({ date: event.target.value })}
              />
            )}
          </Field>
          <div className="field field-by">
            <span id={`${draft.id}-by`}>填制方式</span>
            <Segmented
              aria-labelledby={`${draft.id}-by`}
              value={draft.by}
              onChange={(by: VoucherDraft['by']) => edit({ by })}
              options={[
                { value: 'event', label: '按业务' },
                { value: 'hand', label: '手工分录' },
              ]}
            />
          </div>
          {draft.by === 'event' && (
            <div className="grows">
              <Field label="业务" error={problems.rule ?? null}>
                {(field) => (
                  <Select
                    id={field}
                    showSearch={{ optionFilterProp: 'label' }}
                    placeholder="输入几个字查找，如“工资”“费用”"
                    value={draft.rule}
                    status={problems.rule === undefined ? '' : 'error'}
                    loading={rules.isPending && rules.fetchStatus !== 'idle'}
                    onChange={(id: string) => edit({ rule: id, choices: {} })}
                    options={(rules.data ?? []).map(({ id, text }) => ({ value: id, label: text }))}
                  />
                )}
              </Field>
            </div>
          )}
          {draft.by === 'event' &&
            rule?.choices.map(({ name, accounts }) => (
              <Field key={name} label="科目" error={problems[`choice.${name}`] ?? null}>
                {(field) => (
                  <Select
                    id={field}
                    showSearch={{ optionFilterProp: 'label' }}
                    placeholder="选定科目"
                    value={draft.choices[name] ?? null}
                    status={problems[`choice.${name}`] === undefined ? '' : 'error'}
                    onChange={(account: string) => edit({ choices: { ...draft.choices, [name]: account } })}
                    options={accounts.map((one) => ({ value: one.key, label: accountLabel(one) }))}
                    popupMatchSelectWidth={240}
                  />
                )}
              </Field>
            ))}
          <Field label="支付凭证号" error={problems.paymentOrder ?? null}>
            {(field) => (
              <Input
                id={field}
                maxLength={100}
                value={draft.paymentOrder}
                status={problems.paymentOrder === undefined ? '' : 'error'}
                placeholder={rule?.byTreasury === true ? '国库集中支付凭证号' : '可不填'}
                onChange={(event) => edit({ paymentOrder: event.target.value })}
              />
            )}
          </Field>
          <div className="row">
            <Field label="摘要" error={problems.text ?? null}>
              {(field) => (
                <Input
                  id={field}
                  maxLength={200}
                  value={draft.text}
                  status={problems.text === undefined ? '' : 'error'}
                  placeholder={draft.by === 'event' ? (rule?.text ?? '') : '事由'}
                  onChange={(event) => edit({ text: event.target.value })}
                />
              )}
            </Field>
          </div>
        </div>
        {draft.by === 'event' && rule !== undefined && (
          <EventLines
            unit={unit}
            year={Number(draft.date.slice(0, 4))}
            rule={rule}
            lines={draft.lines}
            problems={problems}
            onChange={(lines) => edit({ lines })}
          />
        )}
        {problems.lines !== undefined && (
          <div className="field-error" role="alert">
            {problems.lines}
          </div>
        )}
      </section>
      {draft.by === 'event' ? (
        <Sides
          unit={unit}
          entries={readable ? (preview.data?.entries ?? []) : []}
          rule={rule}
          {...(rule === undefined ? { none: '选定业务后，这里是它的分录。' } : {})}
        />
      ) : (
        <HandLegs
          unit={unit}
          date={draft.date}
          sets={sets ?? []}
          legs={draft.legs}
          problems={problems}
          onChange={(legs) => edit({ legs })}
        />
      )}
      <section className="panel" aria-label="附件">
        <Attachments files={draft.files} onChange={(files) => edit({ files })} />
        {problems.files !== undefined && (
          <div className="field-error" role="alert">
            {problems.files}
          </div>
        )}
      </section>
      {sending.isError && refusedField === null && (
        <Alert type="error" showIcon title={sending.error.message} role="alert" />
      )}
      {!sending.isError && warning != null && (
        <Alert type="warning" showIcon title={`现在还不能提交：${warning.detail}`} />
      )}
      {preview.isError && <Alert type="warning" showIcon title={preview.error.message} />}
      <div className="entry-end entry-stick">
        <Button onClick={clear}>清空</Button>
        <Button type="primary" htmlType="submit" loading={sending.isPending}>
          提交复核
        </Button>
      </div>
    </form>
  );
}

/** The value once it has not changed for so many milliseconds. */
function useSettled(value: string, milliseconds: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
