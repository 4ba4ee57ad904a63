import type { ProxyMode } from '../../engine/objects.ts';
import type { KubernetesVersion } from '../../engine/text.ts';
import { COMPARED_MODES, COMPARED_VERSIONS } from '../../simulation/views/compare-modes.ts';
import { Button } from '../../ui/Button.tsx';
import { MODE_NAMES, MODE_WAYS } from './mode-words.ts';

/** A mode of kube-proxy, of a version of Kubernetes. */
export interface Side {
  readonly mode: ProxyMode;
  readonly version: KubernetesVersion;
}

export interface ModeHeaderProps {
  /** Of the two, for the accessible names of the choices. */
  readonly which: 'First' | 'Second';
  readonly side: Side;
  /** The cluster's own. */
  readonly inUse: Side;
  readonly onChange: (side: Side) => void;
  /** Absent: nothing can be changed. */
  readonly onUse?: () => void;
}

const SELECT =
  'h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2 text-body font-semibold text-ink hover:border-ink pointer-coarse:h-10';

/** The head of a column: which mode, of which version, and whether the cluster uses it. */
export function ModeHeader({ which, side, inUse, onChange, onUse }: ModeHeaderProps) {
  const { mode, version } = side;
  const versions = [...new Set([...COMPARED_VERSIONS, inUse.version])];
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <select
          aria-label={`${which} mode`}
          className={SELECT}
          value={mode}
          onChange={(event) => {
            const chosen = COMPARED_MODES.find((known) => known === event.target.value);
            if (chosen !== undefined) onChange({ mode: chosen, version });
          }}
        >
          {COMPARED_MODES.map((known) => (
            <option key={known} value={known}>
              {MODE_NAMES[known]}
            </option>
          ))}
        </select>
        <select
          aria-label={`${which} version`}
          className={SELECT}
          value={version}
          onChange={(event) => {
            const chosen = versions.find((known) => known === event.target.value);
            if (chosen !== undefined) onChange({ mode, version: chosen });
          }}
        >
          {versions.map((known) => (
            <option key={known} value={known}>
              {known}
            </option>
          ))}
        </select>
        {mode === inUse.mode && version === inUse.version ? (
          <span className="text-small text-muted">in use</span>
        ) : (
          onUse !== undefined && <Button label="Use this mode" variant="outline" onClick={onUse} />
        )}
      </div>
      <p className="text-small text-pretty text-muted">{MODE_WAYS[mode]}</p>
    </div>
  );
}
