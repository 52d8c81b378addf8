/** One version: where it stands, what stops it, who did what on which content, and what comes of it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Spin } from 'antd';

import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { timeInWords } from '../../words.ts';
import { newId } from '../new-id.ts';
import { Acting, AskedFor } from './acting.tsx';
import { Findings, Reasons } from './open-matters.tsx';
import { Section } from './section.tsx';
import './publications.css';
import {
  addressOf,
  begin,
  type Publication,
  publicationsKey,
  stateNames,
  stepNames,
  usePublication,
  way,
} from './publications.ts';
import { Deadline } from './publications-page.tsx';

export function PublicationPage() {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const department = search.get('department') ?? '';
  const found = usePublication(department, id);
  useTitle(found.data?.name ?? '决算公开');
  if (found.isPending) return <Spin />;
  if (found.isError) return <Alert type="error" showIcon title={found.error.message} />;
  return <Shown key={found.data.contentHash} publication={found.data} />;
}

function Shown({ publication }: { readonly publication: Publication }) {
  const { name, state, department, id, year, unfounded, partsMissing, contentHash, correctionReason } = publication;
  const open = state === 'draft';
  return (
    <>
      <header className="office-head">
        <h1>{name}</h1>
        <Deadline version={publication} />
        <div className="office-tools">
          <a href={addressOf(department, id, '/preview')} target="_blank" rel="noreferrer">
            预览
          </a>
          <Link to={`/office/statements/approved?department=${encodeURIComponent(department)}&year=${year}`}>
            财决核对
          </Link>
          <Link to={`/office/publication-texts?department=${encodeURIComponent(department)}&year=${year}`}>
            部门文字
          </Link>
          <Link to="/office/publications">全部版本</Link>
        </div>
      </header>
      <Way publication={publication} />
      {correctionReason !== null && <Alert type="info" showIcon title={`更正版，更正原因：${correctionReason}`} />}
      <Acting publication={publication} />
      {open && <Changes publication={publication} />}
      {open && <Reasons publication={publication} />}
      {partsMissing.length > 0 && <List title={`还缺${partsMissing.length}项`} items={partsMissing} />}
      {unfounded.length > 0 && <List title={`${unfounded.length}个数字没有依据`} items={unfounded} />}
      {open && <Findings publication={publication} />}
      <Files publication={publication} />
      {!open && <Changes publication={publication} />}
      {(state === 'published' || state === 'archived') && <Correct publication={publication} />}
      <Steps publication={publication} />
      {!open && <Findings publication={publication} />}
      <p className="publication-hash">内容的散列值（SHA-256）：{contentHash}</p>
    </>
  );
}

function Way({ publication: { state } }: { readonly publication: Publication }) {
  const at = way.findIndex((one) => one.state === state);
  if (at < 0) return <Alert type="warning" showIcon title={`这一稿${stateNames[state]}`} />;
  return (
    <ol className="publication-way" aria-label="环节">
      {way.map((one, index) => (
        <li key={one.state} className={index < at ? 'done' : ''} aria-current={index === at ? 'step' : undefined}>
          {one.name}
        </li>
      ))}
    </ol>
  );
}

function List({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  return (
    <Section title={title}>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </Section>
  );
}

function Steps({ publication: { steps, reply, department, id } }: { readonly publication: Publication }) {
  return (
    <Section title="经过">
      <table className="publication-table" aria-label="经过">
        <thead>
          <tr>
            <th scope="col">环节</th>
            <th scope="col">人</th>
            <th scope="col">时间</th>
            <th scope="col">说明</th>
            <th scope="col">所看内容</th>
            <th scope="col">封存值</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <tr key={step.position}>
              <th scope="row">{stepNames[step.step]}</th>
              <td>{step.name}</td>
              <td>{timeInWords(step.at)}</td>
              <td>{[step.detail.reason, step.detail.number, step.detail.date].filter(Boolean).join('，')}</td>
              <td className="publication-hash" title={step.contentHash}>
                {step.contentHash.slice(0, 12)}
              </td>
              <td className="publication-hash" title={step.seal}>
                {step.seal.slice(0, 12)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {reply !== null && (
        <p>
          财政批复：{reply.number}，{reply.date}，<a href={addressOf(department, id, '/reply')}>批复文件</a>
        </p>
      )}
    </Section>
  );
}

const formatNames: Readonly<Record<string, string>> = {
  html: '网页',
  docx: 'Word',
  pdf: 'PDF',
  xlsx: 'Excel',
  json: '开放数据',
};

function Files({ publication }: { readonly publication: Publication }) {
  const { files, department, id, year, number } = publication;
  if (files.length === 0) return null;
  return (
    <Section title="公开的文件">
      <ul>
        {files.map(({ format, size, sha256 }) => (
          <li key={format}>
            <a href={addressOf(department, id, `/files/${format}`)}>{formatNames[format] ?? format}</a>（
            {Math.ceil(size / 1024)} KB） <span className="publication-hash">{sha256}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href={`/open/${encodeURIComponent(department)}/${year}/${number}`}>在公开平台上看</a>
      </p>
    </Section>
  );
}

function Changes({ publication }: { readonly publication: Publication }) {
  const { changes } = publication;
  if (changes === null) return null;
  return (
    <Section title={`更正了${changes.length}处`}>
      <table className="publication-table" aria-label="更正之处">
        <thead>
          <tr>
            <th scope="col">位置</th>
            <th scope="col">原为</th>
            <th scope="col">更正为</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ place, before, after }) => (
            <tr key={`${place} ${before} ${after}`}>
              <th scope="row">{place}</th>
              <td>{before ?? '（无）'}</td>
              <td>{after ?? '（删去）'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** A published version is not changed; a correction begins as a new one. */
function Correct({ publication }: { readonly publication: Publication }) {
  const may = useMay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { department, id, year, template } = publication;
  const correcting = useMutation({
    mutationFn: (reason: string) =>
      begin({ id: newId(), department, year, template, correction: { corrects: id, reason } }),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: [publicationsKey] });
      await navigate(`/office/publications/${made.id}?department=${encodeURIComponent(department)}`);
    },
  });
  if (!may('publication.make')) return null;
  return (
    <Section title="更正">
      <p>已公开的版本不能改动。要改动请做更正版，写明为什么；公开时逐格列出更正了什么。</p>
      <AskedFor
        label="做更正版"
        ask="更正原因"
        pending={correcting.isPending}
        act={(reason) => correcting.mutate(reason)}
      />
      {correcting.isError && <Alert type="error" showIcon title={correcting.error.message} role="alert" />}
    </Section>
  );
}
