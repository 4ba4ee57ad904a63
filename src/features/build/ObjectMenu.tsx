import {
  Braces,
  CirclePlus,
  ClipboardCopy,
  ClipboardPaste,
  Copy,
  Pencil,
  Scaling,
  Spline,
  SquareDashedMousePointer,
  Trash2,
} from 'lucide-react';
import { formatObjectRef, hasRole, type ObjectRef } from '../../engine/objects.ts';
import { madePod, objectOfElement } from '../../simulation/build/place.ts';
import type { BuildTool } from '../../simulation/stores/view-store.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { useDocument, useSimulation } from '../../simulation/workspace/context.ts';
import { withPart } from '../../ui/fetch-part.ts';
import { useWords } from '../../ui/words.ts';
import { Menu, type MenuItem } from './Menu.tsx';
import { deleteOnBoard, duplicateOnBoard, removeFromBoard } from '../../simulation/build/board-actions.ts';
import { paste } from './BoardMenu.tsx';
import { askName, beginLine, copyObject, editInInspector, gatherFrom } from './object-actions.ts';

interface Asked {
  readonly simulation: Simulation;
  readonly words: ReturnType<typeof useWords<'build'>>;
  readonly element: string;
  readonly ref: ObjectRef;
  /** A pod that a controller made, which `ref` is. */
  readonly isMade: boolean;
}

function itemsOf({ simulation, words, element, ref, isMade }: Asked): readonly MenuItem[] {
  const { setBuild } = simulation.view.getState();
  // Of a pod that a controller made the menu is that of the controller, but for what deletes the pod.
  const owner = `${ref.kind} ${ref.name}`;
  return [
    {
      label: isMade ? words.renameTo(owner) : words.rename,
      keys: 'F2',
      icon: Pencil,
      run: () => askName(simulation, element),
    },
    {
      label: isMade ? words.duplicateIt(owner) : words.duplicate,
      keys: 'Mod+D',
      icon: Copy,
      run: () => duplicateOnBoard(simulation, [element]),
    },
    {
      label: isMade ? words.copyIt(owner) : words.copy,
      keys: 'Mod+C',
      icon: ClipboardCopy,
      run: () => void copyObject(simulation, element),
    },
    { label: words.paste, keys: 'Mod+V', icon: ClipboardPaste, run: () => void paste(simulation) },
    ...(hasRole(ref.kind, 'scaled')
      ? [
          {
            label: isMade ? words.scaleIt(owner) : words.scale,
            icon: Scaling,
            run: () => editInInspector(simulation, ref, 'replicas'),
          },
        ]
      : []),
    {
      label: isMade ? words.yamlOfIt(owner) : words.yaml,
      icon: Braces,
      run: () => editInInspector(simulation, ref, 'yaml'),
    },
    { label: words.connect.begin, keys: 'D', icon: Spline, run: () => beginLine(simulation, element) },
    {
      label: words.selection.gather,
      icon: SquareDashedMousePointer,
      run: () => gatherFrom(simulation, element),
    },
    {
      label: isMade ? words.deletePod : words.delete,
      keys: 'Delete',
      icon: Trash2,
      run: () =>
        deleteOnBoard(simulation, [element], (change) =>
          withPart(
            'timeline',
            () => simulation.happen(change),
            () => undefined,
          ),
        ),
    },
    ...(isMade
      ? [{ label: words.deleteIt(owner), icon: Trash2, run: () => removeFromBoard(simulation, [element]) }]
      : []),
    { label: words.add, keys: 'A', icon: CirclePlus, run: () => setBuild({ is: 'add' }) },
  ];
}

/** What can be done to an object, where it was asked for. */
export function ObjectMenu({ element, x, y }: Extract<BuildTool, { readonly is: 'menu' }>) {
  const words = useWords('build');
  const simulation = useSimulation();
  const cluster = useDocument((state) => state.router.cluster);
  const ref = element === undefined ? undefined : objectOfElement(cluster, element);
  if (element === undefined || ref === undefined) return null;
  const items = itemsOf({ simulation, words, element, ref, isMade: madePod(cluster, element) !== undefined });
  return <Menu label={words.menu(formatObjectRef(ref))} items={items} x={x} y={y} />;
}
