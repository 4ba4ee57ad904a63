import type { ProxyMode } from '../../engine/kubernetes/model/cluster.ts';
import { COMPARED_MODES } from '../../simulation/views/compare-modes.ts';
import { Button } from '../../ui/Button.tsx';
import { MODE_NAMES, MODE_WAYS } from './mode-words.ts';

export interface ModeHeaderProps {
  /** The accessible name of the choice. */
  readonly label: string;
  readonly mode: ProxyMode;
  /** The cluster's own. */
  readonly inUse: ProxyMode;
  readonly onChange: (mode: ProxyMode) => void;
  /** Absent: nothing can be changed. */
  readonly onUse?: () => void;
}

/** The head of a column: which mode, and whether the cluster uses it. */
export function ModeHeader({ label, mode, inUse, onChange, onUse }: ModeHeaderProps) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <select
          aria-label={label}
          className="h-8 min-w-0 rounded-md border border-line bg-surface px-2 text-body font-semibold text-ink hover:border-line-strong pointer-coarse:h-10"
          value={mode}
          onChange={(event) => {
            const chosen = COMPARED_MODES.find((known) => known === event.target.value);
            if (chosen !== undefined) onChange(chosen);
          }}
        >
          {COMPARED_MODES.map((known) => (
            <option key={known} value={known}>
              {MODE_NAMES[known]}
            </option>
          ))}
        </select>
        {mode === inUse ? (
          <span className="text-small text-muted">in use</span>
        ) : (
          onUse !== undefined && <Button label="Use this mode" variant="outline" onClick={onUse} />
        )}
      </div>
      <p className="text-small text-pretty text-muted">{MODE_WAYS[mode]}</p>
    </div>
  );
}
