/** The tables that finance approved against ours, as the reply needs them. */
import { statementTemplate } from '@mingzhang/disclosure';
import { type Db } from '../../books/index.ts';
import { cellMatchNames, compareWithApproved } from '../../office/index.ts';
import { type ApprovedDifferences } from './decide.ts';

/** A sentence for every cell that is not the approved one; null where nothing has been approved, or nothing can be compared. */
export async function approvedDifferences(
  db: Db,
  { department, year, template }: { readonly department: string; readonly year: number; readonly template: string },
): Promise<ApprovedDifferences> {
  const layout = statementTemplate(template);
  if (layout === null) throw new Error(`no template ${template}`);
  const outcome = await compareWithApproved(db, department, year, layout);
  if (outcome.outcome !== 'compared') return null;
  const { comparison } = outcome;
  const differing = comparison.tables
    .filter(({ published }) => published)
    .flatMap(({ title, cells }) =>
      cells
        .filter(({ match }) => match !== 'equal')
        .map(({ match, rowName, columnName, theirs, ours }) => {
          const figures = `批复为${theirs ?? '空'}，我们为${ours ?? '空'}`;
          return `${title}“${rowName}”行“${columnName}”列${figures}（${cellMatchNames[match]}）`;
        }),
    );
  return comparison.equal || differing.length > 0 ? differing : null;
}
