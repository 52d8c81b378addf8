/** Draws up a budget document, or the correction of one. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { Field } from '../../field.tsx';
import { negated, typedAmount } from '../amount.tsx';
import { newId } from '../new-id.ts';
import { type UnitYear } from '../unit-year.tsx';
import {
  type BudgetDocument,
  type DocumentKind,
  documentKindNames,
  drawUpDocument,
  optionsOf,
  takesAway,
} from './budget.ts';
import { type DraftLine, emptyLine, LinesEditor, lineProblem } from './lines-editor.tsx';

interface DocumentEntryProps {
  readonly chosen: UnitYear;
  /** The document that this one corrects; null for a new one. */
  readonly corrects: BudgetDocument | null;
  readonly onDone: () => void;
}

export function DocumentEntry({ chosen: { unit, year }, corrects, onDone }: DocumentEntryProps) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  // One id for the document, however often it is sent.
  const [id] = useState(newId);
  const [kind, setKind] = useState<DocumentKind>(corrects?.kind ?? 'start');
  const [number, setNumber] = useState(corrects?.number ?? '');
  const [date, setDate] = useState(corrects?.date ?? '');
  const [text, setText] = useState(corrects?.text ?? '');
  const [centrallyHeld, setCentrallyHeld] = useState(corrects?.centrallyHeld ?? false);
  const [lines, setLines] = useState<readonly DraftLine[]>(
    () => corrects?.lines.map(draftOf(corrects.kind)) ?? [emptyLine()],
  );
  const sending = useMutation({
    mutationFn: async () => {
      const problem = lineProblem(lines, 'document');
      if (problem !== null) throw new Error(problem);
      return drawUpDocument(unit, {
        id,
        year,
        kind,
        number: number.trim(),
        date,
        text: text.trim(),
        centrallyHeld,
        corrects: corrects?.id ?? null,
        lines: lines.map(({ key: _, amount, level, ...line }) => ({
          ...line,
          level: level ?? 'county',
          amount: signed(kind, typedAmount(amount) ?? ''),
        })),
      });
    },
    onSuccess: () => {
      message.success('已登记，待另一人复核后生效。');
      void queries.invalidateQueries({ queryKey: ['budget'] });
      onDone();
    },
  });
  return (
    <section className="panel" aria-label={corrects === null ? '登记指标文件' : '更正指标文件'}>
      <form
        className="entry"
        onSubmit={(event) => {
          event.preventDefault();
          sending.mutate();
        }}
      >
        {corrects !== null && (
          <Alert
            type="info"
            showIcon
            title={`更正《${corrects.number}》：复核通过后，这一份代替原文件；原文件保留备查。删去全部明细行即撤回原文件。`}
          />
        )}
        <div className="entry-fields">
          <Field label="种类">
            {(field) => (
              <Select
                id={field}
                value={kind}
                disabled={corrects !== null}
                onChange={setKind}
                options={optionsOf(documentKindNames)}
              />
            )}
          </Field>
          <Field label="文号">
            {(field) => (
              <Input
                id={field}
                required
                maxLength={60}
                value={number}
                placeholder="如 云财预〔2024〕1号"
                onChange={(event) => setNumber(event.target.value)}
              />
            )}
          </Field>
          <Field label="日期">
            {(field) => (
              <Input id={field} type="date" required value={date} onChange={(event) => setDate(event.target.value)} />
            )}
          </Field>
          <div className="wide">
            <Field label="摘要">
              {(field) => (
                <Input id={field} maxLength={200} value={text} onChange={(event) => setText(event.target.value)} />
              )}
            </Field>
          </div>
          <Checkbox checked={centrallyHeld} onChange={(event) => setCentrallyHeld(event.target.checked)}>
            年初列在财政代编预算
          </Checkbox>
        </div>
        <LinesEditor unit={unit} year={year} lines={lines} onChange={setLines} of="document" />
        <div className="quiet">
          {kind === 'transfer'
            ? '调出填负数，调入填正数，合计应为零。'
            : takesAway(kind)
              ? '金额填正数，系统按减少登记。'
              : '金额填正数。'}
        </div>
        {sending.isError && <Alert type="error" showIcon title={sending.error.message} role="alert" />}
        <div className="entry-end">
          <Button onClick={onDone}>放弃</Button>
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            登记，提交复核
          </Button>
        </div>
      </form>
    </section>
  );
}

/** What takes budget away is typed without a sign and kept with one. */
function signed(kind: DocumentKind, amount: string): string {
  return takesAway(kind) && !amount.startsWith('-') ? negated(amount) : amount;
}

function draftOf(kind: DocumentKind) {
  return (line: BudgetDocument['lines'][number]): DraftLine => ({
    ...line,
    key: crypto.randomUUID(),
    amount: takesAway(kind) ? negated(line.amount) : line.amount,
  });
}
