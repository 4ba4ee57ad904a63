import type { MigrationTarget } from '../../simulation/views/migration.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { useWords } from '../../ui/words.ts';

export type Shown = 'changed' | 'all';

const FIELD =
  'h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2 font-mono text-small text-ink hover:border-ink';

interface ChoicesProps {
  readonly hasOwn: boolean;
  readonly target: MigrationTarget;
  readonly onTarget: (target: MigrationTarget) => void;
  readonly ingresses: readonly string[];
  /** "": all of them. */
  readonly chosen: string;
  readonly onChoose: (ingress: string) => void;
  readonly shown: Shown;
  readonly onShow: (shown: Shown) => void;
  readonly counts: { readonly changed: number; readonly all: number };
  readonly gatewayClass: string;
  readonly onGatewayClass: (text: string) => void;
}

/** What is compared with what, and which of the requests are listed. */
export function Choices(props: ChoicesProps) {
  const words = useWords('migrate');
  const { hasOwn, target, ingresses, counts } = props;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-6 py-3 text-small text-muted">
      {hasOwn && (
        <Segmented
          label={words.target}
          value={target}
          options={(['own', 'draft'] as const).map((value) => ({ value, label: words.targets[value] }))}
          onChange={props.onTarget}
        />
      )}
      <Segmented
        label={words.shown}
        value={props.shown}
        options={(['changed', 'all'] as const).map((value) => ({ value, label: words.rows[value](counts[value]) }))}
        onChange={props.onShow}
      />
      {ingresses.length > 1 && (
        <label className="flex min-w-0 items-center gap-2">
          {words.ingress}
          <select className={FIELD} value={props.chosen} onChange={(event) => props.onChoose(event.target.value)}>
            <option value="">{words.everyIngress}</option>
            {ingresses.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      )}
      {target === 'draft' && (
        <label className="flex min-w-0 items-center gap-2">
          {words.gatewayClass}
          <input
            className={FIELD}
            spellCheck={false}
            value={props.gatewayClass}
            onChange={(event) => props.onGatewayClass(event.target.value)}
          />
        </label>
      )}
    </div>
  );
}
