/** One finding, opened: the figures, how they were computed, every place, what it rests on, and setting it aside. */
import { AimOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import {
  type CheckMeta,
  type Finding,
  linesInWords,
  type Place,
  placeInWords,
  type RelatedPlace,
  roleNames,
  type Schemas,
  timeInWords,
} from '../words.ts';

interface DetailProps {
  readonly finding: Finding;
  readonly check: CheckMeta | undefined;
  readonly setAside: Schemas['SetAside'] | undefined;
  readonly onPlace: (place: Place) => void;
  readonly onSetAside: (finding: string, reason: string) => Promise<void>;
  readonly onTakeBack: (finding: string) => Promise<void>;
}

const roles: readonly RelatedPlace['role'][] = ['operand', 'counterpart', 'consequence', 'repeat'];

export function FindingDetail({ finding, check, setAside, onPlace, onSetAside, onTakeBack }: DetailProps) {
  return (
    <div className="detail">
      <p className="detail-message">{finding.message}</p>
      {(finding.stated !== '' || finding.expected !== '' || finding.difference !== '') && (
        <dl className="detail-figures">
          <div>
            <dt>文中数</dt>
            <dd>{finding.stated || '（空白）'}</dd>
          </div>
          <div>
            <dt>应为</dt>
            <dd>{finding.expected || '—'}</dd>
          </div>
          <div>
            <dt>差额</dt>
            <dd>{finding.difference || '—'}</dd>
          </div>
        </dl>
      )}
      <PlaceButton label="本处" place={finding.place} figure={finding.place.quote} onPlace={onPlace} />
      {roles.map((role) => {
        const places = finding.also.filter((related) => related.role === role);
        if (places.length === 0) return null;
        return (
          <div key={role}>
            <h4 className={`detail-role role-${role}`}>
              {roleNames[role]} <span className="quiet">{places.length} 处</span>
            </h4>
            {places.map((related) => (
              <PlaceButton
                key={`${related.place.line} ${related.place.row ?? ''} ${related.place.column ?? ''} ${related.place.quote} ${related.check ?? ''}`}
                label=""
                place={related.place}
                figure={related.stated ?? related.place.quote}
                expected={related.expected}
                onPlace={onPlace}
              />
            ))}
          </div>
        );
      })}
      <p className="detail-source">
        {check !== undefined && <>检查内容：{check.help}</>}
        <br />
        依据：{finding.article ?? '待核'}
      </p>
      <SetAsideForm finding={finding} setAside={setAside} onSetAside={onSetAside} onTakeBack={onTakeBack} />
    </div>
  );
}

function PlaceButton({
  label,
  place,
  figure,
  expected,
  onPlace,
}: {
  readonly label: string;
  readonly place: Place;
  readonly figure: string;
  readonly expected?: string | undefined;
  readonly onPlace: (place: Place) => void;
}) {
  return (
    <button type="button" className="place" onClick={() => onPlace(place)} title="在原文中指出">
      <AimOutlined aria-hidden className="place-icon" />
      <span className="place-words">
        {label !== '' && <strong>{label} </strong>}
        {placeInWords(place)}
        <span className="quiet"> {linesInWords(place)}</span>
      </span>
      <span className="place-figure">
        {figure.length > 24 ? `${figure.slice(0, 24)}…` : figure}
        {expected !== undefined && <span className="quiet"> 应为 {expected}</span>}
      </span>
    </button>
  );
}

function SetAsideForm({
  finding,
  setAside,
  onSetAside,
  onTakeBack,
}: Pick<DetailProps, 'finding' | 'setAside' | 'onSetAside' | 'onTakeBack'>) {
  const [writing, setWriting] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const run = (work: Promise<void>): void => {
    setBusy(true);
    work.then(() => setWriting(false)).finally(() => setBusy(false));
  };
  if (setAside !== undefined) {
    return (
      <div className="aside-note">
        <div>
          已搁置：{setAside.reason}
          <div className="quiet">
            {timeInWords(setAside.setAsideAt)}
            {setAside.carriedFrom !== null && '，承接自上一稿'}
          </div>
        </div>
        <Button size="small" loading={busy} onClick={() => run(onTakeBack(finding.id))}>
          撤销搁置
        </Button>
      </div>
    );
  }
  if (!writing) {
    return (
      <Button size="small" onClick={() => setWriting(true)}>
        搁置……
      </Button>
    );
  }
  return (
    <form
      className="aside-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') run(onSetAside(finding.id, reason));
      }}
    >
      <Input.TextArea
        autoFocus
        rows={3}
        maxLength={500}
        showCount
        placeholder="为什么这条可以不改？例如：口径不同，已核对原始凭证。"
        aria-label="搁置的理由"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="aside-buttons">
        <Button size="small" type="primary" htmlType="submit" loading={busy} disabled={reason.trim() === ''}>
          搁置这条发现
        </Button>
        <Button size="small" onClick={() => setWriting(false)}>
          取消
        </Button>
      </div>
    </form>
  );
}
