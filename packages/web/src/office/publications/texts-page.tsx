/** 部门文字: the parts of the publication that people write. Nothing is overwritten; what was written last counts. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Spin } from 'antd';
import { useId, useState } from 'react';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { timeInWords } from '../../words.ts';
import { type DepartmentYear, DepartmentYearPage } from '../department-year.tsx';
import './publications.css';
import { type PublicationTexts, publicationsKey, usePublicationTexts, writeText } from './publications.ts';

export function PublicationTextsPage() {
  useTitle('部门文字');
  return (
    <DepartmentYearPage title="部门文字">
      {(chosen) => <Texts key={`${chosen.department} ${chosen.year}`} chosen={chosen} />}
    </DepartmentYearPage>
  );
}

function Texts({ chosen }: { readonly chosen: DepartmentYear }) {
  const found = usePublicationTexts(chosen.department, chosen.year);
  if (found.isPending) return <Spin />;
  if (found.isError) return <Alert type="error" showIcon title={found.error.message} />;
  const { parts, texts } = found.data;
  return (
    <div className="publication-texts">
      <p>每行一段（内设机构每行一个）。从这一年起使用，直到以后的年度另写。保存后重新编制，才印入公开稿。</p>
      {parts.map((part) => (
        <Part
          key={part.key}
          chosen={chosen}
          part={part}
          kept={texts.find(({ kind, key }) => kind === 'part' && key === part.key)}
        />
      ))}
    </div>
  );
}

function Part({
  chosen,
  part,
  kept,
}: {
  readonly chosen: DepartmentYear;
  readonly part: PublicationTexts['parts'][number];
  readonly kept: PublicationTexts['texts'][number] | undefined;
}) {
  const may = useMay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const textId = useId();
  const [text, setText] = useState(kept?.text ?? '');
  const saving = useMutation({
    mutationFn: () => writeText({ ...chosen, kind: 'part', key: part.key, text }),
    onSuccess: async () => {
      message.success(`已保存${part.name}`);
      await queries.invalidateQueries({ queryKey: [publicationsKey] });
    },
  });
  return (
    <div>
      <label htmlFor={textId}>{part.name}</label>
      <Input.TextArea
        id={textId}
        rows={Math.min(14, text.split('\n').length)}
        maxLength={4000}
        readOnly={!may('publication.make')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {kept !== undefined && (
        <small>
          {kept.name}，{timeInWords(kept.at)}，{kept.year}年起
        </small>
      )}
      {text !== (kept?.text ?? '') && (
        <Button size="small" loading={saving.isPending} onClick={() => saving.mutate()}>
          保存
        </Button>
      )}
      {saving.isError && <Alert type="error" showIcon title={saving.error.message} role="alert" />}
    </div>
  );
}
