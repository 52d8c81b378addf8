/** One voucher: both sides, the papers behind it, whose hands it went through, and what may be done with it next. */
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Input, Spin } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { Dialog } from '../../dialog.tsx';
import { Field } from '../../field.tsx';
import { useMay, useSession } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { timeInWords } from '../../words.ts';
import { grouped } from '../amount.tsx';
import { newId } from '../new-id.ts';
import { UnitYearPage } from '../unit-year.tsx';
import { FileList } from './attachments.tsx';
import { PrintedVoucher } from './printed-voucher.tsx';
import { Sides } from './sides.tsx';
import { type StepName, submitVoucher, takeStep, useForgetBooks, useVoucher, type Voucher } from './vouchers.ts';
import { StateTag } from './vouchers-page.tsx';

export function VoucherPage() {
  const { id } = useParams();
  return <UnitYearPage title="凭证">{({ unit }) => <Shown key={id} unit={unit} id={id ?? ''} />}</UnitYearPage>;
}

function Shown({ unit, id }: { readonly unit: string; readonly id: string }) {
  const voucher = useVoucher(unit, id);
  useTitle(voucher.data === undefined ? '凭证' : `凭证 ${voucher.data.text}`);
  if (voucher.isPending) return <Spin />;
  if (voucher.isError) return <Alert type="error" showIcon title={voucher.error.message} />;
  return <VoucherView unit={unit} voucher={voucher.data} />;
}

function VoucherView({ unit, voucher }: { readonly unit: string; readonly voucher: Voucher }) {
  const to = (id: string): string => `/office/vouchers/${id}?unit=${encodeURIComponent(unit)}`;
  return (
    <>
      <section className="panel voucher-head" aria-label="凭证">
        <div className="voucher-title">
          <h2>{voucher.number === null ? '未编号' : `记-${voucher.number}`}</h2>
          <span>{voucher.date}</span>
          <StateTag state={voucher.state} />
          {voucher.kind === 'closing' && <span className="tag">年末结转</span>}
          {voucher.kind === 'opening' && <span className="tag">期初余额</span>}
          <strong className="voucher-total">{grouped(voucher.total)} 元</strong>
        </div>
        <p className="voucher-text">{voucher.text}</p>
        {voucher.reason !== null && (
          <Alert
            type="warning"
            showIcon
            title={`${voucher.state === 'returned' ? '退回' : '撤销'}理由：${voucher.reason}`}
          />
        )}
        {voucher.takesBack !== null && (
          <p>
            冲销的是<Link to={to(voucher.takesBack)}>这张凭证</Link>。
          </p>
        )}
        {voucher.takenBackBy !== null && (
          <Alert
            type="info"
            showIcon
            title={
              <>
                已由<Link to={to(voucher.takenBackBy)}>另一张凭证</Link>冲销。
              </>
            }
          />
        )}
        <ol className="hands" aria-label="经手">
          <Hand what="制单" who={voucher.maker} at={voucher.madeAt} />
          <Hand what="复核" who={voucher.checker} at={voucher.checkedAt} />
          <Hand what="记账" who={voucher.booker} at={voucher.bookedAt} />
        </ol>
        <dl className="facts-list">
          {voucher.paymentOrder !== null && (
            <>
              <dt>支付凭证号</dt>
              <dd>{voucher.paymentOrder}</dd>
            </>
          )}
          {voucher.source !== null && (
            <>
              <dt>来源</dt>
              <dd>
                <Source unit={unit} voucher={voucher} />
              </dd>
            </>
          )}
        </dl>
        <Tools unit={unit} voucher={voucher} />
      </section>
      <Sides unit={unit} entries={voucher.entries} />
      <section className="panel" aria-label="附件">
        <h3>附件 {voucher.files.length === 0 ? '无' : `${voucher.files.length} 份`}</h3>
        <FileList files={voucher.files} />
      </section>
      <PrintedVoucher unit={unit} voucher={voucher} />
    </>
  );
}

/** The registers that ask for vouchers, and the page where their records are. */
const registers: Readonly<Record<string, readonly [name: string, page: string]>> = {
  payroll: ['工资发放', 'payroll'],
  depreciation: ['固定资产折旧', 'assets/depreciation'],
  disposal: ['资产处置', 'assets'],
  'stock-surplus': ['资产盘盈', 'assets/stock-takings'],
  'stock-missing': ['资产盘亏', 'assets/stock-takings'],
  'year-end': ['年末结转', 'periods'],
};

/** Which register asked for the voucher; it leads there. */
function Source({ unit, voucher: { source, date } }: { readonly unit: string; readonly voucher: Voucher }) {
  const [name, page] = registers[source?.split(':')[0] ?? ''] ?? [];
  if (name === undefined || page === undefined) return <>{source}</>;
  return <Link to={`/office/${page}?unit=${encodeURIComponent(unit)}&year=${date.slice(0, 4)}`}>{name}</Link>;
}

function Hand({ what, who, at }: { readonly what: string; readonly who: string | null; readonly at: string | null }) {
  return (
    <li className={who === null ? 'quiet' : ''}>
      <span>{what}</span>
      <strong>{who ?? '—'}</strong>
      <span className="quiet">{at === null ? '' : timeInWords(at)}</span>
    </li>
  );
}

type Asking = 'return' | 'withdraw' | 'take-back' | null;

function Tools({ unit, voucher }: { readonly unit: string; readonly voucher: Voucher }) {
  const { message } = App.useApp();
  const may = useMay();
  const { person } = useSession();
  const forget = useForgetBooks();
  const [asking, setAsking] = useState<Asking>(null);
  const { id, state } = voucher;
  const mine = voucher.madeBy === person?.id;
  const step = useMutation({
    mutationFn: (name: StepName) => takeStep(name, unit, id),
    onSuccess: (answer) => {
      const { payments } = answer;
      const tied =
        payments === null || payments.tied.length === 0 ? '' : `国库支付${payments.tied[0]?.number ?? ''}已入账。`;
      message.success(
        answer.number === null ? '已复核，待记账。' : `已记账：${answer.month} 记-${answer.number}。${tied}`,
      );
      for (const { number, why } of payments?.open ?? []) {
        const differs = why === 'amount-differs' ? '金额' : '科目';
        message.warning(`国库支付${number}与这张凭证${differs}不符，没有入账，请在“支付对账”里查明。`);
      }
    },
    onSettled: forget,
  });
  const button = (when: boolean, name: StepName, label: string): ReactNode =>
    when && (
      <Button type="primary" loading={step.isPending} onClick={() => step.mutate(name)}>
        {label}
      </Button>
    );
  const open = state === 'made' || state === 'checked';
  const search = `unit=${encodeURIComponent(unit)}`;
  return (
    <>
      {step.isError && <Alert type="error" showIcon title={step.error.message} role="alert" />}
      {state === 'made' && mine && may('voucher.check') && (
        <p className="quiet">这张凭证由您编制，须由另一位有复核权限的人复核。</p>
      )}
      <div className="entry-end">
        <Button onClick={() => window.print()}>打印</Button>
        {may('voucher.make') && voucher.kind === 'ordinary' && voucher.takesBack === null && (
          <Link to={`/office/vouchers/new?${search}&copy=${id}`}>
            <Button>照此另填一张</Button>
          </Link>
        )}
        {may('voucher.make') && mine && (state === 'made' || state === 'returned') && voucher.content !== null && (
          <Link to={`/office/vouchers/${id}/edit?${search}`}>
            <Button>修改</Button>
          </Link>
        )}
        {may('voucher.make') && mine && (open || state === 'returned') && (
          <Button danger onClick={() => setAsking('withdraw')}>
            撤销
          </Button>
        )}
        {may('voucher.check') && open && !mine && (
          <Button danger onClick={() => setAsking('return')}>
            退回
          </Button>
        )}
        {may('voucher.make') && state === 'booked' && voucher.kind === 'ordinary' && voucher.takenBackBy === null && (
          <Button onClick={() => setAsking('take-back')}>冲销</Button>
        )}
        {button(state === 'made' && !mine && may('voucher.check'), 'check', '复核通过')}
        {button(state === 'checked' && may('voucher.book'), 'book', '记账')}
      </div>
      <Dialog
        title={asking === null ? '' : dialogTitles[asking]}
        open={asking !== null}
        onClose={() => setAsking(null)}
      >
        {asking !== null && <Reason unit={unit} voucher={voucher} asking={asking} onDone={() => setAsking(null)} />}
      </Dialog>
    </>
  );
}

/** The voucher's own day while its month is under way; of an earlier month, which may be closed, today. */
function reversalDay(date: string): string {
  const today = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short' }).format(new Date());
  return date.slice(0, 7) === today.slice(0, 7) ? date : today;
}

const dialogTitles = { return: '退回给编制人', withdraw: '撤销凭证', 'take-back': '冲销凭证' } as const;

interface ReasonProps {
  readonly unit: string;
  readonly voucher: Voucher;
  readonly asking: Exclude<Asking, null>;
  readonly onDone: () => void;
}

function Reason({ unit, voucher, asking, onDone }: ReasonProps) {
  const navigate = useNavigate();
  const forget = useForgetBooks();
  const [reason, setReason] = useState('');
  const [date, setDate] = useState(() => reversalDay(voucher.date));
  // One id for the reversal, however often it is sent.
  const [id] = useState(newId);
  const taking = useMutation({
    mutationFn: async () => {
      if (asking !== 'take-back') return takeStep(asking, unit, voucher.id, reason.trim());
      return submitVoucher(id, {
        unit,
        date,
        content: { takesBack: voucher.id, reason: reason.trim() },
        paymentOrder: null,
        attachments: [],
      });
    },
    onSuccess: () => {
      forget();
      onDone();
      if (asking === 'take-back') void navigate(`/office/vouchers/${id}?unit=${encodeURIComponent(unit)}`);
    },
  });
  return (
    <form
      className="entry"
      onSubmit={(event) => {
        event.preventDefault();
        taking.mutate();
      }}
    >
      {asking === 'take-back' && (
        <>
          <p>
            冲销会另做一张凭证，财务会计和预算会计逐行相反；它和别的凭证一样，要经复核、记账。更正请在冲销后按正确的内容另填一张。
          </p>
          <Field label="冲销日期">
            {(field) => <Input id={field} type="date" value={date} onChange={(event) => setDate(event.target.value)} />}
          </Field>
        </>
      )}
      <Field label="理由" hint={asking === 'return' ? '编制人会看到，请写明要改什么。' : '会留在记录里。'}>
        {(field) => (
          <Input.TextArea
            id={field}
            rows={3}
            maxLength={150}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {taking.isError && <Alert type="error" showIcon title={taking.error.message} role="alert" />}
      <div className="entry-end">
        <Button onClick={onDone}>放弃</Button>
        <Button type="primary" htmlType="submit" loading={taking.isPending}>
          {dialogTitles[asking]}
        </Button>
      </div>
    </form>
  );
}
