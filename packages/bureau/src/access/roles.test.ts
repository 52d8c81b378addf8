import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { permits } from './decide.ts';
import { actionIds, actions, roleIds, roles } from './roles.ts';

const page = readFileSync(new URL('../../../../docs/reference/permissions.md', import.meta.url), 'utf8');

/** The whole table as the page has it: one row an action, one column a role. */
function table(): string {
  const header = `| 事项 | 标识 | ${roleIds.map((role) => roles[role]).join(' | ')} |`;
  const rule = `|---|---|${roleIds.map(() => ':-:|').join('')}`;
  const rows = actionIds.map((action) => {
    const cells = roleIds.map((role) => {
      const grant = { role, department: null, unit: null, from: '2024-01-01', to: null };
      return permits([grant], action, '2024-06-01') ? '✓' : '';
    });
    return `| ${actions[action].name} | \`${action}\` | ${cells.join(' | ')} |`;
  });
  return [header, rule, ...rows].join('\n');
}

test('the page has the whole table of roles and actions', () => {
  // Not current? It is this table that goes between the headings.
  const shown = /\n\| 事项[\s\S]*?(?=\n\n|\n$)/.exec(page)?.[0].trim();
  expect(shown).toBe(table());
});

describe('duties that must be apart are apart', () => {
  test.each(['voucher', 'budget', 'payroll', 'asset', 'performance', 'policy'].map((noun) => ({ noun })))(
    'no role both makes and checks: $noun',
    ({ noun }) => {
      const makers = ['make', 'import', 'book', 'enter'].flatMap((verb) => {
        const action = actionIds.find((id) => id === `${noun}.${verb}`);
        return action === undefined ? [] : actions[action].roles;
      });
      const check = actionIds.find((id) => id === `${noun}.check` || id === `${noun}.confirm`);
      expect(check).toBeDefined();
      const checkers: readonly string[] = check === undefined ? [] : actions[check].roles;
      expect(makers.length).toBeGreaterThan(0);
      expect(makers.filter((role) => checkers.includes(role))).toEqual([]);
    },
  );

  test('an administrator manages people and touches no business', () => {
    const may = actionIds.filter((action) => (actions[action].roles as readonly string[]).includes('administrator'));
    expect(may).toEqual(['people.read', 'people.manage', 'audit-trail.read', 'pii.unmask']);
  });

  test('an auditor only reads', () => {
    const may = actionIds.filter((action) => (actions[action].roles as readonly string[]).includes('auditor'));
    expect(may.filter((action) => !action.endsWith('.read'))).toEqual([]);
    expect(may.length).toBeGreaterThan(5);
  });

  test('every action has somebody who may do it, and no role twice', () => {
    for (const action of actionIds) {
      const allowed: readonly string[] = actions[action].roles;
      expect(allowed.length, action).toBeGreaterThan(0);
      expect(new Set(allowed).size, action).toBe(allowed.length);
    }
  });
});
