/** Who is signed in, for every page: asked once, and again when the server says that nobody is any more. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { getSession, onSignedOut } from './api.ts';
import { type Schemas } from './words.ts';

export type Session = Schemas['Session'];
export type ActionId = Session['actions'][number];

const sessionKey = ['session'] as const;

export function useSessionQuery() {
  const queries = useQueryClient();
  useEffect(() => onSignedOut(() => void queries.invalidateQueries({ queryKey: sessionKey })), [queries]);
  return useQuery({ queryKey: sessionKey, queryFn: getSession, staleTime: 60_000, refetchOnWindowFocus: true });
}

/** Takes over a session that the server has just described; what another person saw is forgotten. */
export function useNewSession(): (session: Session) => void {
  const queries = useQueryClient();
  return (session) => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
    queries.setQueryData(sessionKey, session);
  };
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The session of the page; there is always one behind the sign-in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('no session: the page is not behind the sign-in');
  return session;
}

/** Whether the person may do something, somewhere. */
export function useMay(): (action: ActionId) => boolean {
  const { actions } = useSession();
  return (action) => actions.includes(action);
}
