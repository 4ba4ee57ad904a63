import type { Cluster } from '../../engine/objects.ts';
import { useDocument, useSimulation, useView } from '../../simulation/workspace/context.ts';
import { foldAllFrames } from '../../simulation/workspace/frames.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';
import { type BoardFilter, FILTER_FIELDS, filterName, readFilter } from './application/filter.ts';

/** Narrows the board down by namespace, kind, node and label. */
export function FilterPanel({ onClose }: { readonly onClose: () => void }) {
  const words = useWords('canvas');
  const { view } = useSimulation();
  const cluster = useDocument((state) => state.router.cluster);
  const unfolded = useView((state) => state.unfolded);
  const fold = useView((state) => state.fold);
  const fitView = useView((state) => state.fitView);
  const filter = readFilter(unfolded);
  const set = (field: keyof BoardFilter, value: string): void => {
    const old = filter[field];
    if (old !== undefined) fold(filterName(field, old), false);
    if (value !== '') fold(filterName(field, value), true);
    fitView();
  };
  const choices = choicesOf(cluster);
  return (
    <form
      data-over-board
      aria-label={words.filter.title}
      className="absolute top-3 left-3 z-10 max-w-[calc(100%-5rem)] tight:top-14 tight:left-2 tight:max-w-[calc(100%-1rem)] grid grid-cols-[auto_minmax(0,12rem)] items-center gap-x-3 gap-y-2 rounded-lg border border-line-strong bg-raised p-3 text-small text-muted"
      onSubmit={(event) => event.preventDefault()}
    >
      <Choice
        label={words.filter.namespace}
        value={filter.namespace}
        options={choices.namespaces}
        onChange={(value) => set('namespace', value)}
      />
      <Choice
        label={words.filter.kind}
        value={filter.kind}
        options={choices.kinds}
        onChange={(value) => set('kind', value)}
      />
      <Choice label="Node" value={filter.node} options={choices.nodes} onChange={(value) => set('node', value)} />
      <Choice
        label={words.filter.label}
        value={filter.label}
        options={choices.labels}
        onChange={(value) => set('label', value)}
      />
      <div className="col-span-2 flex flex-wrap justify-end gap-2">
        {[true, false].map((folded) => (
          <Button
            key={`${folded}`}
            label={folded ? words.filter.foldAll : words.filter.unfoldAll}
            variant="outline"
            onClick={() => {
              foldAllFrames(view, folded);
              fitView();
            }}
          />
        ))}
        <Button
          label={words.filter.showAll}
          variant="outline"
          onClick={() => {
            for (const field of FILTER_FIELDS) set(field, '');
          }}
        />
        <Button label={words.filter.close} variant="outline" onClick={onClose} />
      </div>
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly string[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value = '', options, onChange }: ChoiceProps) {
  const words = useWords('canvas');
  // What a link asks for may not be there any more.
  const shown = value === '' || options.includes(value) ? options : [value, ...options];
  return (
    <label className="contents">
      {label}
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2 text-ink"
      >
        <option value="">{words.filter.all}</option>
        {shown.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Labels are many: those that tell something apart, and no more than one can read through. */
const MOST_LABELS = 200;

function choicesOf({ pods, nodes }: Cluster) {
  const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();
  const labels = pods.flatMap((pod) => Object.entries(pod.labels).map(([key, value]) => `${key}=${value}`));
  return {
    namespaces: sorted(pods.map(({ namespace }) => namespace)),
    kinds: sorted(pods.map(({ workload }) => workload.kind)),
    nodes: sorted(nodes.map(({ name }) => name)),
    labels: sorted(labels.filter((label) => !label.startsWith('pod-template-hash='))).slice(0, MOST_LABELS),
  };
}
