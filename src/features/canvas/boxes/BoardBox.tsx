import { useWords } from '../../../ui/words.ts';
import type { Node as CanvasNode, NodeTypes } from '@xyflow/react';
import { use } from 'react';
import { useView } from '../../../simulation/workspace/context.ts';
import { spokenAround } from './accessible-name.ts';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import { type BoardElement, objectOf } from '../board/element.ts';
import { SERVICE_NAMED } from '../board/sizes.ts';
import { InternetElement } from './elements/InternetElement.tsx';
import { NodeElement } from './elements/NodeElement.tsx';
import { PodElement } from './elements/PodElement.tsx';
import { ServiceElement } from './elements/ServiceElement.tsx';
import { UnreadMarksContext } from './marks/unread-marks.ts';

const EntryElement = lazyPart(
  { part: 'entries', place: 'board' },
  async () => (await import('./elements/EntryElement.tsx')).EntryElement,
);

const FrameElement = lazyPart(
  { part: 'frames', place: 'board' },
  async () => (await import('./elements/FrameElement.tsx')).FrameElement,
);

const PendingElement = lazyPart(
  { part: 'frames', place: 'board' },
  async () => (await import('./elements/PendingElement.tsx')).PendingElement,
);

const NamedService = lazyPart(
  { part: 'services', place: 'board' },
  async () => (await import('./elements/NamedService.tsx')).NamedService,
);

const NOTHING: readonly string[] = [];

interface BoxData extends Record<string, unknown> {
  readonly element: BoardElement;
  readonly receiving: boolean;
  /** Absent: as its id says. */
  readonly selected?: boolean;
}

export type BoxNode = CanvasNode<BoxData, 'box'>;

/** What is shown for each element of the board. */
export function BoardBox({ data }: Pick<BoxNode, 'data'>) {
  const { spoken } = useWords('board');
  const { before, after } = spokenAround(data.element, spoken);
  const unreadMark = use(UnreadMarksContext);
  return (
    <>
      <span className="sr-only">{before}</span>
      <Box data={data} />
      <LineHandle data={data} />
      {unreadMark(data.element.id, data.element.folded ? data.element.folded.inside : NOTHING)}
      <span className="sr-only">
        {after}
        {data.element.namespace !== undefined && spoken.inNamespace(data.element.namespace)}
      </span>
    </>
  );
}

/** Where a line begins that is drawn from what is selected; by keyboard it has a key. */
function LineHandle({ data: { element, selected } }: Pick<BoxNode, 'data'>) {
  const isShown = useView(
    (state) => selected === true && state.selected !== undefined && !state.readOnly && state.build?.is !== 'connect',
  );
  const setBuild = useView((state) => state.setBuild);
  if (!isShown) return null;
  return (
    <span
      aria-hidden
      data-line-handle
      className="nodrag nopan absolute top-1/2 -right-2.5 z-10 size-5 -translate-y-1/2 cursor-crosshair touch-none rounded-full border-2 border-accent bg-raised after:absolute after:inset-1 after:rounded-full after:bg-accent"
      onPointerDown={(event) => {
        event.stopPropagation();
        setBuild({ is: 'connect', element: objectOf(element), drawing: true });
      }}
      onClick={(event) => event.stopPropagation()}
    />
  );
}

function Box({ data: { element, receiving, selected: given } }: Pick<BoxNode, 'data'>) {
  const selected = useView((state) => given ?? state.selected === element.id);
  const { content } = element;
  switch (content.kind) {
    case 'pod':
      return <PodElement element={element} pod={content.pod} selected={selected} />;
    case 'node':
      return <NodeElement element={element} node={content.node} selected={selected} receiving={receiving} />;
    case 'service':
      return element.height === SERVICE_NAMED ? (
        <NamedService element={element} service={content.service} selected={selected} />
      ) : (
        <ServiceElement element={element} service={content.service} announced={content.announced} selected={selected} />
      );
    case 'namespace':
    case 'workload':
      return <FrameElement element={element} selected={selected} />;
    case 'internet':
      return <InternetElement element={element} selected={selected} />;
    case 'pending':
      return <PendingElement pods={content.pods} />;
    default:
      return <EntryElement element={element} selected={selected} />;
  }
}

export const BOX_TYPES: NodeTypes = { box: BoardBox };
