/** Looks for something by a text and leafs through what there is; answers with the query of the address to ask. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Field } from '../field.tsx';

const size = 50;

interface PagedProps {
  readonly label: string;
  readonly total: number;
  readonly onWhere: (query: string) => void;
}

export function Paged({ label, total, onWhere }: PagedProps) {
  const [text, setText] = useState('');
  const [offset, setOffset] = useState(0);
  const ask = (from: number): void => {
    setOffset(from);
    onWhere(new URLSearchParams({ text: text.trim(), offset: String(from), limit: String(size) }).toString());
  };
  return (
    <form
      className="find"
      onSubmit={(event) => {
        event.preventDefault();
        ask(0);
      }}
    >
      <Field label={label}>
        {(id) => <Input id={id} maxLength={100} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <Button type="primary" htmlType="submit">
        查找
      </Button>
      <span className="quiet">共{total}条</span>
      {total > size && (
        <>
          <Button disabled={offset === 0} onClick={() => ask(offset - size)}>
            上一页
          </Button>
          <Button disabled={offset + size >= total} onClick={() => ask(offset + size)}>
            下一页
          </Button>
        </>
      )}
    </form>
  );
}
