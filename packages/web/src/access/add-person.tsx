/** Adds somebody, and shows the initial password: this once. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { addPerson } from '../api.ts';
import { Field } from '../field.tsx';
import { dayOf } from '../words.ts';
import { GrantFields, newGrant } from './grant-fields.tsx';
import { InitialPassword } from './initial-password.tsx';
import { type People } from './people-page.tsx';

interface AddPersonProps {
  readonly people: People;
  readonly onAdded: () => void;
  readonly onClose: () => void;
}

export function AddPerson({ people, onAdded, onClose }: AddPersonProps) {
  const [name, setName] = useState('');
  const [signIn, setSignIn] = useState('');
  const [grant, setGrant] = useState(() => newGrant(dayOf(new Date())));
  const add = useMutation({
    mutationFn: () => addPerson({ name, signIn, roles: grant.role === '' ? [] : [grant] }),
    onSuccess: onAdded,
  });
  if (add.isSuccess) {
    return (
      <div className="door-form">
        <InitialPassword signIn={signIn.trim().toLowerCase()} password={add.data.password} />
        <Button type="primary" onClick={onClose}>
          已记下，关闭
        </Button>
      </div>
    );
  }
  return (
    <form
      className="door-form"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      {add.isError && <Alert type="error" showIcon title={add.error.message} role="alert" />}
      <Field label="姓名">
        {(id) => (
          <Input
            id={id}
            autoFocus
            required
            maxLength={50}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label="登录名" hint="2 至 32 个字母、数字、点、横线或下划线；不分大小写。">
        {(id) => (
          <Input
            id={id}
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={32}
            value={signIn}
            onChange={(event) => setSignIn(event.target.value)}
          />
        )}
      </Field>
      <GrantFields grant={grant} people={people} onChange={setGrant} />
      <Button type="primary" htmlType="submit" loading={add.isPending}>
        添加
      </Button>
    </form>
  );
}
