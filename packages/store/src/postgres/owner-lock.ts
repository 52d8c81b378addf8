/**
 * One process owns the cluster: it starts PostgreSQL and stops it. The lock is a listening socket in Linux's abstract
 * namespace, named after the data directory. The kernel lets one process have it, takes it back when that process ends
 * however it ends, and closes the connections of those who wait, so a lock never goes stale and waiting needs no polling.
 */
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface OwnerLock {
  release(): Promise<void>;
}

function lockName(dataDirectory: string): string {
  const hash = createHash('sha256').update(realpathSync(dataDirectory)).digest('hex');
  return `\0mingzhang-owner-${hash}`;
}

/** The lock if nobody has it, else null. The data directory must exist. */
export function tryOwn(dataDirectory: string): Promise<OwnerLock | null> {
  const waiting = new Set<Socket>();
  const server: Server = createServer((socket) => {
    waiting.add(socket);
    socket.unref();
    socket.on('error', () => {});
    socket.on('close', () => waiting.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else reject(error);
    });
    server.listen(lockName(dataDirectory), () => {
      server.unref();
      resolve({
        release: () =>
          new Promise((released) => {
            server.close(() => released());
            for (const socket of waiting) socket.destroy();
          }),
      });
    });
  });
}

export interface OwnerWatch {
  /** Resolves when the owner has left, or at once if there is none. Never rejects. */
  readonly left: Promise<void>;
  stop(): void;
}

/** Watches the present owner. The watch does not keep the process alive. */
export function watchOwner(dataDirectory: string): OwnerWatch {
  const socket = connect(lockName(dataDirectory));
  socket.unref();
  const left = new Promise<void>((resolve) => {
    socket.on('error', () => {});
    socket.on('close', () => resolve());
  });
  return { left, stop: () => socket.destroy() };
}
