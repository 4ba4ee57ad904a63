import type { Restored } from './restore/restore.ts';

/** For what somebody shared: where the story has not as many parts as it says, the last is shown, and that is told. */
export function withinStory({ scenario, problems }: Restored): Restored {
  const { part = 0, ...rest } = scenario;
  const parts = scenario.document.story.length;
  if (part < Math.max(parts, 1)) return { scenario, problems };
  return {
    scenario: { ...rest, ...(parts > 1 && { part: parts - 1 }) },
    problems: [...problems, { code: 'PART_MISSING', detail: { part: part + 1, parts } }],
  };
}
