import { Alert, Typography } from 'antd';

/** An initial password, to be handed to its owner and shown never again. */
export function InitialPassword({ signIn, password }: { readonly signIn: string; readonly password: string }) {
  return (
    <Alert
      type="success"
      showIcon
      title="请把初始口令当面告知本人，它只显示这一次"
      description={
        <>
          <p className="initial-password">
            登录名 <strong>{signIn}</strong>，初始口令{' '}
            <Typography.Text copyable={{ text: password, tooltips: ['复制', '已复制'] }}>
              <code>{password}</code>
            </Typography.Text>
          </p>
          本人第一次登录时须换成只有自己知道的口令。
        </>
      }
    />
  );
}
