export { type AppOptions, createApp } from './app.ts';
export { type AuditPool, type AuditPoolOptions, createAuditPool } from './auditor/pool.ts';
export { type RunningServer, type ServerOptions, StartRefusal, startServer } from './server.ts';
