import { X } from 'lucide-react';
import { type Cluster, formatObjectRef, parseObjectKey } from '../../engine/objects.ts';
import { formatPath } from '../../engine/text.ts';
import type { GoalObject } from '../../scenario/document/goal.ts';
import { MOST_CLAUSES, TITLE_LIMIT } from '../../scenario/document/limits.ts';
import { hasPods, objectSelected } from '../../simulation/author/goal-choices.ts';
import { sayings, withoutSaying, withSaying } from '../../simulation/author/part-of-object.ts';
import { toggleKept, writeKept } from '../../simulation/author/write-goal.ts';
import { leaves } from '../../simulation/challenge/leaves.ts';
import { useDocument, useView } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { CommittedField } from '../../ui/writing/CommittedField.tsx';
import { useWords } from '../../ui/words.ts';
import { Choices, toggled } from './Choices.tsx';
import { countOf } from './count-of.ts';
import type { OfGoal } from './of-goal.ts';

/** What must not be taken away, chosen on the board, and how it has to be. */
export function GoalKept({ document, edit }: OfGoal) {
  const words = useWords('author');
  const { cluster } = useDocument((state) => state.router);
  const selected = useView((state) => objectSelected(state.selected, cluster));
  const keep = document.goal?.keep ?? [];
  return (
    <fieldset className="flex min-w-0 flex-col items-start gap-2">
      <legend className="text-muted">{words.keep}</legend>
      <ul className="flex w-full flex-col gap-2">
        {keep.map((kept) => (
          <Kept
            key={kept.object}
            kept={kept}
            cluster={cluster}
            onChange={(next) => edit((board) => writeKept(board, next))}
            onDrop={() => edit((board) => toggleKept(board, kept.object))}
          />
        ))}
      </ul>
      <Button
        label={words.keepSelected}
        hint={words.keepHint}
        variant="outline"
        disabled={
          selected === undefined || keep.length >= MOST_CLAUSES || keep.some(({ object }) => object === selected)
        }
        onClick={() => selected !== undefined && edit((board) => toggleKept(board, selected))}
      />
    </fieldset>
  );
}

interface KeptProps {
  readonly kept: GoalObject;
  readonly cluster: Cluster;
  readonly onChange: (kept: GoalObject) => void;
  readonly onDrop: () => void;
}

function Kept({ kept, cluster, onChange, onDrop }: KeptProps) {
  const words = useWords('author');
  const { pods, on = [], ...rest } = kept;
  const ref = parseObjectKey(kept.object);
  const name = ref === undefined ? kept.object : formatObjectRef(ref);
  const isWorkload = hasPods(kept.object);
  return (
    <li className="flex flex-wrap items-end gap-x-3 gap-y-1">
      <span className="flex min-w-40 flex-1 items-center text-ink">
        {name}
        <IconButton label={words.drop(name)} icon={<X size={14} aria-hidden />} onClick={onDrop} />
      </span>
      {isWorkload && (
        <span className="w-28">
          <CommittedField
            label={words.readyPods}
            value={pods?.toString() ?? ''}
            most={TITLE_LIMIT}
            onCommit={(text) => {
              const count = countOf(text);
              onChange({ ...rest, ...(on.length > 0 && { on }), ...(count !== undefined && { pods: count }) });
            }}
          />
        </span>
      )}
      <Sayings kept={kept} cluster={cluster} onChange={onChange} />
      {(isWorkload || ref?.kind === 'Pod') && (
        <Choices
          label={words.on}
          none={words.onAny}
          options={[...new Set([...cluster.nodes.map((node) => node.name), ...on])].map((value) => ({
            value,
            label: value,
          }))}
          chosen={on}
          isFull={on.length >= MOST_CLAUSES}
          onToggle={(node) => {
            const next = toggled(on, node);
            onChange({ ...rest, ...(pods !== undefined && { pods }), ...(next.length > 0 && { on: next }) });
          }}
        />
      )}
    </li>
  );
}

/** What the object has to say, of what it says now. */
function Sayings({ kept, cluster, onChange }: Omit<KeptProps, 'onDrop'>) {
  const words = useWords('author');
  const { has, ...rest } = kept;
  const object = cluster.objects.get(kept.object);
  const said = has === undefined ? [] : leaves(has);
  const now = object === undefined ? [] : sayings(object);
  const byPath = new Map([...now, ...said].map(([path, value]) => [formatPath(path), { path, value }]));
  return (
    <Choices
      label={words.says}
      none={words.saysAnything}
      options={[...byPath].map(([key, { value }]) => ({ value: key, label: `${key}: ${value}` }))}
      chosen={said.map(([path]) => formatPath(path))}
      isFull={false}
      onToggle={(key) => {
        const path = byPath.get(key)?.path;
        if (path === undefined) return;
        const isSaid = said.some(([each]) => formatPath(each) === key);
        const next = isSaid ? withoutSaying(has ?? {}, path) : object && withSaying(has ?? {}, object, path);
        onChange({ ...rest, ...(next !== undefined && { has: next }) });
      }}
    />
  );
}
