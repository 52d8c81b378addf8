/** The papers behind a voucher: dropped or chosen, kept at once, so that a refused submission loses none. */
import { DeleteOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Button, Spin } from 'antd';
import { useRef, useState } from 'react';
import { type Attachment, keepAttachment } from './vouchers.ts';

/** Where a file is opened or saved. */
export function attachmentPath({ sha256 }: Pick<Attachment, 'sha256'>): string {
  return `/api/office/attachments/${sha256}`;
}

/** `1.2 MB`. */
export function sizeInWords(size: number): string {
  if (size < 1024) return `${size} B`;
  const [amount, unit] = size < 1024 * 1024 ? [size / 1024, 'KB'] : [size / 1024 / 1024, 'MB'];
  return `${new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 1 }).format(amount)} ${unit}`;
}

export function FileList({
  files,
  remove,
}: {
  readonly files: readonly Attachment[];
  readonly remove?: ((file: Attachment) => void) | undefined;
}) {
  return (
    <ul className="files">
      {files.map((file) => (
        <li key={file.sha256}>
          <PaperClipOutlined aria-hidden />
          <a href={attachmentPath(file)} target="_blank" rel="noreferrer">
            {file.name}
          </a>
          <span className="quiet">{sizeInWords(file.size)}</span>
          {remove !== undefined && (
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={`去掉${file.name}`}
              onClick={() => remove(file)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

interface AttachmentsProps {
  readonly files: readonly Attachment[];
  readonly onChange: (files: readonly Attachment[]) => void;
}

export function Attachments({ files, onChange }: AttachmentsProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState(0);
  const [failed, setFailed] = useState<readonly string[]>([]);
  // What has been kept while others were still on their way.
  const kept = useRef(files);
  kept.current = files;

  const take = async (chosen: FileList | null): Promise<void> => {
    setFailed([]);
    for (const file of chosen ?? []) {
      setSending((n) => n + 1);
      try {
        const attachment = await keepAttachment(file);
        if (kept.current.every(({ sha256 }) => sha256 !== attachment.sha256)) {
          kept.current = [...kept.current, attachment];
          onChange(kept.current);
        }
      } catch (error) {
        setFailed((list) => [...list, `${file.name}：${error instanceof Error ? error.message : String(error)}`]);
      } finally {
        setSending((n) => n - 1);
      }
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button inside
    <div
      className={over ? 'drop drop-small drop-over' : 'drop drop-small'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take(event.dataTransfer.files);
      }}
    >
      <div>
        <div className="drop-line">
          <Button onClick={() => input.current?.click()}>添加附件</Button>
          <span className="quiet">或把发票、合同、支付凭证拖到这里；同样的文件只存一份</span>
          {sending > 0 && <Spin size="small" />}
        </div>
        <FileList files={files} remove={(file) => onChange(files.filter(({ sha256 }) => sha256 !== file.sha256))} />
        {failed.map((why) => (
          <div key={why} className="field-error" role="alert">
            {why}
          </div>
        ))}
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="选择附件"
          onChange={(event) => {
            void take(event.target.files);
            event.target.value = '';
          }}
        />
      </div>
    </div>
  );
}
