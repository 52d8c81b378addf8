/** A button that does something at once, or asks for words first; what was refused is said beside it. */
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Input } from 'antd';
import { useState } from 'react';
import { useForget } from './performance.ts';

interface ActProps {
  readonly label: string;
  readonly said: string;
  /** What the words are called; left out where none are asked for. */
  readonly ask?: string;
  readonly primary?: boolean;
  readonly danger?: boolean;
  readonly act: (words: string) => Promise<unknown>;
}

export function Act({ label, said, ask, primary = false, danger = false, act }: ActProps) {
  const { message } = App.useApp();
  const forget = useForget();
  const [words, setWords] = useState<string | null>(null);
  const acting = useMutation({
    mutationFn: () => act((words ?? '').trim()),
    onSuccess: async () => {
      message.success(said);
      setWords(null);
      await forget();
    },
  });
  return (
    <span className="reason-action">
      {ask !== undefined && words !== null && (
        <Input
          size="small"
          aria-label={ask}
          placeholder={ask}
          maxLength={300}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <Button
        size="small"
        danger={danger}
        type={primary ? 'primary' : 'default'}
        loading={acting.isPending}
        onClick={() => (ask !== undefined && words === null ? setWords('') : acting.mutate())}
      >
        {label}
      </Button>
      {words !== null && (
        <Button size="small" onClick={() => setWords(null)}>
          取消
        </Button>
      )}
      {acting.isError && <Alert type="error" showIcon title={acting.error.message} />}
    </span>
  );
}
