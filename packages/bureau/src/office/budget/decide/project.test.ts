import { describe, expect, test } from 'vitest';
import { type Project } from '../item.ts';
import { projects } from '../testing/invented.ts';
import { decideProject, type ProjectFacts } from './project.ts';

const draft: Project = {
  code: 'T103',
  name: '宣传培训',
  kind: 'specific',
  parent: 'T1',
  functionCode: '2101506',
  firstYear: 2024,
  lastYear: null,
  topic: null,
};

function decide(changes: Partial<Project> = {}, facts: Partial<ProjectFacts> = {}): string {
  const decision = decideProject(
    { unitKnown: true, projects, parentHasBudget: false, ...facts },
    { ...draft, ...changes },
  );
  return decision.outcome === 'refused' ? decision.refusal.id : decision.outcome;
}

describe('a project is registered once, under a project of its kind', () => {
  test.each`
    changes                                             | answer
    ${{}}                                               | ${'accepted'}
    ${{ parent: null }}                                 | ${'accepted'}
    ${{ functionCode: null, lastYear: 2024 }}           | ${'accepted'}
    ${{ topic: 'inspection' }}                          | ${'accepted'}
    ${{ code: '' }}                                     | ${'project-code-malformed'}
    ${{ code: 'T 103' }}                                | ${'project-code-malformed'}
    ${{ name: ' 宣传' }}                                | ${'project-name-malformed'}
    ${{ firstYear: 24 }}                                | ${'project-years-malformed'}
    ${{ lastYear: 2023 }}                               | ${'project-years-malformed'}
    ${{ functionCode: '21015' }}                        | ${'project-function-malformed'}
    ${{ topic: '稽核' }}                                | ${'project-topic-malformed'}
    ${{ code: 'T101' }}                                 | ${'project-code-used'}
    ${{ parent: 'T9' }}                                 | ${'project-parent-unknown'}
    ${{ parent: 'R1' }}                                 | ${'project-parent-kind'}
    ${{ parent: 'T101' }}                               | ${'project-too-deep'}
    ${{ code: 'T101', name: '基金监管', parent: 'T9' }} | ${'project-code-used'}
  `('$changes: $answer', ({ changes, answer }: { changes: Partial<Project>; answer: string }) => {
    expect(decide(changes)).toBe(answer);
  });

  test('the same again is recorded already', () => {
    expect(decide(projects[3])).toBe('recorded');
  });

  test('an unknown unit comes first; a project with a budget is not divided', () => {
    expect(decide({ code: '' }, { unitKnown: false })).toBe('project-unit-unknown');
    expect(decide({}, { parentHasBudget: true })).toBe('project-parent-has-budget');
  });
});
