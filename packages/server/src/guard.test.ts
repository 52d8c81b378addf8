import { expect, test } from 'vitest';
import { admit, isEncrypted } from './guard.ts';
import { Refusal } from './refusals.ts';

const u = undefined;
const origins = ['https://mz.example', 'http://10.1.2.3:8080'];

test.each`
  method    | host                    | origin                      | site             | mode          | answer
  ${'GET'}  | ${'127.0.0.1:8080'}     | ${u}                        | ${u}             | ${u}          | ${'admitted'}
  ${'GET'}  | ${'localhost'}          | ${u}                        | ${u}             | ${u}          | ${'admitted'}
  ${'GET'}  | ${'LocalHost:8080'}     | ${'http://localhost:8080'}  | ${u}             | ${u}          | ${'admitted'}
  ${'POST'} | ${'[::1]:8080'}         | ${'http://[::1]:8080'}      | ${'same-origin'} | ${'cors'}     | ${'admitted'}
  ${'GET'}  | ${'127.0.0.1:8080'}     | ${u}                        | ${'cross-site'}  | ${'navigate'} | ${'admitted'}
  ${'POST'} | ${'mz.example'}         | ${'https://mz.example'}     | ${'same-origin'} | ${'cors'}     | ${'admitted'}
  ${'POST'} | ${'10.1.2.3:8080'}      | ${'http://10.1.2.3:8080'}   | ${'same-origin'} | ${'cors'}     | ${'admitted'}
  ${'POST'} | ${'mz.example'}         | ${'http://mz.example'}      | ${u}             | ${u}          | ${'origin-foreign'}
  ${'POST'} | ${'mz.example'}         | ${'http://10.1.2.3:8080'}   | ${u}             | ${u}          | ${'origin-foreign'}
  ${'POST'} | ${'127.0.0.1:8080'}     | ${'https://mz.example'}     | ${u}             | ${u}          | ${'origin-foreign'}
  ${'GET'}  | ${'mz.example:444'}     | ${u}                        | ${u}             | ${u}          | ${'host-foreign'}
  ${'GET'}  | ${u}                    | ${u}                        | ${u}             | ${u}          | ${'host-foreign'}
  ${'GET'}  | ${'evil.example'}       | ${u}                        | ${u}             | ${u}          | ${'host-foreign'}
  ${'GET'}  | ${'127.0.0.1.evil.com'} | ${u}                        | ${u}             | ${u}          | ${'host-foreign'}
  ${'GET'}  | ${'127.0.0.1@evil.com'} | ${u}                        | ${u}             | ${u}          | ${'host-foreign'}
  ${'GET'}  | ${'evil.example'}       | ${'http://other.example'}   | ${u}             | ${u}          | ${'host-foreign'}
  ${'POST'} | ${'127.0.0.1:8080'}     | ${'http://evil.example'}    | ${u}             | ${u}          | ${'origin-foreign'}
  ${'POST'} | ${'127.0.0.1:8080'}     | ${'http://127.0.0.1:9999'}  | ${u}             | ${u}          | ${'origin-foreign'}
  ${'POST'} | ${'127.0.0.1:8080'}     | ${'https://127.0.0.1:8080'} | ${u}             | ${u}          | ${'origin-foreign'}
  ${'GET'}  | ${'127.0.0.1:8080'}     | ${'null'}                   | ${u}             | ${u}          | ${'origin-foreign'}
  ${'POST'} | ${'127.0.0.1:8080'}     | ${u}                        | ${'cross-site'}  | ${'navigate'} | ${'origin-foreign'}
  ${'GET'}  | ${'127.0.0.1:8080'}     | ${u}                        | ${'cross-site'}  | ${'no-cors'}  | ${'origin-foreign'}
`('$method Host $host Origin $origin ($site, $mode): $answer', ({ method, host, origin, site, mode, answer }) => {
  let given = 'admitted';
  try {
    admit({ method, host, origin, fetchSite: site, fetchMode: mode }, origins);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    given = error.id;
  }
  expect(given).toBe(answer);
});

test.each`
  host               | encrypted
  ${'mz.example'}    | ${true}
  ${'MZ.example'}    | ${true}
  ${'10.1.2.3:8080'} | ${false}
  ${'localhost'}     | ${false}
  ${undefined}       | ${false}
`('a connection to $host is encrypted: $encrypted', ({ host, encrypted }) => {
  expect(isEncrypted(host, origins)).toBe(encrypted);
});
