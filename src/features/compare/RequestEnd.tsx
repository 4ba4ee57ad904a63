import { useHeldBack, withoutCause } from '../../simulation/challenge/held-back.ts';
import type { Compared } from '../../simulation/views/compare-walks.ts';
import { Badge } from '../../ui/Badge.tsx';
import { useWords } from '../../ui/words.ts';
import { VERDICT_TONES } from './mode-words.ts';

export interface RequestEndProps {
  readonly compared: Compared;
  /** Said in place of the sentence where another one has been told the same. */
  readonly as?: string;
}

/** How a request ends, with the sentence that says so. */
export function RequestEnd({ compared, as }: RequestEndProps) {
  const words = useWords('compare');
  const narrator = useWords('narrator');
  const isHeldBack = useHeldBack();
  if (!compared.ok) return <span className="text-rejected">{narrator.requestError(compared.error)}</span>;
  const { result, outcome } = compared.walk;
  return (
    <div className="flex flex-col items-start gap-1">
      <Badge tone={VERDICT_TONES[result.verdict]}>{words.verdicts[result.verdict]}</Badge>
      <span className={as === undefined ? '' : 'text-muted'}>
        {as ?? narrator.outcome(isHeldBack ? withoutCause(outcome) : outcome)}
      </span>
    </div>
  );
}
