import { type ReactFlowProps, useReactFlow, useStoreApi } from '@xyflow/react';
import { type KeyboardEvent, type MouseEvent, useEffect } from 'react';
import type { ElementId, Position } from '../../scenario/document/document.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { useSimulation, useView } from '../../simulation/workspace/context.ts';
import { type BoxNode } from './boxes/BoardBox.tsx';
import { clickElement } from './focus/click-element.ts';
import { foldElement } from './folding/fold-element.ts';
import { standsFor } from './folding/standing.ts';
import { nudgeElement } from './editing/edit-board.ts';
import { shifted } from './selection/arrange.ts';
import { moversOf } from './selection/grouped.ts';
import { placeGroup } from './selection/move-group.ts';
import type { Board } from './board/placed-board.ts';
import { watchLongPress } from './editing/long-press.ts';
import { openMenu } from './editing/open-menu.ts';
import { type BoardElement, objectOf } from './board/element.ts';
import { ARROWS, neighbour } from './focus/neighbour.ts';
import { sourceText } from './editing/request-text.ts';
import { type Shown } from './boxes/shown-boxes.ts';
import { focusSoon } from './scene/use-arrival.ts';
import { type FoldingOptions, useFolding } from './scene/use-folding.ts';

interface ClickOptions extends FoldingOptions {
  readonly detail: Shown['detail'];
  readonly goTo: (id: ElementId) => void;
}

/** Pixels of a window's height below which the page is taller, and scrolls (theme.css: `low`). */
const LOW = 520;

/** What clicks, keys and a wheel do. */
export function useClicks({ board, screen, keepView, detail, goTo }: ClickOptions) {
  const beginFold = useFolding({ board, screen, keepView });
  const simulation = useSimulation();
  const flow = useReactFlow();
  const readOnly = useView((state) => state.readOnly);
  const picking = useView((state) => state.picking);
  const presenting = useView((state) => state.presenting);
  // Where the page scrolls a wheel scrolls that, over the board too.
  const preventScrolling = presenting || innerHeight >= LOW;
  const onNodeClick = (event: MouseEvent, { id }: BoxNode): void => {
    const element = board.element(id);
    if (element !== undefined && joins(simulation, event)) simulation.view.getState().toggleSelected(objectOf(element));
    else if (element !== undefined && !foldElement(simulation, element, event, beginFold))
      clickElement(simulation, element);
    // A mouse leaves the arrow keys to the walk.
    if (event.currentTarget instanceof HTMLElement && event.detail > 0) event.currentTarget.blur();
  };
  const onNodeDoubleClick = (_event: MouseEvent, { data }: BoxNode): void => {
    const from = sourceText(data.element);
    if (from !== undefined) simulation.view.getState().setDraft({ from });
  };
  const onNodeContextMenu = (event: MouseEvent, { data }: BoxNode): void => openMenu(simulation, data.element, event);
  const store = useStoreApi();
  useEffect(() => {
    const { domNode } = store.getState();
    return domNode === null ? undefined : watchLongPress(domNode);
  }, [store]);
  const elementAt = ({ clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>): BoardElement | undefined => {
    const { x, y } = flow.screenToFlowPosition({ x: clientX, y: clientY });
    return detail === 'all' ? undefined : board.at(x, y);
  };
  const onPaneContextMenu: ReactFlowProps['onPaneContextMenu'] = (event) =>
    openMenu(simulation, elementAt(event), event);
  const onPaneClick = (event: MouseEvent): void => {
    const element = elementAt(event);
    if (joins(simulation, event)) {
      if (element !== undefined) simulation.view.getState().toggleSelected(objectOf(element));
    } else if (element !== undefined) clickElement(simulation, element);
    else if (picking === undefined) simulation.view.getState().select(undefined);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const box = event.target instanceof Element ? event.target.closest<HTMLElement>('.react-flow__node') : null;
    const element = box?.dataset['id'] === undefined ? undefined : board.element(box.dataset['id']);
    if (element === undefined) return;
    const by = ARROWS[event.key];
    if ((event.key === 'Enter' || event.key === ' ') && joins(simulation, event))
      simulation.view.getState().toggleSelected(objectOf(element));
    else if (event.key === 'Enter' || event.key === ' ') {
      if (!foldElement(simulation, element, event, beginFold)) openElement(simulation, element);
    } else if (by === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    else if (!event.altKey) {
      const next = neighbour(board, element.id, by.to);
      if (next !== undefined) goTo(next);
    } else if (!readOnly) nudge(simulation, board, element, by);
    event.preventDefault();
  };
  return {
    onNodeClick,
    onNodeDoubleClick,
    onNodeContextMenu,
    onPaneContextMenu,
    onPaneClick,
    onKeyDown,
    preventScrolling,
  };
}

/** With Shift, or while things are gathered, what is chosen joins what is selected, or leaves it. */
function joins({ view }: Simulation, { shiftKey }: { readonly shiftKey: boolean }): boolean {
  const { gathering, picking, line } = view.getState();
  return (shiftKey || gathering) && picking === undefined && line === undefined;
}

/** Moves an element by arrow keys, and what is selected together with it. */
function nudge(simulation: Simulation, board: Board, element: BoardElement, by: Position): void {
  const { group } = simulation.view.getState();
  if (group.includes(objectOf(element)))
    placeGroup(
      simulation,
      board,
      shifted(moversOf(board, group), () => by),
    );
  else nudgeElement(simulation, board, element.id, by);
}

/** By keyboard: what is selected already is gone into. */
function openElement(simulation: Simulation, element: BoardElement): void {
  const { selected, picking } = simulation.view.getState();
  if (picking === undefined && standsFor(element, selected))
    focusSoon(() => document.querySelector('[data-region="inspector"]'));
  else clickElement(simulation, element);
}
