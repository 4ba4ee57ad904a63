import { KindIcon } from '../../../../ui/KindIcon.tsx';
import { useWords } from '../../../../ui/words.ts';
import type { BoardElement } from '../../board/element.ts';
import { CutName } from './CutName.tsx';
import { FoldControl } from '../../folding/FoldControl.tsx';
import { FoldedCount } from '../../folding/FoldedCount.tsx';
import { FrameName } from '../../folding/FrameName.tsx';

interface FrameElementProps {
  readonly element: BoardElement;
  readonly selected: boolean;
}

/** The frame of a namespace or of a workload, or its card: its name, its kind, and how much it holds; ground and lines are painted below it. */
export function FrameElement({ element, selected }: FrameElementProps) {
  const { idle } = useWords('canvas');
  const { content, width, folded } = element;
  if (content.kind !== 'namespace' && content.kind !== 'workload') return null;
  const isNamespace = content.kind === 'namespace';
  const { kind, name } = isNamespace ? { kind: 'Namespace', name: content.name } : content.workload;
  const isIdle = !isNamespace && content.pods === 0;
  const ready = isNamespace || isIdle ? '' : `${content.ready}/${content.pods}`;
  const isCard = !isNamespace && folded !== undefined && folded !== false;
  const bad = !isNamespace && content.ready === 0;
  return (
    <div
      className={`flex size-full flex-col justify-between rounded-lg border px-3 border-line-strong pb-2 ${isNamespace ? 'pt-2' : 'pt-1'} ${selected ? 'outline-2 outline-offset-2 outline-accent' : ''}`}
    >
      <div className="flex items-center gap-1.5" style={{ maxWidth: width - 24 }}>
        <FoldControl folded={folded} name={name} />
        <KindIcon kind={kind} className="text-muted in-data-far:hidden" />
        <Name element={element} name={name} kind={isNamespace ? undefined : isCard ? '' : kind} />
        {!isCard && (
          <span
            aria-hidden
            className="min-w-0 shrink-[99999] truncate text-small text-faint in-data-tight:hidden in-data-far:hidden"
          >
            {kind}
          </span>
        )}
        {isNamespace && !folded && <Count services={content.services} pods={content.pods} />}
        {ready !== '' && <span className={`shrink-0 text-small ${bad ? 'text-rejected' : 'text-muted'}`}>{ready}</span>}
      </div>
      {isIdle && (
        <div className="truncate text-small text-muted" title={idle[content.idle ?? 'UNKNOWN']}>
          {idle[content.idle ?? 'UNKNOWN']}
        </div>
      )}
      {folded && <FoldedCount folded={folded} more={folded.pods.length < content.pods} {...(isCard && { kind })} />}
    </div>
  );
}

interface NameProps {
  readonly element: BoardElement;
  readonly name: string;
  /** As it stands beside the name; undefined: the frame is a namespace's. */
  readonly kind: string | undefined;
}

/** Pixels around the name of a workload: what folds it, its icon, kind and number of pods. */
const NAME_ROOM = 90;
const KIND_CHARACTER = 6.2;

function Name({ element, name, kind }: NameProps) {
  if (kind !== undefined) {
    const room = element.width - NAME_ROOM - kind.length * KIND_CHARACTER;
    return (
      <CutName
        namespace={element.namespace}
        of={element.namespace}
        name={name}
        room={room}
        end={element.nameEnd ?? 4}
      />
    );
  }
  return (
    <span className="min-w-0 text-body font-semibold text-ink">
      <FrameName name={name} />
    </span>
  );
}

function Count({ services, pods }: { readonly services: number; readonly pods: number }) {
  return (
    <span
      data-shape
      className="min-w-0 shrink-[9999999] truncate text-small text-faint in-data-far:sr-only in-data-shapes:not-sr-only"
    >
      {counted(services, 'Service')}, {counted(pods, 'pod')}
    </span>
  );
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
