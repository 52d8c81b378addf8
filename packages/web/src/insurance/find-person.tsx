/** Somebody insured, found by the beginning of the name or the whole identity number. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { postJson } from '../api.ts';
import { Field } from '../field.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { type Schemas } from '../words.ts';

type Found = Schemas['InsuredFound'];

/** As many as the server answers with. */
const listedAtMost = 20;

export function FindPerson({
  chosen,
  onChoose,
  said,
}: {
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  /** What is done for whoever is chosen, where nothing else on the page names them. */
  readonly said?: string;
}) {
  const [text, setText] = useState('');
  const [person, setPerson] = useState<Found | null>(null);
  const choose = (one: Found): void => {
    setPerson(one);
    onChoose(one.id);
  };
  const finding = useMutation({
    mutationFn: () => postJson<{ people: readonly Found[] }>('/api/insured/search', { text }),
    onSuccess: ({ people: [only, ...others] }) => {
      if (only !== undefined && others.length === 0) choose(only);
    },
  });
  const people = finding.data?.people;
  return (
    <section aria-label="查找参保人员">
      <form
        className="find"
        onSubmit={(event) => {
          event.preventDefault();
          finding.mutate();
        }}
      >
        <Field label="姓名或身份证号">
          {(id) => (
            <Input
              id={id}
              autoComplete="off"
              maxLength={50}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Button type="primary" htmlType="submit" loading={finding.isPending} disabled={text.trim() === ''}>
          查找
        </Button>
      </form>
      {finding.isError && <Alert type="error" showIcon title={finding.error.message} role="alert" />}
      {people?.length === 0 && <p role="status">没有查到。姓名从第一个字写起；身份证号要写全。</p>}
      {people?.length === listedAtMost && (
        <p role="status">只列前{listedAtMost}人，要找的人可能不在其中；请把姓名写全，或用身份证号查找。</p>
      )}
      {people !== undefined && people.length > 1 && (
        <LedgerTable
          label="查到的参保人员"
          rows={people}
          rowKey={({ id }) => id}
          empty=""
          columns={[
            {
              title: '姓名',
              cell: (one) => (
                <Button type="link" size="small" aria-pressed={one.id === chosen} onClick={() => choose(one)}>
                  {one.name}
                </Button>
              ),
            },
            { title: '身份证号', cell: ({ identity }) => identity },
            { title: '出生日期', cell: ({ bornOn }) => bornOn },
            { title: '居住地', cell: ({ place }) => place },
          ]}
        />
      )}
      {said !== undefined && person !== null && person.id === chosen && (
        <p role="status">
          {said}：{person.name}（{person.identity}）
        </p>
      )}
    </section>
  );
}
