import type { ProxyMode } from '../../engine/objects.ts';
import type { KubernetesVersion } from '../../engine/text.ts';
import { COMPARED_MODES, COMPARED_VERSIONS } from '../../simulation/views/compare-modes.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';

/** A mode of kube-proxy, of a version of Kubernetes. */
export interface Side {
  readonly mode: ProxyMode;
  readonly version: KubernetesVersion;
}

export interface ModeHeaderProps {
  /** Which of the two, for the accessible names of the choices. */
  readonly which: string;
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
  const words = useWords('compare');
  const { mode, version } = side;
  const versions = [...new Set([...COMPARED_VERSIONS, inUse.version])];
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <select
          aria-label={words.modeOf(which)}
          className={SELECT}
          value={mode}
          onChange={(event) => {
            const chosen = COMPARED_MODES.find((known) => known === event.target.value);
            if (chosen !== undefined) onChange({ mode: chosen, version });
          }}
        >
          {COMPARED_MODES.map((known) => (
            <option key={known} value={known}>
              {words.modes[known]}
            </option>
          ))}
        </select>
        <select
          aria-label={words.versionOf(which)}
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
          <span className="text-small text-muted">{words.inUse}</span>
        ) : (
          onUse !== undefined && <Button label={words.use} variant="outline" onClick={onUse} />
        )}
      </div>
      <p className="text-small text-pretty text-muted">{words.modeWays[mode]}</p>
    </div>
  );
}
