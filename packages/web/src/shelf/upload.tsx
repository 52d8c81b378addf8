/** Takes files – several at once, dropped or chosen – and shows for each how far it is and what came of it. */
import { CheckCircleFilled, CloseCircleFilled, InboxOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useId, useRef, useState } from 'react';
import { Link } from 'react-router';
import { storeDocument } from '../api.ts';
import { type Schemas } from '../words.ts';

type State =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending'; readonly share: number }
  | { readonly kind: 'checking' }
  | { readonly kind: 'done'; readonly stored: Schemas['DocumentStored'] }
  | { readonly kind: 'failed'; readonly why: string };

interface Job {
  readonly key: string;
  readonly file: File;
  readonly state: State;
}

/** Sent at a time: as many as the server audits at a time. */
const lanes = 2;

interface UploadProps {
  readonly successorOf: string | null;
  readonly several: boolean;
  readonly hint: string;
  readonly onStored: (stored: Schemas['DocumentStored']) => void;
}

export function Upload({ successorOf, several, hint, onStored }: UploadProps) {
  const [jobs, setJobs] = useState<readonly Job[]>([]);
  const [over, setOver] = useState(false);
  const queue = useRef<Job[]>([]);
  const running = useRef(0);
  const input = useRef<HTMLInputElement>(null);
  const hintId = useId();

  const update = (key: string, state: State): void =>
    setJobs((list) => list.map((job) => (job.key === key ? { ...job, state } : job)));

  const next = (): void => {
    if (running.current >= lanes) return;
    const job = queue.current.shift();
    if (job === undefined) return;
    running.current += 1;
    update(job.key, { kind: 'sending', share: 0 });
    storeDocument(job.file, {
      successorOf,
      key: job.key,
      progress: (share) => update(job.key, share >= 1 ? { kind: 'checking' } : { kind: 'sending', share }),
    })
      .then(
        (stored) => {
          update(job.key, { kind: 'done', stored });
          onStored(stored);
        },
        (error: unknown) =>
          update(job.key, { kind: 'failed', why: error instanceof Error ? error.message : String(error) }),
      )
      .finally(() => {
        running.current -= 1;
        next();
      });
    next();
  };

  const enqueue = (added: readonly Job[]): void => {
    queue.current.push(...added);
    next();
  };

  const take = (files: FileList | null): void => {
    const chosen = [...(files ?? [])].slice(0, several ? undefined : 1);
    const added = chosen.map((file): Job => ({ key: crypto.randomUUID(), file, state: { kind: 'waiting' } }));
    setJobs((list) => [...added, ...list]);
    enqueue(added);
  };

  const retry = (job: Job): void => {
    update(job.key, { kind: 'waiting' });
    enqueue([job]);
  };

  return (
    <section aria-label="上传文件">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button inside */}
      <div
        className={over ? 'drop drop-over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <InboxOutlined className="drop-icon" aria-hidden />
        <div>
          <div className="drop-line">
            <Button type="primary" onClick={() => input.current?.click()} aria-describedby={hintId}>
              选择文件
            </Button>
            <span>或把文件拖到这里</span>
          </div>
          <div id={hintId} className="quiet">
            {hint}
          </div>
        </div>
        <input
          ref={input}
          type="file"
          multiple={several}
          hidden
          aria-label="选择要上传的文件"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      </div>
      {jobs.length > 0 && (
        <ul className="jobs" aria-live="polite">
          {jobs.map((job) => (
            <li key={job.key} className={`job job-${job.state.kind}`}>
              <span className="job-name">{job.file.name}</span>
              <JobState state={job.state} retry={() => retry(job)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function JobState({ state, retry }: { readonly state: State; readonly retry: () => void }) {
  switch (state.kind) {
    case 'waiting':
      return <span className="quiet">等候上传</span>;
    case 'sending':
      return (
        <Progress percent={Math.round(state.share * 100)} size="small" aria-label="已上传" className="job-progress" />
      );
    case 'checking':
      return <span className="quiet">已上传，正在检查……</span>;
    case 'done':
      return (
        <span className="job-result">
          <CheckCircleFilled className="good" aria-hidden /> 已保存，
          <Link to={`/documents/${state.stored.id}`}>
            {state.stored.findings === 0 ? '没有发现' : `${state.stored.findings} 条发现`}
          </Link>
        </span>
      );
    case 'failed':
      return (
        <span className="job-result" role="alert">
          <CloseCircleFilled className="bad" aria-hidden /> {state.why}{' '}
          <Button size="small" onClick={retry}>
            重试
          </Button>
        </span>
      );
  }
}
