import type { Restored } from './restore/restore.ts';

/** For what somebody shared: where the story has not as many parts as it says, the last is shown, and that is told. */
export function withinStory({ scenario, problems }: Restored): Restored {
  const { part = 0, ...rest } = scenario;
  const parts = scenario.document.story.length;
  if (part < Math.max(parts, 1)) return { scenario, problems };
  const instead = parts === 0 ? 'it has none' : `its last, part ${parts}, is shown`;
  return {
    scenario: { ...rest, ...(parts > 1 && { part: parts - 1 }) },
    problems: [...problems, `The story has no part ${part + 1}: ${instead}.`],
  };
}
