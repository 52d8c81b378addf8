/** The steps that the person may take from where a publication stands. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input } from 'antd';
import { useId, useState } from 'react';
import { postJson } from '../../api.ts';
import { useMay } from '../../session.tsx';
import {
  addressOf,
  keepLetter,
  nextSteps,
  type Publication,
  publicationsKey,
  returnAction,
  type Step,
  stepNames,
  takeStep,
} from './publications.ts';

/** Lets the page show what has become of a publication. */
function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [publicationsKey] });
}

export function Acting({ publication }: { readonly publication: Publication }) {
  const may = useMay();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const { state, countdown, department, id } = publication;
  const stepping = useMutation({
    mutationFn: ({ step, reason }: { readonly step: Step; readonly reason?: string }) =>
      takeStep(publication, step, reason === undefined ? {} : { reason }),
    onSuccess: async (_, { step }) => {
      message.success(`已${stepNames[step]}`);
      await refresh();
    },
  });
  const compiling = useMutation({
    mutationFn: () => postJson<{ readonly contentHash: string }>(addressOf(department, id, '/compile'), {}),
    onSuccess: async () => {
      message.success('已重新编制');
      await refresh();
    },
  });
  const next = nextSteps[state];
  const back = returnAction(state);
  const late = state === 'replied' && countdown !== null && countdown.daysLeft < 0;
  const settled = state === 'published' || state === 'archived' || state === 'withdrawn';
  const act = (step: Step) => (reason?: string) => stepping.mutate(reason === undefined ? { step } : { step, reason });
  const error = stepping.error ?? compiling.error;
  return (
    <>
      <div className="publication-acts">
        {state === 'draft' && may('publication.make') && (
          <Button loading={compiling.isPending} onClick={() => compiling.mutate()}>
            重新编制
          </Button>
        )}
        {next !== undefined && next.step !== 'reply' && may(next.action) && !late && (
          <Button type="primary" loading={stepping.isPending} onClick={() => act(next.step)()}>
            {stepNames[next.step]}
          </Button>
        )}
        {late && may('publication.publish') && (
          <AskedFor label="公开" ask="逾期原因" pending={stepping.isPending} act={act('publish')} primary />
        )}
        {state === 'submitted' && may('publication.make') && <ReplyForm publication={publication} />}
        {publication.corrects !== null && state === 'approved' && may('publication.publish') && (
          <Button loading={stepping.isPending} onClick={() => act('publish')()}>
            公开（表未变动，沿用原批复）
          </Button>
        )}
        {back !== null && may(back) && (
          <AskedFor label="退回" ask="退回理由" pending={stepping.isPending} act={act('return')} />
        )}
        {!settled && may('publication.make') && (
          <AskedFor label="作废" ask="作废理由" pending={stepping.isPending} act={act('withdraw')} danger />
        )}
      </div>
      {error !== null && <Alert type="error" showIcon title={error.message} role="alert" />}
    </>
  );
}

interface AskedForProps {
  readonly label: string;
  readonly ask: string;
  readonly pending: boolean;
  readonly act: (reason: string) => void;
  readonly danger?: boolean;
  readonly primary?: boolean;
}

/** A button that asks for a reason in place. */
export function AskedFor({ label, ask, pending, act, danger = false, primary = false }: AskedForProps) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const inputId = useId();
  if (!open) {
    return (
      <Button danger={danger} type={primary ? 'primary' : 'default'} onClick={() => setOpen(true)}>
        {label}
      </Button>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act(reason.trim());
      }}
    >
      <div>
        <label htmlFor={inputId}>{ask}</label>
        <Input id={inputId} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
      <Button danger={danger} htmlType="submit" loading={pending}>
        {label}
      </Button>
      <Button onClick={() => setOpen(false)}>取消</Button>
    </form>
  );
}

/** Finance's reply: number, date and letter. */
function ReplyForm({ publication }: { readonly publication: Publication }) {
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [number, setNumber] = useState('');
  const [date, setDate] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [numberId, dateId, fileId] = [useId(), useId(), useId()];
  const recording = useMutation({
    mutationFn: async () => {
      const attachment = file === null ? '' : (await keepLetter(file)).sha256;
      return takeStep(publication, 'reply', { reply: { number, date, attachment } });
    },
    onSuccess: async () => {
      message.success('已登记批复');
      await refresh();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        recording.mutate();
      }}
    >
      <div>
        <label htmlFor={numberId}>批复文号</label>
        <Input id={numberId} value={number} maxLength={100} onChange={(event) => setNumber(event.target.value)} />
      </div>
      <div>
        <label htmlFor={dateId}>批复日期</label>
        <Input id={dateId} type="date" value={date} onChange={(event) => setDate(event.target.value)} />
      </div>
      <div>
        <label htmlFor={fileId}>批复文件</label>
        <input id={fileId} type="file" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
      </div>
      <Button type="primary" htmlType="submit" loading={recording.isPending}>
        登记批复
      </Button>
      {recording.isError && <Alert type="error" showIcon title={recording.error.message} role="alert" />}
    </form>
  );
}
