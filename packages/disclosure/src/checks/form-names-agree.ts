/** A project has one name, in the text as in its form. */
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { statementsOf } from './form-narrative.ts';
import { cellPlace, fieldOf, formName, related } from './form-support.ts';

export const formNamesAgree: Check = {
  meta: {
    id: 'form-names-agree',
    family: 'meta',
    severity: 'presentation',
    certainty: 'proven',
    name: '项目名称前后一致',
    help: '同一项目在正文和自评表中使用同一名称。',
  },
  run(document, report) {
    const statements = statementsOf(document).flatMap((statement) => {
      const { form } = statement;
      return form === null || form.project === null || statement.name === '' ? [] : [{ ...statement, form }];
    });
    if (statements.length === 0) report.notApplicable('正文没有逐项目说明');
    for (const statement of statements) {
      const printed = statement.form.project ?? '';
      const bare = (name: string): string =>
        squeeze(name)
          .replace(/^20\d{2}年度?/, '')
          .replace(/项目$/, '');
      const field = fieldOf(statement.form, 'project-name');
      report.judge(bare(printed) === bare(statement.name), () => ({
        place: statement.namePlace,
        stated: statement.name,
        expected: printed,
        message: `正文称“${statement.name}”，${formName(statement.form)}称“${printed}”，同一项目名称不一致。`,
        also:
          field === undefined
            ? []
            : [related('counterpart', cellPlace(statement.form, field.cell, field.label, ''), printed)],
        labels: [formName(statement.form), statement.name],
      }));
    }
  },
};
