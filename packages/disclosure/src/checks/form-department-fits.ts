/** 主管部门 is the department to which the project belongs; the finance bureau only where it carries the project out itself. */
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { cellPlace, fieldOf, formName, related } from './form-support.ts';

export const formDepartmentFits: Check = {
  meta: {
    id: 'form-department-fits',
    family: 'meta',
    severity: 'presentation',
    certainty: 'possible',
    name: '主管部门填写正确',
    help: '本部门项目的主管部门填本部门，不填财政部门。',
  },
  run(document, report) {
    const forms = document.forms.filter((form) => form.fields.some((field) => field.key === 'department'));
    if (forms.length === 0) report.notApplicable('没有主管部门栏');
    for (const form of forms) {
      const department = fieldOf(form, 'department');
      const implementer = fieldOf(form, 'implementer');
      if (
        department?.cell.text === undefined ||
        department.cell.text === null ||
        implementer?.cell.text === undefined ||
        implementer.cell.text === null
      )
        continue;
      const finance =
        /财政(?:局|厅|部)/.test(squeeze(department.cell.text)) && !/财政/.test(squeeze(implementer.cell.text));
      report.judge(!finance, () => ({
        place: cellPlace(form, department.cell, department.label, ''),
        stated: squeeze(department.cell.text ?? ''),
        expected: squeeze(implementer.cell.text ?? ''),
        message: `${formName(form)}主管部门填“${squeeze(department.cell.text ?? '')}”，实施单位是“${squeeze(implementer.cell.text ?? '')}”；项目的主管部门一般是实施单位所属的预算部门。`,
        also: [related('counterpart', cellPlace(form, implementer.cell, implementer.label, ''))],
        labels: [formName(form), '主管部门'],
      }));
    }
  },
};
