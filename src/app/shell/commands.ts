import type { Simulation } from '../../simulation/workspace/simulation.ts';
import type { DialogName } from '../../simulation/stores/view-store.ts';
import { withPart } from '../../ui/fetch-part.ts';
import { nextTheme } from '../page/theme.ts';

/** Something a person can do: in the palette, in the list of shortcuts and, with keys, on the keyboard. */
export interface Command<Id extends string = string> {
  readonly id: Id;
  /** e.g. ["Mod+Shift+Z", "Mod+Y"]; the first is the one shown on buttons. */
  readonly keys: readonly string[];
  /** Changes the board: not offered in a read-only page. */
  readonly edits?: boolean;
  readonly run: (simulation: Simulation) => void;
}

/** In the order of the palette. What they are called stands in command-titles.ts. */
export const COMMANDS = [
  command('play', { keys: ['Space'], run: walk((playback) => playback.toggle()) }),
  command('next-hop', { keys: ['ArrowRight'], run: walk((playback) => playback.stepHop(1)) }),
  command('previous-hop', {
    keys: ['ArrowLeft'],
    run: walk((playback) => playback.stepHop(-1)),
  }),
  command('next-step', {
    keys: ['Shift+ArrowRight'],
    run: walk((playback) => playback.stepCue(1)),
  }),
  command('previous-step', {
    keys: ['Shift+ArrowLeft'],
    run: walk((playback) => playback.stepCue(-1)),
  }),
  command('first-step', { keys: ['Home'], run: walk((playback) => playback.seekCue(0)) }),
  command('last-step', {
    keys: ['End'],
    run: walk((playback) => playback.seekCue(Number.MAX_SAFE_INTEGER)),
  }),
  command('compare', { keys: ['C'], run: dialog('compare') }),
  command('slower', { keys: ['-'], run: walk(({ speed, setSpeed }) => setSpeed(speed / 2)) }),
  command('faster', { keys: ['+', '='], run: walk(({ speed, setSpeed }) => setSpeed(speed * 2)) }),

  command('changes', { keys: ['T'], run: toggleTimeline }),
  command('delete-pod', { keys: ['Delete'], run: deletePod }),
  command('cluster', { keys: [','], run: dialog('cluster') }),
  command('reach', { keys: ['R'], run: dialog('reach') }),
  command('unread', { keys: [], run: dialog('unread') }),
  command('undo', { keys: ['Mod+Z'], edits: true, run: undo }),
  command('redo', { keys: ['Mod+Shift+Z', 'Mod+Y'], edits: true, run: redo }),

  command('gallery', { keys: ['G'], edits: true, run: dialog('gallery') }),
  command('boards', { keys: ['B'], edits: true, run: dialog('boards') }),
  command('import', { keys: ['I'], edits: true, run: dialog('import') }),
  command('export', { keys: ['E'], run: dialog('export') }),
  command('lab', { keys: [], run: dialog('lab') }),
  command('share', { keys: ['S'], run: dialog('share') }),

  command('request', { keys: ['/'], run: focusRequest }),
  command('palette', { keys: ['Mod+K'], run: dialog('commands') }),
  command('fit', { keys: ['F'], run: ({ view }) => view.getState().fitView() }),
  command('lens', { keys: ['W'], run: switchLens }),
  command('fold-walk', { keys: [']'], run: foldWalk }),
  command('theme', { keys: [], run: switchTheme }),
  command('deselect', { keys: ['Escape'], run: deselect }),
  command('shortcuts', { keys: ['?'], run: dialog('shortcuts') }),
];

export type CommandId = (typeof COMMANDS)[number]['id'];

/** The first key of a command, for tooltips. */
export function keyOf(id: CommandId): string | undefined {
  return COMMANDS.find((candidate) => candidate.id === id)?.keys[0];
}

export function undo({ document, view }: Simulation): void {
  const label = document.getState().undo();
  if (label !== undefined) view.getState().toast({ tone: 'info', text: `Undone: ${label}` });
}

export function redo({ document, view }: Simulation): void {
  const label = document.getState().redo();
  if (label !== undefined) view.getState().toast({ tone: 'info', text: `Done again: ${label}` });
}

function command<Id extends string>(id: Id, rest: Pick<Command, 'keys' | 'run' | 'edits'>): Command<Id> {
  return { id, ...rest };
}

function walk(act: (playback: ReturnType<Simulation['playback']['getState']>) => void): Command['run'] {
  return ({ playback }) => act(playback.getState());
}

function dialog(name: DialogName): Command['run'] {
  return ({ view }) => view.getState().openDialog(name);
}

function switchLens({ view }: Simulation): void {
  const { lens, setLens } = view.getState();
  setLens(lens === 'objects' ? 'wires' : 'objects');
}

function switchTheme({ view }: Simulation): void {
  const { theme, setTheme } = view.getState();
  setTheme(nextTheme(theme));
}

export function foldWalk({ view }: Simulation): void {
  const { room, setRoom } = view.getState();
  setRoom({ walk: room.walk === 'open' ? 'folded' : 'open' });
}

function toggleTimeline(simulation: Simulation): void {
  const changes = simulation.session()?.changes.getState();
  if (changes?.open === undefined) simulation.view.getState().openDialog('changes');
  else changes.toggle();
}

/** On a timeline: nothing is lost, as it can be discarded. */
function deletePod(simulation: Simulation): void {
  const [kind, namespace, pod] = simulation.view.getState().selected?.split('/') ?? [];
  if (kind !== 'Pod' || namespace === undefined || pod === undefined) return;
  happen(simulation, { type: 'delete-pod', namespace, pod });
}

/** Lets something happen on a timeline, which is fetched for it. */
export function happen(simulation: Simulation, change: Parameters<Simulation['happen']>[0]): void {
  withPart(
    'The timeline',
    () => simulation.happen(change),
    () => undefined,
  );
}

/** One thing at a time: what is being picked first. */
function deselect({ view }: Simulation): void {
  const { picking, pick, select } = view.getState();
  if (picking === undefined) select(undefined);
  else pick(undefined);
}

/** To the URL in the region named Request. */
function focusRequest(): void {
  const target = document.querySelector<HTMLInputElement>('[aria-label="Request"] input[aria-label="URL"]');
  target?.focus();
  target?.select();
}
