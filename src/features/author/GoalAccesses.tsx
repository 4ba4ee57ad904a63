import { Plus, Trash2 } from 'lucide-react';
import type { Cluster } from '../../engine/objects.ts';
import type { GoalAccess, GoalPods } from '../../scenario/document/goal.ts';
import { MOST_CLAUSES, TITLE_LIMIT } from '../../scenario/document/limits.ts';
import { groupKey, podGroups, podsSelected, portsOf } from '../../simulation/author/goal-choices.ts';
import { writeAccess } from '../../simulation/author/write-goal.ts';
import { useDocument, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { CommittedField } from '../../ui/writing/CommittedField.tsx';
import { useWords } from '../../ui/words.ts';
import { Choices, Select, toggled } from './Choices.tsx';
import type { OfGoal } from './of-goal.ts';

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;

/** Who alone may reach whom. */
export function GoalAccesses({ document, edit }: OfGoal) {
  const words = useWords('author');
  const { cluster } = useDocument((state) => state.router);
  const selected = useView((state) => state.selected);
  const accesses = document.goal?.access ?? [];
  const to = podsSelected(selected, cluster) ?? podGroups(cluster)[0];
  return (
    <fieldset className="flex min-w-0 flex-col items-start gap-2">
      <legend className="text-muted">{words.access}</legend>
      {accesses.map((access, at) => (
        <Access
          // A clause is known by its place.
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          access={access}
          cluster={cluster}
          onChange={(next) => edit((board) => writeAccess(board, at, next))}
        />
      ))}
      <Button
        label={words.addAccess}
        hint={words.addAccessHint}
        variant="outline"
        icon={<Plus size={14} aria-hidden />}
        disabled={to === undefined || accesses.length >= MOST_CLAUSES}
        onClick={() =>
          to && edit((board) => writeAccess(board, accesses.length, { ...portAt(to, cluster), to, only: [] }))
        }
      />
    </fieldset>
  );
}

interface AccessProps {
  readonly access: GoalAccess;
  readonly cluster: Cluster;
  /** undefined: it is taken away. */
  readonly onChange: (access: GoalAccess | undefined) => void;
}

function Access({ access, cluster, onChange }: AccessProps) {
  const words = useWords('author');
  const selected = useView((state) => state.selected);
  const { to, only, port, protocol = 'TCP' } = access;
  const groups = new Map([...podGroups(cluster), to, ...only].map((group) => [groupKey(group), group]));
  const options = [...groups].map(([value, group]) => ({ value, label: words.pods(group) }));
  const pointed = podsSelected(selected, cluster);
  const name = words.pods(to);
  const reach = (next: GoalPods | undefined): void => {
    if (next === undefined) return;
    const listens = portsOf(next, cluster).some((each) => each.port === port && each.protocol === protocol);
    onChange({ ...access, to: next, ...(!listens && portAt(next, cluster, port)) });
  };
  return (
    <div role="group" aria-label={words.accessOf(name)} className="flex w-full flex-wrap items-end gap-x-3 gap-y-1.5">
      <Select label={words.reached} value={groupKey(to)} options={options} onChange={(key) => reach(groups.get(key))} />
      <Select
        label={words.protocol}
        value={protocol}
        options={PROTOCOLS.map((value) => ({ value, label: value }))}
        onChange={(value) => {
          const { protocol: _, ...rest } = access;
          onChange(value === 'UDP' || value === 'SCTP' ? { ...rest, protocol: value } : rest);
        }}
      />
      <span className="w-20">
        <CommittedField
          label={words.port}
          value={String(port)}
          most={TITLE_LIMIT}
          onCommit={(text) => onChange({ ...access, port: portOf(text) ?? port })}
        />
      </span>
      <IconButton
        label={words.dropAccess(name)}
        icon={<Trash2 size={16} aria-hidden />}
        onClick={() => onChange(undefined)}
      />
      <Choices
        label={words.only}
        none={words.nobody}
        options={options}
        chosen={only.map(groupKey)}
        isFull={only.length >= MOST_CLAUSES}
        pointed={{ label: words.takeSelected, value: pointed && groupKey(pointed) }}
        onToggle={(key) => {
          const group = groups.get(key);
          if (group !== undefined) onChange({ ...access, only: toggled(only, group, isSame) });
        }}
      />
    </div>
  );
}

const isSame = (a: GoalPods, b: GoalPods): boolean => groupKey(a) === groupKey(b);

/** The port of a goal for pods: the first on which one listens. */
function portAt(group: GoalPods, cluster: Cluster, otherwise = 80): Pick<GoalAccess, 'port' | 'protocol'> {
  const [first] = portsOf(group, cluster);
  const { protocol = 'TCP', port = otherwise } = first ?? {};
  return { port, ...(protocol !== 'TCP' && { protocol }) };
}

/** undefined: it is none. */
function portOf(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}
