/**
 * Prints a generated disclosure, for people to look at:
 *
 *     node packages/disclosure/test/generate/main.ts --seed 7 --template hunan-2024 --encoding lines [--defect NAME] [--noise KIND,…]
 */
import { parseArgs } from 'node:util';
import { defectNamed, defects, generate, plant, render } from './index.ts';
import { noiseKinds } from './render.ts';
import { encodings, templateNamed, templates } from './templates.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    template: { type: 'string', default: 'hunan-2024' },
    encoding: { type: 'string', default: 'lines' },
    defect: { type: 'string' },
    noise: { type: 'string', default: '' },
    thousands: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

const encoding = encodings.find((one) => one === values.encoding);
if (values.list) {
  process.stdout.write(
    `templates: ${templates.map((one) => one.name).join(' ')}\nencodings: ${encodings.join(' ')}\nnoise: ${noiseKinds.join(' ')}\ndefects: ${defects.map((one) => one.name).join(' ')}\n`,
  );
} else if (encoding === undefined) {
  process.stderr.write(`encoding is one of ${encodings.join(', ')}\n`);
  process.exitCode = 2;
} else {
  const noise = noiseKinds.filter((kind) => values.noise.split(',').includes(kind));
  const generated = generate(Number(values.seed), templateNamed(values.template), { thousands: values.thousands });
  const planted = values.defect === undefined ? null : plant(generated, defectNamed(values.defect));
  if (values.defect !== undefined)
    process.stderr.write(planted === null ? 'this document has nothing to plant it in\n' : `${planted.what}\n`);
  process.stdout.write(render(planted?.paper ?? generated.paper, encoding, noise, Number(values.seed)).text);
}
