/** Who is signed in, in the frame's corner: their roles, the way out, and a new password. */
import { DownOutlined, UserOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Dropdown } from 'antd';
import { useState } from 'react';
import { endOwnSession, getSession, listOwnSessions, signOut } from '../api.ts';
import { Dialog } from '../dialog.tsx';
import { useNewSession, useSession } from '../session.tsx';
import { SessionList } from './session-list.tsx';
import { PasswordForm } from './sign-in-page.tsx';

export function PersonMenu() {
  const { message } = App.useApp();
  const { person, roles } = useSession();
  const take = useNewSession();
  const [changing, setChanging] = useState(false);
  const [looking, setLooking] = useState(false);
  const leave = async (): Promise<void> => {
    try {
      await signOut();
      take(await getSession());
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error));
    }
  };
  const names = roles.map(({ name }) => name).join('、');
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'who', type: 'group', label: `${person?.signIn ?? ''} · ${names === '' ? '没有角色' : names}` },
            { key: 'password', label: '修改口令', onClick: () => setChanging(true) },
            { key: 'sessions', label: '我的登录', onClick: () => setLooking(true) },
            { key: 'leave', label: '退出', onClick: () => void leave() },
          ],
        }}
      >
        <button type="button" className="person" aria-haspopup="menu">
          <UserOutlined aria-hidden /> {person?.name}
          <span>{names}</span>
          <DownOutlined aria-hidden />
        </button>
      </Dropdown>
      <Dialog title="修改口令" open={changing} onClose={() => setChanging(false)}>
        <PasswordForm
          onDone={() => {
            setChanging(false);
            message.success('口令已修改，您在别处的登录已结束。');
          }}
        />
      </Dialog>
      <Dialog title="我的登录" open={looking} onClose={() => setLooking(false)}>
        <OwnSessions />
      </Dialog>
    </>
  );
}

function OwnSessions() {
  const list = useQuery({ queryKey: ['sessions'], queryFn: listOwnSessions });
  const end = useMutation({ mutationFn: endOwnSession, onSuccess: () => list.refetch() });
  const problem = list.error ?? end.error;
  return (
    <>
      {problem !== null && <Alert type="error" showIcon title={problem.message} role="alert" />}
      {list.data !== undefined && <SessionList sessions={list.data} end={end.mutate} />}
      <p className="quiet">有不认识的，请结束它，并修改口令。</p>
    </>
  );
}
