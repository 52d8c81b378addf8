/** Somebody's identity number: masked; shown whole for a reason; recorded or corrected by whoever may. */
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Input } from 'antd';
import { useState } from 'react';
import { Field } from './field.tsx';

interface IdentityProps {
  /** Masked; null where none is recorded. */
  readonly masked: string | null;
  /** Records a number and says what is worth a look about it; null for who may not. */
  readonly record: ((number: string) => Promise<readonly string[]>) | null;
  /** Gives the whole number; null for who may not. */
  readonly show: ((reason: string) => Promise<{ readonly number: string }>) | null;
  readonly onChanged: () => void;
}

export function Identity({ masked, record, show, onChanged }: IdentityProps) {
  const { message } = App.useApp();
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const showing = useMutation({
    mutationFn: async () => show?.(reason),
    onSuccess: () => setReason(''),
  });
  const recording = useMutation({
    mutationFn: async () => (await record?.(number)) ?? [],
    onSuccess: () => {
      setNumber('');
      // The whole number on the screen may be the one that was just corrected.
      showing.reset();
      message.success('身份证号已登记');
      onChanged();
    },
  });
  const whole = showing.data?.number;
  return (
    <>
      <p className="identity">{whole ?? masked ?? <span className="quiet">未登记</span>}</p>
      {(recording.isError || showing.isError) && (
        <Alert type="error" showIcon title={(recording.error ?? showing.error)?.message ?? ''} role="alert" />
      )}
      {recording.data?.map((warning) => (
        <Alert key={warning} type="warning" showIcon title={warning} />
      ))}
      {show !== null && masked !== null && whole === undefined && (
        <form
          className="person-form"
          onSubmit={(event) => {
            event.preventDefault();
            showing.mutate();
          }}
        >
          <Field label="显示完整号码的理由（记入留痕）">
            {(id) => (
              <Input
                id={id}
                required
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <Button htmlType="submit" loading={showing.isPending}>
            显示
          </Button>
        </form>
      )}
      {record !== null && (
        <form
          className="person-form"
          onSubmit={(event) => {
            event.preventDefault();
            recording.mutate();
          }}
        >
          <Field label={masked === null ? '登记身份证号（加密保存）' : '更正身份证号（加密保存）'}>
            {(id) => (
              <Input
                id={id}
                required
                autoComplete="off"
                maxLength={20}
                value={number}
                onChange={(event) => setNumber(event.target.value)}
              />
            )}
          </Field>
          <Button htmlType="submit" loading={recording.isPending}>
            登记
          </Button>
        </form>
      )}
    </>
  );
}
