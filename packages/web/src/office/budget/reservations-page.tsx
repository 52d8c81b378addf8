/** 支付申请: money set aside for payment orders under way; what stands first. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Empty, Input, Popconfirm, Spin } from 'antd';
import { useState } from 'react';
import { getJson, postJson } from '../../api.ts';
import { Field } from '../../field.tsx';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type Schemas, timeInWords } from '../../words.ts';
import { Amount, grouped, typedAmount } from '../amount.tsx';
import { newId } from '../new-id.ts';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import { sourceNames, useClassification, useProjects } from './budget.ts';
import { type DraftLine, emptyLine, LinesEditor, lineProblem } from './lines-editor.tsx';

type Reservation = Schemas['PaymentReservation'];

export function ReservationsPage() {
  useTitle('支付申请');
  const may = useMay();
  const [entering, setEntering] = useState(false);
  return (
    <UnitYearPage
      title="支付申请"
      tools={() =>
        may('budget.import') && (
          <Button type="primary" disabled={entering} onClick={() => setEntering(true)}>
            登记支付申请
          </Button>
        )
      }
    >
      {(chosen) => (
        <>
          {entering && <Entry chosen={chosen} onDone={() => setEntering(false)} />}
          <List chosen={chosen} />
        </>
      )}
    </UnitYearPage>
  );
}

function List({ chosen: { unit, year } }: { readonly chosen: UnitYear }) {
  const found = useQuery({
    queryKey: ['budget', 'reservations', unit, year],
    queryFn: () =>
      getJson<{ readonly reservations: readonly Reservation[]; readonly reserved: string }>(
        `/api/office/reservations?unit=${encodeURIComponent(unit)}&year=${year}`,
      ),
  });
  if (found.isPending) return <Spin />;
  if (found.isError) return <Alert type="error" showIcon title={found.error.message} />;
  const { reservations, reserved } = found.data;
  if (reservations.length === 0) return <Empty description={`${year}年没有在途的支付申请。`} />;
  const standing = reservations.filter(({ end }) => end === null).length;
  return (
    <>
      <p>
        在途{standing}份，占用 <strong>{grouped(reserved)}</strong>{' '}
        元。支付登记时写明支付申请号，占用随之结束；作废的请释放。
      </p>
      <div className="sheet">
        <table className="ledger" aria-label="支付申请">
          <thead>
            <tr>
              <th scope="col">支付申请号</th>
              <th scope="col">项目和科目</th>
              <th scope="col" className="num">
                占用（元）
              </th>
              <th scope="col">登记</th>
              <th scope="col">现状</th>
            </tr>
          </thead>
          <tbody>
            {reservations.map((one) => (
              <tr key={one.id}>
                <th scope="row">{one.orderNumber}</th>
                <td>
                  <Lines unit={unit} lines={one.lines} />
                </td>
                <Amount of={one.total} />
                <td>
                  {one.maker}，{timeInWords(one.madeAt)}
                </td>
                <td>
                  <State unit={unit} reservation={one} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Lines({ unit, lines }: { readonly unit: string; readonly lines: Reservation['lines'] }) {
  const projects = useProjects(unit);
  const classification = useClassification();
  const names = new Map((projects.data ?? []).map(({ code, name }) => [code, name]));
  return lines.map(({ project, functionCode, source, amount }) => (
    <div key={`${project} ${functionCode} ${source} ${amount}`}>
      {project} {names.get(project)}，{functionCode} {classification.data?.functional[functionCode]}，
      {sourceNames[source]}
      {lines.length > 1 && `，${grouped(amount)}`}
    </div>
  ));
}

function State({
  unit,
  reservation: { id, orderNumber, end },
}: {
  readonly unit: string;
  readonly reservation: Reservation;
}) {
  const { message } = App.useApp();
  const may = useMay();
  const queries = useQueryClient();
  const releasing = useMutation({
    mutationFn: () => postJson(`/api/office/reservations/${id}/release`, { unit }),
    onSuccess: () => message.success(`支付申请${orderNumber}的占用已释放。`),
    onError: (error) => message.error(error.message),
    // What was seen is no longer so, whatever the answer.
    onSettled: () => void queries.invalidateQueries({ queryKey: ['budget'] }),
  });
  if (end !== null) {
    const how = end.payment === null ? `${end.by}释放` : `已支付，支付凭证${end.payment}`;
    return (
      <>
        <span className="state state-corrected">已结束</span> {how}，{timeInWords(end.at)}
      </>
    );
  }
  return (
    <>
      <span className="state state-drafted">占用中</span>{' '}
      {may('budget.import') && (
        <Popconfirm
          title={`支付申请${orderNumber}作废，释放占用的指标？`}
          okText="释放"
          cancelText="不释放"
          onConfirm={() => releasing.mutate()}
        >
          <Button size="small" loading={releasing.isPending}>
            释放
          </Button>
        </Popconfirm>
      )}
    </>
  );
}

function Entry({ chosen: { unit, year }, onDone }: { readonly chosen: UnitYear; readonly onDone: () => void }) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  // One id for the reservation, however often it is sent.
  const [id] = useState(newId);
  const [orderNumber, setOrderNumber] = useState('');
  const [lines, setLines] = useState<readonly DraftLine[]>(() => [emptyLine()]);
  const sending = useMutation({
    mutationFn: async () => {
      const problem = lineProblem(lines, 'reservation');
      if (problem !== null) throw new Error(problem);
      return postJson('/api/office/reservations', {
        unit,
        id,
        year,
        orderNumber: orderNumber.trim(),
        lines: lines.map(({ project, functionCode, source, amount }) => {
          return { project, functionCode, source, amount: typedAmount(amount) ?? '' };
        }),
      });
    },
    onSuccess: () => {
      message.success('支付申请已登记，指标已占用。');
      void queries.invalidateQueries({ queryKey: ['budget'] });
      onDone();
    },
  });
  return (
    <section className="panel" aria-label="登记支付申请">
      <form
        className="entry"
        onSubmit={(event) => {
          event.preventDefault();
          sending.mutate();
        }}
      >
        <div className="entry-fields">
          <Field label="支付申请号">
            {(field) => (
              <Input
                id={field}
                required
                maxLength={60}
                value={orderNumber}
                onChange={(event) => setOrderNumber(event.target.value)}
              />
            )}
          </Field>
        </div>
        <LinesEditor unit={unit} year={year} lines={lines} onChange={setLines} of="reservation" />
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
