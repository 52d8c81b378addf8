/** Where somebody is signed in, with the way to end what is not known. */
import { Button } from 'antd';
import { type Schemas, timeInWords } from '../words.ts';

interface SessionListProps {
  readonly sessions: readonly Schemas['OpenSession'][];
  /** Null where they may only be looked at. */
  readonly end: ((id: string) => void) | null;
}

export function SessionList({ sessions, end }: SessionListProps) {
  return (
    <ul className="plain-list">
      {sessions.map((session) => (
        <li key={session.id} className="person-line">
          <span>
            {session.address} <span className="quiet">{browserOf(session.agent)}</span>{' '}
            <span className="quiet">
              {timeInWords(session.startedAt)} 登录，{timeInWords(session.seenAt)} 最近使用
              {session.own ? '（本次）' : ''}
            </span>
          </span>
          {end !== null && !session.own && (
            <Button size="small" onClick={() => end(session.id)}>
              结束
            </Button>
          )}
        </li>
      ))}
      {sessions.length === 0 && <li className="quiet">现在没有登录。</li>}
    </ul>
  );
}

/** The browser's own name out of everything that it calls itself. */
function browserOf(agent: string): string {
  return /(?:Edg|Firefox|Chrome|Version)\/[\d]+/.exec(agent)?.[0].replace('Version', 'Safari').replace('/', ' ') ?? '';
}
