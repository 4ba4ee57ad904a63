import { type ComponentType, createContext } from 'react';
import type { Simulation } from '../../../simulation/workspace/simulation.ts';
import type { BoardElement } from '../board/element.ts';

export interface FoldControlProps {
  readonly folded: BoardElement['folded'];
  readonly name: string;
  /** Of an open frame it is seen only while that is pointed at or has the focus. */
  readonly calm?: boolean;
}

/** What frames need that fold, have long names, or doors. */
export interface FoldParts {
  readonly Control: ComponentType<FoldControlProps>;
  /** How many pods of a node are in its card. */
  readonly Count: ComponentType<{ readonly element: BoardElement; readonly wires: boolean }>;
  readonly Name: ComponentType<{ readonly name: string }>;
  /** The NodePorts of a node. */
  readonly Doors: ComponentType<{ readonly doors: string; readonly room: number | undefined }>;
  readonly fold: (
    simulation: Simulation,
    element: BoardElement,
    sign: { readonly target: EventTarget; readonly key?: string },
  ) => boolean;
}

/** undefined until something is folded, or somebody touches the page. */
export const FoldPartsContext = createContext<FoldParts | undefined>(undefined);
