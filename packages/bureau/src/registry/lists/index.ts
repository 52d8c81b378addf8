export {
  type ListedChange,
  type ListPlan,
  type ListProblem,
  type ListSource,
  listOffices,
  listProblems,
  sourceCategories,
} from './decide.ts';
export { readList } from './read.ts';
export {
  confirmList,
  type HandInList,
  handInList,
  type ListedList,
  listLists,
  type ViewedList,
  viewList,
  withdrawList,
} from './records.ts';
