/** 项目库: the tree of projects, and the entry of one. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Empty, Input, Select, Spin } from 'antd';
import { useState } from 'react';
import { Field } from '../../field.tsx';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import { addProject, optionsOf, type Project, projectKindNames, useClassification, useProjects } from './budget.ts';

export function ProjectsPage() {
  useTitle('项目库');
  const may = useMay();
  const [entering, setEntering] = useState(false);
  return (
    <UnitYearPage
      title="项目库"
      tools={() =>
        may('budget.import') && (
          <Button type="primary" disabled={entering} onClick={() => setEntering(true)}>
            登记项目
          </Button>
        )
      }
    >
      {(chosen) => (
        <>
          {entering && <ProjectEntry chosen={chosen} onDone={() => setEntering(false)} />}
          <ProjectTree chosen={chosen} />
        </>
      )}
    </UnitYearPage>
  );
}

function ProjectTree({ chosen }: { readonly chosen: UnitYear }) {
  const projects = useProjects(chosen.unit);
  const classification = useClassification();
  if (projects.isPending) return <Spin />;
  if (projects.isError) return <Alert type="error" showIcon title={projects.error.message} />;
  if (projects.data.length === 0)
    return <Empty description="项目库还是空的。先登记一级项目，再登记它下面的二级项目。" />;
  const tree = projects.data
    .filter(({ parent }) => parent === null)
    .flatMap((top) => [top, ...projects.data.filter(({ parent }) => parent === top.code)]);
  return (
    <div className="sheet">
      <table className="ledger" aria-label="项目库">
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col">编码</th>
            <th scope="col">类别</th>
            <th scope="col">功能分类科目</th>
            <th scope="col">年限</th>
          </tr>
        </thead>
        <tbody>
          {tree.map((project) => (
            <tr key={project.code} className={project.parent === null ? 'tier-project' : ''}>
              <th scope="row" className={project.parent === null ? '' : 'depth-1'}>
                {project.name}
              </th>
              <td className="code">{project.code}</td>
              <td>{projectKindNames[project.kind]}</td>
              <td>
                {project.functionCode} {classification.data?.functional[project.functionCode ?? '']}
              </td>
              <td>
                {project.firstYear}—{project.lastYear ?? ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ProjectEntry({ chosen: { unit, year }, onDone }: { readonly chosen: UnitYear; readonly onDone: () => void }) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const projects = useProjects(unit);
  const classification = useClassification();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Project['kind']>('specific');
  const [parent, setParent] = useState<string | null>(null);
  const [functionCode, setFunctionCode] = useState<string | null>(null);
  const [lastYear, setLastYear] = useState('');
  const sending = useMutation({
    mutationFn: () =>
      addProject(unit, {
        code: code.trim(),
        name: name.trim(),
        kind,
        parent,
        functionCode,
        firstYear: year,
        lastYear: lastYear.trim() === '' ? null : Number(lastYear),
        topic: null,
      }),
    onSuccess: () => {
      message.success('项目已登记。');
      void queries.invalidateQueries({ queryKey: ['budget', 'projects'] });
      onDone();
    },
  });
  const above = (projects.data ?? []).filter((project) => project.parent === null && project.kind === kind);
  return (
    <section className="panel" aria-label="登记项目">
      <form
        className="entry"
        onSubmit={(event) => {
          event.preventDefault();
          sending.mutate();
        }}
      >
        <div className="entry-fields">
          <Field label="项目编码">
            {(field) => (
              <Input
                id={field}
                required
                maxLength={40}
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          <div className="wide">
            <Field label="项目名称">
              {(field) => (
                <Input
                  id={field}
                  required
                  maxLength={100}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </Field>
          </div>
          <Field label="类别">
            {(field) => (
              <Select
                id={field}
                value={kind}
                onChange={(value) => {
                  setKind(value);
                  setParent(null);
                }}
                options={optionsOf(projectKindNames)}
              />
            )}
          </Field>
          <Field label="一级项目（本身是一级的不选）">
            {(field) => (
              <Select
                id={field}
                allowClear
                value={parent}
                onChange={(value: string | undefined) => setParent(value ?? null)}
                options={above.map((project) => ({ value: project.code, label: `${project.code} ${project.name}` }))}
              />
            )}
          </Field>
          <Field label="功能分类科目（可不选）">
            {(field) => (
              <Select
                id={field}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                popupMatchSelectWidth={320}
                value={functionCode}
                onChange={(value: string | undefined) => setFunctionCode(value ?? null)}
                options={Object.entries(classification.data?.functional ?? {}).map(([value, label]) => ({
                  value,
                  label: `${value} ${label}`,
                }))}
              />
            )}
          </Field>
          <Field label="到哪一年（可不填）">
            {(field) => (
              <Input
                id={field}
                inputMode="numeric"
                pattern="20\d\d"
                value={lastYear}
                onChange={(event) => setLastYear(event.target.value)}
              />
            )}
          </Field>
        </div>
        {sending.isError && <Alert type="error" showIcon title={sending.error.message} role="alert" />}
        <div className="entry-end">
          <Button onClick={onDone}>放弃</Button>
          <Button type="primary" htmlType="submit" loading={sending.isPending}>
            登记
          </Button>
        </div>
      </form>
    </section>
  );
}
