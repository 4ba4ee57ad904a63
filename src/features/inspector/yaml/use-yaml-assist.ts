import { useMemo } from 'react';
import { applyText, writtenRef } from '../../../simulation/texts/apply-text.ts';
import { useHeldBack } from '../../../simulation/challenge/held-back.ts';
import { findingsAfter } from '../../../simulation/texts/findings-after.ts';
import { findingsOfObjects } from '../../../simulation/views/findings.ts';
import { createYamlAssist } from '../../../simulation/views/yaml-assist.ts';
import { useDocument, useSimulation } from '../../../simulation/workspace/context.ts';
import { usePageWords } from '../../../ui/words.ts';
import type { EditTarget } from '../object/inspected.ts';

/** What the editor of one object is told, whose text is `written` on the board. */
export function useYamlAssist({ ref }: EditTarget, written: string) {
  const words = usePageWords();
  const { document } = useSimulation();
  const programs = useDocument((state) => state.engine.programs.cluster);
  const cluster = useDocument((state) => state.router.cluster);
  const isHeldBack = useHeldBack();
  return useMemo(
    () =>
      createYamlAssist({
        words,
        programs,
        findings: (text, [only]) => {
          if (isHeldBack || only === undefined) return [];
          if (text === written) return findingsOfObjects(cluster, [ref]);
          const state = document.getState();
          const about = [writtenRef(state.document, only.object)];
          return findingsAfter(state, applyText(state.document, ref, only), about);
        },
        before: () => findingsOfObjects(cluster, [ref]),
        namesOf: (kind) => [
          ...new Set([...cluster.objects.values()].flatMap((each) => (each.kind === kind ? [each.metadata.name] : []))),
        ],
      }),
    [words, programs, cluster, document, isHeldBack, ref, written],
  );
}
