/** What is still open in a draft: reasons that are asked for, with their two figures, and findings. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { postJson } from '../../api.ts';
import { useMay } from '../../session.tsx';
import { addressOf, type Publication, publicationsKey, writeText } from './publications.ts';
import { Section } from './section.tsx';

interface Props {
  readonly publication: Publication;
}

/** Each change with its two figures and its reason; what is written is printed when it is compiled anew. */
export function Reasons({ publication }: Props) {
  const may = useMay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { reasonsAsked, department, id, year } = publication;
  const [written, setWritten] = useState<Readonly<Record<string, string>>>({});
  const saving = useMutation({
    mutationFn: async () => {
      for (const [key, text] of Object.entries(written)) {
        if (text.trim() !== '') await writeText({ department, year, kind: 'reason', key, text });
      }
      await postJson(addressOf(department, id, '/compile'), {});
    },
    onSuccess: async () => {
      message.success('已保存原因并重新编制');
      await queries.invalidateQueries({ queryKey: [publicationsKey] });
    },
  });
  if (reasonsAsked.length === 0) return null;
  const missing = reasonsAsked.filter(({ given }) => given === null).length;
  const wrong = reasonsAsked.filter(({ refused }) => refused !== null).length;
  const open = [
    ...(missing === 0 ? [] : [`还有${missing}处没有写明`]),
    ...(wrong === 0 ? [] : [`${wrong}处不能这样写`]),
  ];
  return (
    <Section title={['增减原因', ...open].join('，')}>
      <table className="publication-table publication-reasons" aria-label="增减原因">
        <thead>
          <tr>
            <th scope="col">变动</th>
            <th scope="col">比较的数（万元）</th>
            <th scope="col">本年（万元）</th>
            <th scope="col">原因</th>
          </tr>
        </thead>
        <tbody>
          {reasonsAsked.map(({ key, what, before, after, given, refused }) => (
            <tr key={key}>
              <th scope="row">{what}</th>
              <td className="amount">{before}</td>
              <td className="amount">{after}</td>
              <td>
                {may('publication.make') ? (
                  <Input
                    aria-label={`${what}的原因`}
                    maxLength={300}
                    value={written[key] ?? given ?? ''}
                    status={refused !== null ? 'error' : given === null ? 'warning' : ''}
                    onChange={(event) => setWritten({ ...written, [key]: event.target.value })}
                  />
                ) : (
                  (given ?? '（没有写明）')
                )}
                {refused !== null && (
                  <p className="reason-refused" role="alert">
                    {refused}
                  </p>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {may('publication.make') && (
        <Button
          type="primary"
          disabled={Object.keys(written).length === 0}
          loading={saving.isPending}
          onClick={() => saving.mutate()}
        >
          保存原因并重新编制
        </Button>
      )}
      {saving.isError && <Alert type="error" showIcon title={saving.error.message} role="alert" />}
    </Section>
  );
}

/** Findings: those that must be put right, and those that pass with a reason. */
export function Findings({ publication }: Props) {
  const may = useMay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { findings, department, id, state } = publication;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const accepting = useMutation({
    mutationFn: () => postJson(addressOf(department, id, '/acceptances'), { findings: chosen, reason }),
    onSuccess: async () => {
      message.success(`已说明${chosen.length}处`);
      setChosen([]);
      await queries.invalidateQueries({ queryKey: [publicationsKey] });
    },
  });
  if (findings.length === 0) return <Section title="检查">没有发现问题。</Section>;
  const open = findings.filter(({ blocking, acceptedBecause }) => !blocking && acceptedBecause === null);
  const editable = state === 'draft' && may('publication.make');
  const all = open.map(({ finding }) => finding.id);
  return (
    <Section
      title={`检查发现${findings.length}处，必须改正${findings.filter(({ blocking }) => blocking).length}处，待说明${open.length}处`}
    >
      {editable && open.length > 0 && (
        <form
          className="publication-acts"
          onSubmit={(event) => {
            event.preventDefault();
            accepting.mutate();
          }}
        >
          <Checkbox
            checked={chosen.length === all.length}
            onChange={({ target }) => setChosen(target.checked ? all : [])}
          >
            全选待说明的
          </Checkbox>
          <Input
            aria-label="放行理由"
            placeholder="为什么可以这样公开"
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button htmlType="submit" disabled={chosen.length === 0} loading={accepting.isPending}>
            说明理由
          </Button>
        </form>
      )}
      {accepting.isError && <Alert type="error" showIcon title={accepting.error.message} role="alert" />}
      <ul>
        {findings.map(({ finding, blocking, acceptedBecause }) => (
          <li key={finding.id}>
            {editable && !blocking && acceptedBecause === null && (
              <Checkbox
                aria-label={`选这一处：${finding.message}`}
                checked={chosen.includes(finding.id)}
                onChange={({ target }) =>
                  setChosen(target.checked ? [...chosen, finding.id] : chosen.filter((one) => one !== finding.id))
                }
              />
            )}{' '}
            <strong>{blocking ? '必须改正' : acceptedBecause === null ? '待说明' : '已说明'}</strong>：{finding.message}
            {acceptedBecause !== null && <em>（理由：{acceptedBecause}）</em>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
