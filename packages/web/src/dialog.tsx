/** A modal dialog: the browser's own, which keeps the focus inside, closes on Escape and gives the focus back. */
import { CloseOutlined } from '@ant-design/icons';
import { Button, ConfigProvider } from 'antd';
import { type ReactNode, useEffect, useId, useRef } from 'react';

interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Dialog({ title, open, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId} onClose={onClose}>
      {open && (
        // What lies outside the dialog cannot be clicked while it is open, so lists that drop down are drawn inside.
        <ConfigProvider getPopupContainer={() => dialog.current ?? document.body}>
          <div className="dialog-head">
            <h2 id={titleId}>{title}</h2>
            <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label="关闭" onClick={onClose} />
          </div>
          <div className="dialog-body">{children}</div>
        </ConfigProvider>
      )}
    </dialog>
  );
}
