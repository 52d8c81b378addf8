/** What can be asked of `holder.ts`, and what it answers. */
export type Order =
  | {
      readonly do: 'open';
      readonly dataDirectory: string;
      readonly userNamespaces?: boolean;
      readonly databaseUrl?: string;
    }
  | { readonly do: 'open-in-worker'; readonly dataDirectory: string }
  | { readonly do: 'query'; readonly text: string }
  | { readonly do: 'backup'; readonly dataDirectory: string; readonly out: string; readonly databaseUrl?: string }
  | { readonly do: 'restore'; readonly dataDirectory: string; readonly from: string; readonly databaseUrl?: string }
  | { readonly do: 'close' };

export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string; readonly reason?: string };
