/** A drawer at the right: the browser's own dialog, which keeps the focus inside, closes on Escape and gives the focus back. */
import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useRef } from 'react';

interface DrawerProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Open for as long as it is drawn. */
export function Drawer({ title, onClose, children }: DrawerProps) {
  const drawer = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = drawer.current;
    const before = document.activeElement;
    if (element !== null && !element.open) element.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it by the browser's own doing.
    <dialog
      ref={drawer}
      className="drawer"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === drawer.current) onClose();
      }}
    >
      <div className="drawer-inner">
        <header className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <Button type="text" icon={<CloseOutlined aria-hidden />} aria-label="关闭" onClick={onClose} />
        </header>
        <div className="drawer-body">{children}</div>
      </div>
    </dialog>
  );
}
