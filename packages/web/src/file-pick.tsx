/** The control of a field that takes one file: a button, the name of what is chosen, and the browser's own input behind them. */
import { Button } from 'antd';
import { useRef } from 'react';

interface FilePickProps {
  /** That the field's label points to. */
  readonly id: string;
  readonly file: File | null;
  readonly onPick: (file: File | null) => void;
}

export function FilePick({ id, file, onPick }: FilePickProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="entry-file">
      <Button onClick={() => input.current?.click()}>选择文件</Button>
      <span>{file === null ? '还没有选择' : file.name}</span>
      <input
        id={id}
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.xlsx,.xls"
        onChange={(event) => {
          onPick(event.target.files?.[0] ?? null);
          // So that the same file, changed meanwhile, can be chosen again.
          event.target.value = '';
        }}
      />
    </div>
  );
}
