/** Treasury payments: the list with its search, the entry of one, and refunds. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Empty, Input, Select, Spin } from 'antd';
import { Fragment, useDeferredValue, useState } from 'react';
import { Field } from '../../field.tsx';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { Amount, negated, typedAmount } from '../amount.tsx';
import { newId } from '../new-id.ts';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import {
  listPayments,
  optionsOf,
  type Payment,
  paymentKindNames,
  recordPayment,
  sourceNames,
  useClassification,
  useProjects,
} from './budget.ts';
import { type DraftLine, emptyLine, LinesEditor, lineProblem } from './lines-editor.tsx';

type Entering = { readonly refunds: Payment | null } | null;

export function PaymentsPage() {
  useTitle('国库支付');
  const may = useMay();
  const [entering, setEntering] = useState<Entering>(null);
  return (
    <UnitYearPage
      title="国库支付"
      tools={() =>
        may('budget.import') && (
          <Button type="primary" disabled={entering !== null} onClick={() => setEntering({ refunds: null })}>
            登记支付
          </Button>
        )
      }
    >
      {(chosen) => (
        <>
          {entering !== null && (
            <PaymentEntry
              key={entering.refunds?.id ?? 'new'}
              chosen={chosen}
              refunds={entering.refunds}
              onDone={() => setEntering(null)}
            />
          )}
          <PaymentList chosen={chosen} refund={(refunds) => setEntering({ refunds })} />
        </>
      )}
    </UnitYearPage>
  );
}

interface PaymentListProps {
  readonly chosen: UnitYear;
  readonly refund: (payment: Payment) => void;
}

function PaymentList({ chosen, refund }: PaymentListProps) {
  const [typed, setTyped] = useState('');
  const words = useDeferredValue(typed.trim());
  const [open, setOpen] = useState<string | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['budget', 'payments', chosen, words],
    queryFn: ({ pageParam }) => listPayments(chosen, words, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const payments = list.data?.pages.flatMap((page) => page.payments) ?? [];
  return (
    <>
      <Input.Search
        allowClear
        className="shelf-search"
        aria-label="查找支付"
        placeholder="支付凭证号、收款人、用途"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {list.isPending && <Spin />}
      {list.isError && <Alert type="error" showIcon title={list.error.message} />}
      {list.isSuccess && payments.length === 0 && (
        <Empty description={words === '' ? `${chosen.year}年还没有登记国库支付。` : '没有符合的支付。'} />
      )}
      {payments.length > 0 && (
        <div className="sheet">
          <table className="ledger" aria-label="国库支付">
            <thead>
              <tr>
                <th scope="col">支付凭证号</th>
                <th scope="col">日期</th>
                <th scope="col">方式</th>
                <th scope="col">收款人</th>
                <th scope="col">用途</th>
                <th scope="col" className="num">
                  金额（元）
                </th>
                <th scope="col">入账</th>
                <th scope="col">登记</th>
              </tr>
            </thead>
            <tbody>
              {payments.map((payment) => (
                <Fragment key={payment.id}>
                  <tr>
                    <td>
                      <button
                        type="button"
                        className="row-link"
                        aria-expanded={open === payment.id}
                        onClick={() => setOpen(open === payment.id ? null : payment.id)}
                      >
                        {payment.number}
                      </button>
                      {payment.refunds !== null && <span className="tag">退回</span>}
                      {payment.corrected && <span className="state state-corrected">已被更正</span>}
                    </td>
                    <td>{payment.date}</td>
                    <td>{paymentKindNames[payment.kind]}</td>
                    <td>{payment.payee}</td>
                    <td>{payment.text}</td>
                    <Amount of={payment.total} />
                    <td>{payment.voucherId === null ? <span className="quiet">未入账</span> : '已入账'}</td>
                    <td>
                      {payment.maker}
                      {payment.importId !== null && <span className="tag">导入</span>}
                    </td>
                  </tr>
                  {open === payment.id && (
                    <tr>
                      <td colSpan={8}>
                        <PaymentDetail chosen={chosen} payment={payment} refund={refund} />
                      </td>
                    </tr>
                  )}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && (
        <Button
          block
          className="shelf-more"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          再取一些
        </Button>
      )}
    </>
  );
}

function PaymentDetail({ chosen, payment, refund }: { readonly payment: Payment } & PaymentListProps) {
  const may = useMay();
  const projects = useProjects(chosen.unit);
  const classification = useClassification();
  const names = new Map((projects.data ?? []).map(({ code, name }) => [code, name]));
  return (
    <div className="panel">
      {payment.orderNumber !== null && <p>支付申请 {payment.orderNumber}</p>}
      <table className="ledger" aria-label={`${payment.number}的明细`}>
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col">功能分类科目</th>
            <th scope="col">经济分类科目</th>
            <th scope="col">资金性质</th>
            <th scope="col" className="num">
              金额（元）
            </th>
          </tr>
        </thead>
        <tbody>
          {payment.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a payment never move
            <tr key={index}>
              <td>
                {line.project} {names.get(line.project)}
              </td>
              <td>
                {line.functionCode} {classification.data?.functional[line.functionCode]}
              </td>
              <td>
                {line.economyCode} {classification.data?.economic[line.economyCode]}
              </td>
              <td>{sourceNames[line.source]}</td>
              <Amount of={line.amount} />
            </tr>
          ))}
        </tbody>
      </table>
      {payment.refunds === null && !payment.corrected && may('budget.import') && (
        <div className="entry-end">
          <Button onClick={() => refund(payment)}>登记退回</Button>
        </div>
      )}
    </div>
  );
}

interface PaymentEntryProps {
  readonly chosen: UnitYear;
  /** The payment that comes back; null for a new payment. */
  readonly refunds: Payment | null;
  readonly onDone: () => void;
}

function PaymentEntry({ chosen: { unit, year }, refunds, onDone }: PaymentEntryProps) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  // One id for the payment, however often it is sent.
  const [id] = useState(newId);
  const [number, setNumber] = useState(refunds?.number ?? '');
  const [date, setDate] = useState('');
  const [kind, setKind] = useState<Payment['kind']>(refunds?.kind ?? 'direct');
  const [payee, setPayee] = useState(refunds?.payee ?? '');
  const [text, setText] = useState(refunds === null ? '' : `退回${refunds.text}`);
  const [orderNumber, setOrderNumber] = useState('');
  const [lines, setLines] = useState<readonly DraftLine[]>(
    () => refunds?.lines.map((line) => ({ ...line, key: crypto.randomUUID(), direct: false })) ?? [emptyLine()],
  );
  const sending = useMutation({
    mutationFn: async () => {
      const problem = lineProblem(lines, 'payment');
      if (problem !== null) throw new Error(problem);
      return recordPayment(unit, {
        id,
        year,
        number: number.trim(),
        date,
        kind,
        payee: payee.trim(),
        text: text.trim(),
        orderNumber: orderNumber.trim() === '' ? null : orderNumber.trim(),
        refunds: refunds?.id ?? null,
        corrects: null,
        lines: lines.map(({ key: _, direct: __, amount, economyCode, ...line }) => {
          const typed = typedAmount(amount) ?? '';
          return { ...line, economyCode: economyCode ?? '', amount: refunds === null ? typed : negated(typed) };
        }),
      });
    },
    onSuccess: () => {
      message.success(refunds === null ? '支付已登记。' : '退回已登记。');
      void queries.invalidateQueries({ queryKey: ['budget'] });
      onDone();
    },
  });
  return (
    <section className="panel" aria-label={refunds === null ? '登记支付' : '登记退回'}>
      <form
        className="entry"
        onSubmit={(event) => {
          event.preventDefault();
          sending.mutate();
        }}
      >
        {refunds !== null && (
          <Alert
            type="info"
            showIcon
            title={`退回支付凭证${refunds.number}（${refunds.date}，${refunds.payee}）。金额填退回多少，正数。`}
          />
        )}
        <div className="entry-fields">
          <Field label="支付凭证号">
            {(field) => (
              <Input
                id={field}
                required
                maxLength={60}
                value={number}
                onChange={(event) => setNumber(event.target.value)}
              />
            )}
          </Field>
          <Field label="支付日期">
            {(field) => (
              <Input id={field} type="date" required value={date} onChange={(event) => setDate(event.target.value)} />
            )}
          </Field>
          <Field label="支付方式">
            {(field) => <Select id={field} value={kind} onChange={setKind} options={optionsOf(paymentKindNames)} />}
          </Field>
          <Field label="收款人">
            {(field) => (
              <Input
                id={field}
                required
                maxLength={100}
                value={payee}
                onChange={(event) => setPayee(event.target.value)}
              />
            )}
          </Field>
          <Field label="用途">
            {(field) => (
              <Input id={field} maxLength={200} value={text} onChange={(event) => setText(event.target.value)} />
            )}
          </Field>
          {refunds === null && (
            <Field label="支付申请号（可不填）">
              {(field) => (
                <Input
                  id={field}
                  maxLength={60}
                  value={orderNumber}
                  onChange={(event) => setOrderNumber(event.target.value)}
                />
              )}
            </Field>
          )}
        </div>
        <LinesEditor unit={unit} year={year} lines={lines} onChange={setLines} of="payment" />
        {sending.isError && <Alert type="error" showIcon title={sending.error.message} role="alert" />}
        <div className="entry-end">
          <Button onClick={onDone}>放弃</Button>
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            登记
          </Button>
        </div>
      </form>
    </section>
  );
}
