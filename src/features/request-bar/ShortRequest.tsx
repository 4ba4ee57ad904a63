import { ChevronUp, SendHorizontal } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';

export interface ShortRequestProps {
  readonly from: string;
  readonly to: string;
  readonly unfolded: boolean;
  /** Id of what is folded. */
  readonly controls: string;
  readonly onUnfold: () => void;
  /** Absent: there is nothing that could be sent. */
  readonly onSend?: () => void;
}

/** The request in one line, for phones: a tap shows the fields. */
export function ShortRequest({ from, to, unfolded, controls, onUnfold, onSend }: ShortRequestProps) {
  const words = useWords('requestBar');
  const source = from.split('/').at(-1);
  return (
    <div className="flex items-center gap-2 sm:hidden">
      <button
        type="button"
        aria-expanded={unfolded}
        aria-controls={controls}
        className="flex h-10 min-w-0 flex-1 items-center gap-2 rounded-md border border-line-strong px-3 text-left text-small"
        onClick={onUnfold}
      >
        <span className="min-w-0 flex-1 truncate font-mono text-ink">
          {source === '' ? words.source : source} <span className="text-muted">→</span> {to === '' ? words.target : to}
        </span>
        <ChevronUp
          size={16}
          aria-hidden
          className={`shrink-0 text-muted transition-transform ${unfolded ? 'rotate-180' : ''}`}
        />
      </button>
      {!unfolded && (
        <Button
          label={words.send}
          variant="primary"
          icon={<SendHorizontal size={16} aria-hidden />}
          disabled={onSend === undefined}
          className="h-10"
          onClick={() => onSend?.()}
        />
      )}
    </div>
  );
}
