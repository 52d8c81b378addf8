/** A file handed in, and what became of its rows, told in a dialog: what was done, and each row that was not, with its reason. */
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Upload } from 'antd';
import { useState } from 'react';
import { postFile } from '../api.ts';
import { Dialog } from '../dialog.tsx';
import { type Schemas } from '../words.ts';

type Taken = Schemas['FundFileTaken'];

interface TakeFileProps {
  readonly label: string;
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

export function TakeFile({ label, path, fields }: TakeFileProps) {
  const queries = useQueryClient();
  const [answer, setAnswer] = useState<{ readonly taken: Taken } | { readonly error: string } | null>(null);
  return (
    <>
      <Upload
        accept=".csv,.xlsx,.xls"
        showUploadList={false}
        beforeUpload={async (file) => {
          try {
            setAnswer({ taken: await postFile<Taken>(`/api/treasury/${path}`, file, fields) });
          } catch (error) {
            setAnswer({ error: error instanceof Error ? error.message : '' });
          }
          void queries.invalidateQueries({ queryKey: ['office-registers'] });
          return false;
        }}
      >
        <Button>{label}</Button>
      </Upload>
      <Dialog title={label} open={answer !== null} onClose={() => setAnswer(null)}>
        {answer !== null && 'error' in answer && <Alert type="error" showIcon title={answer.error} role="alert" />}
        {answer !== null && 'taken' in answer && <Rows taken={answer.taken} />}
        <div className="entry-end">
          <Button type="primary" onClick={() => setAnswer(null)}>
            知道了
          </Button>
        </div>
      </Dialog>
    </>
  );
}

function Rows({ taken: { rows, taken, problems } }: { readonly taken: Taken }) {
  const whole = problems.length === 0;
  return (
    <>
      <Alert
        type={whole ? 'success' : 'warning'}
        showIcon
        title={`共${rows}行，办理${taken}行${whole ? '。' : `，另有${problems.length}处要看：`}`}
      />
      <ul className="loose">
        {problems.map(({ row, message }) => (
          <li key={`${row} ${message}`}>{message}</li>
        ))}
      </ul>
    </>
  );
}
