import { expect, test } from 'vitest';
import { decideExposure } from './decide-exposure.ts';

test.each`
  host           | origins                                   | administrator | answer
  ${'127.0.0.1'} | ${''}                                     | ${false}      | ${[]}
  ${'localhost'} | ${''}                                     | ${false}      | ${[]}
  ${'::1'}       | ${' , '}                                  | ${false}      | ${[]}
  ${'0.0.0.0'}   | ${''}                                     | ${true}       | ${'origin-missing'}
  ${'10.1.2.3'}  | ${''}                                     | ${false}      | ${'origin-missing'}
  ${'0.0.0.0'}   | ${'http://10.1.2.3:8080'}                 | ${false}      | ${'administrator-missing'}
  ${'0.0.0.0'}   | ${'http://10.1.2.3:8080'}                 | ${true}       | ${['http://10.1.2.3:8080']}
  ${'127.0.0.1'} | ${'https://mz.example'}                   | ${false}      | ${'administrator-missing'}
  ${'127.0.0.1'} | ${'https://MZ.example/, http://10.1.2.3'} | ${true}       | ${['https://mz.example', 'http://10.1.2.3']}
  ${'0.0.0.0'}   | ${'mz.example'}                           | ${true}       | ${'origin-malformed'}
  ${'0.0.0.0'}   | ${'https://mz.example/path'}              | ${true}       | ${'origin-malformed'}
  ${'0.0.0.0'}   | ${'https://a@mz.example'}                 | ${true}       | ${'origin-malformed'}
  ${'0.0.0.0'}   | ${'ftp://mz.example'}                     | ${true}       | ${'origin-malformed'}
`(
  'listening on $host as $origins, administrator $administrator: $answer',
  ({ host, origins, administrator, answer }) => {
    const outcome = decideExposure({ host, origins, administrator });
    if ('refusal' in outcome) expect(outcome.refusal.id).toBe(answer);
    else expect(outcome).toEqual({ exposed: answer.length > 0, origins: answer });
  },
);
