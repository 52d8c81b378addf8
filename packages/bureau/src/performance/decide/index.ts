export * from './course.ts';
export * from './evaluation.ts';
export * from './goal.ts';
