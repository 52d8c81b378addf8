/** 待遇试算: what a visit would come to, and what another identity or other values would change. Nothing is stored. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Spin } from 'antd';
import { useState } from 'react';
import { useTitle } from '../use-title.ts';
import { dayOf } from '../words.ts';
import { trySettlement, useAreas } from './policy.ts';
import { bodyOf, emptyTrial, TrialForm } from './trial-form.tsx';
import { TrialResult } from './trial-result.tsx';
import '../office/office.css';
import '../office/entry/entry.css';
import './policy.css';

export function TrialPage() {
  useTitle('待遇试算');
  const areas = useAreas();
  const [typed, setTyped] = useState(() => emptyTrial(dayOf(new Date())));
  const trying = useMutation({ mutationFn: () => trySettlement(bodyOf(typed)) });
  if (areas.isPending) return <Spin className="centre" />;
  if (areas.isError) return <Alert type="error" showIcon title={areas.error.message} />;
  return (
    <div className="office">
      <div className="office-page policy">
        <div className="office-head">
          <h1>待遇试算</h1>
          <span className="quiet">按所选日期通行的参数计算，不保存，不影响任何人的待遇。</span>
        </div>
        <div className="trial">
          <TrialForm
            areas={areas.data.areas}
            typed={typed}
            onChange={setTyped}
            onTry={() => trying.mutate()}
            trying={trying.isPending}
          />
          <div aria-live="polite">
            {trying.isError && <Alert type="error" showIcon title={trying.error.message} role="alert" />}
            {trying.isSuccess && <TrialResult answer={trying.data} />}
            {trying.isIdle && <p className="quiet">填写左边的就诊和费用，点“试算”。</p>}
          </div>
        </div>
      </div>
    </div>
  );
}
