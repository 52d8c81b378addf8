/** Records behind a number: date, voucher, what it was, payment order and amount, and their sum beside the number itself. */
import { CheckCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Alert, Button, Pagination, Spin } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { grouped } from '../amount.tsx';
import { sameNumber } from '../exact.ts';
import { type EvidenceAnswer, type EvidenceRow, type useEvidence } from './evidence.ts';

const pageSize = 50;

interface EvidenceTableProps {
  readonly evidence: ReturnType<typeof useEvidence<EvidenceAnswer>>;
  /** What the rows add up to. */
  readonly value: string;
  readonly unit: string;
}

export function EvidenceTable({ evidence, value, unit }: EvidenceTableProps) {
  const [page, setPage] = useState(1);
  const { rows, sum, complete, more, pending, error } = evidence;
  if (pending) return <Spin />;
  if (error !== null) return <Alert type="error" showIcon title={error.message} />;
  if (rows.length === 0 && complete) return <p className="quiet">没有记录：这个数是{grouped(value)}。</p>;
  const agrees = complete && sameNumber(sum, value);
  return (
    <section aria-label="明细">
      <p className={complete && !agrees ? 'evidence-sum bad' : 'evidence-sum'}>
        {complete ? (
          <>
            {agrees ? <CheckCircleOutlined className="good" aria-hidden /> : <WarningOutlined aria-hidden />}共
            {rows.length}笔，重新相加为 <strong className="num">{grouped(sum)}</strong> {unit}，
            {agrees ? '与上面的数相等。' : `与上面的数${grouped(value)}不等，请告知维护者并运行 mingzhang verify。`}
          </>
        ) : (
          <>
            已取{rows.length}笔，合计{grouped(sum)} {unit}，尚未取完。
            {more === null ? (
              <Spin size="small" />
            ) : (
              <Button size="small" onClick={more}>
                继续取
              </Button>
            )}
          </>
        )}
      </p>
      <table className="ledger evidence-rows" aria-label="明细">
        <thead>
          <tr>
            <th scope="col">日期</th>
            <th scope="col">凭证或台账</th>
            <th scope="col">摘要</th>
            <th scope="col">支付凭证、文号</th>
            <th scope="col" className="num">
              {unit === '元' ? '金额（元）' : unit === '' ? '数' : `数（${unit}）`}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice((page - 1) * pageSize, page * pageSize).map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
      {rows.length > pageSize && (
        <Pagination
          className="evidence-pages"
          size="small"
          current={page}
          pageSize={pageSize}
          total={rows.length}
          showSizeChanger={false}
          showTotal={(total, [from, to]) => `第${from}–${to}笔，共${total}笔`}
          onChange={setPage}
        />
      )}
    </section>
  );
}

function Row({ row: { date, register, voucher, text, reference, amount } }: { readonly row: EvidenceRow }) {
  return (
    <tr>
      <td className="code">{date ?? ''}</td>
      <td className="code">
        {voucher === null ? (
          register
        ) : (
          <Link to={`/office/vouchers/${voucher.id}?unit=${encodeURIComponent(voucher.unit)}`}>
            {register.replace(/^记账凭证/, '')}
          </Link>
        )}
      </td>
      <td>{text}</td>
      <td className="code">{reference !== null && /^[0-9a-f]{64}$/.test(reference) ? '见附件' : (reference ?? '')}</td>
      <td className={amount.startsWith('-') ? 'num bad' : 'num'}>{grouped(amount)}</td>
    </tr>
  );
}
