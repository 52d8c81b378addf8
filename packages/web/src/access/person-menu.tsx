/** Who is signed in, in the frame's corner: their roles, the way out, and a new password. */
import { DownOutlined, UserOutlined } from '@ant-design/icons';
import { App, Dropdown } from 'antd';
import { useState } from 'react';
import { getSession, signOut } from '../api.ts';
import { Dialog } from '../dialog.tsx';
import { useNewSession, useSession } from '../session.tsx';
import { PasswordForm } from './sign-in-page.tsx';

export function PersonMenu() {
  const { message } = App.useApp();
  const { person, roles } = useSession();
  const take = useNewSession();
  const [changing, setChanging] = useState(false);
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
    </>
  );
}
