/** Every check over words, parts, dates and names, in the order in which an auditor reads a document. */
import { type Check } from '../check.ts';
import { announcedPartsPresent } from './announced-parts-present.ts';
import { attachedReportOfTheYear } from './attached-report-of-the-year.ts';
import { blankOrZeroAgree } from './blank-or-zero-agree.ts';
import { bracketsClosed } from './brackets-closed.ts';
import { contentsAgree } from './contents-agree.ts';
import { cutOffAtYearEnd } from './cut-off-at-year-end.ts';
import { datesPossible } from './dates-possible.ts';
import { detailToItemLevel } from './detail-to-item-level.ts';
import { differencesExplained } from './differences-explained.ts';
import { documentIsComplete } from './document-is-complete.ts';
import { emptyTableExplained } from './empty-table-explained.ts';
import { emptyTableIndexAgrees } from './empty-table-index-agrees.ts';
import { glossaryFits } from './glossary-fits.ts';
import { headingsNumberedInOrder } from './headings-numbered-in-order.ts';
import { itemNamesAgree } from './item-names-agree.ts';
import { lineNumbersConsecutive } from './line-numbers-consecutive.ts';
import { noPersonalNames } from './no-personal-names.ts';
import { noneMeansEmpty } from './none-means-empty.ts';
import { officesAddUp } from './offices-add-up.ts';
import { officesListed } from './offices-listed.ts';
import { ownNameUsed } from './own-name-used.ts';
import { placeholdersFilled } from './placeholders-filled.ts';
import { punctuationSingle } from './punctuation-single.ts';
import { reasonsCoverChange } from './reasons-cover-change.ts';
import { reasonsFitDirection } from './reasons-fit-direction.ts';
import { reasonsNotCircular } from './reasons-not-circular.ts';
import { reportDatedAfterItsYear } from './report-dated-after-its-year.ts';
import { reportHasBody } from './report-has-body.ts';
import { reportTitleAgrees } from './report-title-agrees.ts';
import { reportYearsAgree } from './report-years-agree.ts';
import { requiredPartsPresent } from './required-parts-present.ts';
import { runningCostStated } from './running-cost-stated.ts';
import { sectionsFilled } from './sections-filled.ts';
import { sentencesEnded } from './sentences-ended.ts';
import { sentencesNameTheYear } from './sentences-name-the-year.ts';
import { staffAddsUp } from './staff-adds-up.ts';
import { tableHeadsComplete } from './table-heads-complete.ts';
import { tableUnitsUniform } from './table-units-uniform.ts';
import { tablesNumberedInOrder } from './tables-numbered-in-order.ts';
import { tablesOfTheYear } from './tables-of-the-year.ts';
import { templateTextRemoved } from './template-text-removed.ts';
import { termsUpToDate } from './terms-up-to-date.ts';
import { thousandsUniform } from './thousands-uniform.ts';
import { titlesNameTheBureau } from './titles-name-the-bureau.ts';
import { unitsStated } from './units-stated.ts';
import { wordsNotDoubled } from './words-not-doubled.ts';
import { wordsSpeltRight } from './words-spelt-right.ts';

export const documentChecks: readonly Check[] = [
  // Is everything there?
  documentIsComplete,
  requiredPartsPresent,
  announcedPartsPresent,
  contentsAgree,
  reportHasBody,
  sectionsFilled,
  detailToItemLevel,
  runningCostStated,
  emptyTableExplained,
  emptyTableIndexAgrees,
  noneMeansEmpty,
  blankOrZeroAgree,
  // Is it this bureau's, of this year?
  attachedReportOfTheYear,
  reportYearsAgree,
  tablesOfTheYear,
  sentencesNameTheYear,
  reportDatedAfterItsYear,
  datesPossible,
  cutOffAtYearEnd,
  ownNameUsed,
  titlesNameTheBureau,
  reportTitleAgrees,
  itemNamesAgree,
  glossaryFits,
  // Persons and offices.
  noPersonalNames,
  staffAddsUp,
  officesAddUp,
  officesListed,
  // Reasons.
  differencesExplained,
  reasonsNotCircular,
  reasonsFitDirection,
  reasonsCoverChange,
  // Heads, numbers and headings.
  tableHeadsComplete,
  tableUnitsUniform,
  tablesNumberedInOrder,
  lineNumbersConsecutive,
  headingsNumberedInOrder,
  // Words and marks.
  templateTextRemoved,
  placeholdersFilled,
  termsUpToDate,
  wordsSpeltRight,
  wordsNotDoubled,
  punctuationSingle,
  bracketsClosed,
  sentencesEnded,
  thousandsUniform,
  unitsStated,
];
