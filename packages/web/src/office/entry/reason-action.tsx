/** Something that is done with a reason: a button that asks for it in place, and says what was refused. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Popconfirm } from 'antd';
import { useState } from 'react';

interface ReasonActionProps {
  readonly label: string;
  /** What the reason is called; null where none is asked for. */
  readonly ask: string | null;
  /** Asked again before it is done: the question, and what exactly will be done. Only where no reason is asked for. */
  readonly confirm?: { readonly title: string; readonly description: string };
  readonly said: string;
  readonly danger?: boolean;
  readonly primary?: boolean;
  readonly act: (reason: string) => Promise<unknown>;
}

export function ReasonAction({ label, ask, confirm, said, danger = false, primary = false, act }: ReasonActionProps) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const acting = useMutation({
    mutationFn: () => act(reason.trim()),
    onSuccess: () => {
      message.success(said);
      setOpen(false);
      void queries.invalidateQueries({ queryKey: ['office-registers'] });
    },
  });
  const button = (onClick?: () => void) => (
    <Button
      size="small"
      danger={danger}
      {...(primary ? { type: 'primary' as const } : {})}
      loading={acting.isPending}
      {...(onClick === undefined ? {} : { onClick })}
    >
      {label}
    </Button>
  );
  return (
    <span className="reason-action">
      {!open && confirm === undefined && button(() => (ask === null ? acting.mutate() : setOpen(true)))}
      {confirm !== undefined && (
        <Popconfirm {...confirm} okText={label} cancelText="先不办" onConfirm={() => acting.mutate()}>
          {button()}
        </Popconfirm>
      )}
      {open && (
        <form
          className="reason-form"
          onSubmit={(event) => {
            event.preventDefault();
            acting.mutate();
          }}
        >
          <Input
            size="small"
            aria-label={ask ?? ''}
            placeholder={ask ?? ''}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button size="small" danger={danger} htmlType="submit" loading={acting.isPending}>
            {label}
          </Button>
          <Button size="small" onClick={() => setOpen(false)}>
            取消
          </Button>
        </form>
      )}
      {acting.isError && <Alert type="error" showIcon title={acting.error.message} role="alert" />}
    </span>
  );
}
