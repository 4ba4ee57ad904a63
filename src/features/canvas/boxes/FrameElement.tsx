import { KindIcon } from '../../../ui/KindIcon.tsx';
import type { BoardElement } from '../board/element.ts';

interface FrameElementProps {
  readonly element: BoardElement;
  readonly selected: boolean;
}

/** The frame of a namespace or of a workload: its name, its kind, and how much it holds; ground and lines are painted below it. */
export function FrameElement({ element: { content, width }, selected }: FrameElementProps) {
  if (content.kind !== 'namespace' && content.kind !== 'workload') return null;
  const isNamespace = content.kind === 'namespace';
  const { kind, name } = isNamespace ? { kind: 'Namespace', name: content.name } : content.workload;
  const count = isNamespace ? `${counted(content.services, 'Service')}, ${counted(content.pods, 'pod')}` : '';
  const ready = isNamespace ? '' : `${content.ready}/${content.pods}`;
  const bad = !isNamespace && content.ready === 0;
  return (
    <div
      className={`size-full rounded-lg border px-3 ${isNamespace ? 'border-line-strong pt-2' : 'border-line pt-1'} ${selected ? 'outline-2 outline-offset-2 outline-accent' : ''}`}
    >
      <div className="flex items-center gap-1.5" style={{ maxWidth: width - 24 }}>
        <KindIcon kind={kind} className="text-muted in-data-far:hidden" />
        <span
          title={name}
          {...(isNamespace && { 'data-shape': '' })}
          className={`min-w-0 truncate font-semibold text-ink ${isNamespace ? 'text-body' : 'text-small leading-6'}`}
        >
          {name}
        </span>
        <span aria-hidden className="shrink-0 text-small text-faint in-data-tight:hidden in-data-far:hidden">
          {kind}
        </span>
        <span
          {...(isNamespace && { 'data-shape': '' })}
          className="min-w-0 grow truncate text-small text-faint in-data-far:sr-only in-data-shapes:not-sr-only"
        >
          {count}
        </span>
        {ready !== '' && <span className={`shrink-0 text-small ${bad ? 'text-rejected' : 'text-muted'}`}>{ready}</span>}
      </div>
    </div>
  );
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
