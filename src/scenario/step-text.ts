import type { StepAddress } from './document/document.ts';

/** "2-request-3-translate-2": second leg, request, third hop, its second TRANSLATE. Counted from 1, as people do. */
export function formatStep({ leg, direction, hop, type, nth = 0 }: StepAddress): string {
  const parts = [leg + 1, direction, hop + 1, type.toLowerCase()];
  return [...parts, ...(nth > 0 ? [nth + 1] : [])].join('-');
}

/** What formatStep wrote, for restoreScenario to check; anything else gives a value that it refuses. */
export function parseStep(text: string): unknown {
  const [, leg, direction, hop, type, nth] =
    /^(\d{1,6})-(request|reply)-(\d{1,6})-([a-z_]{1,20})(?:-(\d{1,6}))?$/i.exec(text) ?? [];
  if (leg === undefined || direction === undefined || hop === undefined || type === undefined) return text;
  return {
    leg: Number(leg) - 1,
    direction: direction.toLowerCase(),
    hop: Number(hop) - 1,
    type: type.toUpperCase(),
    ...(nth !== undefined && { nth: Number(nth) - 1 }),
  };
}
