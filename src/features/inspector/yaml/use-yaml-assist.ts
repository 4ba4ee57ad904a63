import { useMemo } from 'react';
import type { Finding } from '../../../engine/objects.ts';
import { createYamlAssist } from '../../../simulation/views/yaml-assist.ts';
import { useDocument } from '../../../simulation/workspace/context.ts';
import { usePageWords } from '../../../ui/words.ts';

/** What an editor of one object is told, with these findings at the fields they blame. */
export function useYamlAssist(findings: readonly Finding[]) {
  const words = usePageWords();
  const programs = useDocument((state) => state.engine.programs.cluster);
  const cluster = useDocument((state) => state.router.cluster);
  return useMemo(
    () =>
      createYamlAssist({
        words,
        programs,
        findings,
        namesOf: (kind) => [
          ...new Set([...cluster.objects.values()].flatMap((each) => (each.kind === kind ? [each.metadata.name] : []))),
        ],
      }),
    [words, programs, cluster, findings],
  );
}
