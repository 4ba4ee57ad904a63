import type { Simulation } from '../simulation/simulation.ts';
import type { DialogName } from '../simulation/view-store.ts';
import { withPart } from '../ui/fetch-part.ts';
import { nextTheme } from './theme.ts';

export type CommandGroup = 'Walk' | 'Board' | 'Files' | 'View';

/** Something a person can do: in the palette, in the list of shortcuts and, with keys, on the keyboard. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  /** e.g. ["Mod+Shift+Z", "Mod+Y"]; the first is the one shown on buttons. */
  readonly keys: readonly string[];
  /** Changes the board: not offered in a read-only page. */
  readonly edits?: boolean;
  readonly run: (simulation: Simulation) => void;
}

export const COMMANDS: readonly Command[] = [
  command('play', 'Walk', 'Play or pause', { keys: ['Space'], run: walk((playback) => playback.toggle()) }),
  command('next-hop', 'Walk', 'Next hop', { keys: ['ArrowRight'], run: walk((playback) => playback.stepHop(1)) }),
  command('previous-hop', 'Walk', 'Previous hop', {
    keys: ['ArrowLeft'],
    run: walk((playback) => playback.stepHop(-1)),
  }),
  command('next-step', 'Walk', 'Next step', {
    keys: ['Shift+ArrowRight'],
    run: walk((playback) => playback.stepBeat(1)),
  }),
  command('previous-step', 'Walk', 'Previous step', {
    keys: ['Shift+ArrowLeft'],
    run: walk((playback) => playback.stepBeat(-1)),
  }),
  command('first-step', 'Walk', 'Back to the start', { keys: ['Home'], run: walk((playback) => playback.seekBeat(0)) }),
  command('last-step', 'Walk', 'To the end', {
    keys: ['End'],
    run: walk((playback) => playback.seekBeat(Number.MAX_SAFE_INTEGER)),
  }),
  command('compare', 'Walk', 'Compare modes of kube-proxy', { keys: ['C'], run: dialog('compare') }),
  command('slower', 'Walk', 'Slower', { keys: ['-'], run: walk(({ speed, setSpeed }) => setSpeed(speed / 2)) }),
  command('faster', 'Walk', 'Faster', { keys: ['+', '='], run: walk(({ speed, setSpeed }) => setSpeed(speed * 2)) }),

  command('changes', 'Board', 'Let something happen, or play and pause it', { keys: ['T'], run: toggleTimeline }),
  command('delete-pod', 'Board', 'Delete the selected pod', { keys: ['Delete'], run: deletePod }),
  command('cluster', 'Board', 'Cluster settings', { keys: [','], run: dialog('cluster') }),
  command('reach', 'Board', 'Reachability: who can connect to whom', { keys: ['R'], run: dialog('reach') }),
  command('unread', 'Board', 'Objects that are not read', { keys: [], run: dialog('unread') }),
  command('undo', 'Board', 'Undo', { keys: ['Mod+Z'], edits: true, run: undo }),
  command('redo', 'Board', 'Redo', { keys: ['Mod+Shift+Z', 'Mod+Y'], edits: true, run: redo }),

  command('gallery', 'Files', 'Open the gallery', { keys: ['G'], edits: true, run: dialog('gallery') }),
  command('boards', 'Files', 'Open your boards', { keys: ['B'], edits: true, run: dialog('boards') }),
  command('import', 'Files', 'Import manifests or a scenario', { keys: ['I'], edits: true, run: dialog('import') }),
  command('export', 'Files', 'Export as YAML or as a scenario file', { keys: ['E'], run: dialog('export') }),
  command('lab', 'Files', 'Run it on a real kernel', { keys: [], run: dialog('lab') }),
  command('share', 'Files', 'Share a link', { keys: ['S'], run: dialog('share') }),

  command('request', 'View', 'Type a request', { keys: ['/'], run: focusRequest }),
  command('palette', 'View', 'Find a command or an object', { keys: ['Mod+K'], run: dialog('commands') }),
  command('fit', 'View', 'Fit view', { keys: ['F'], run: ({ view }) => view.getState().fitView() }),
  command('lens', 'View', 'Switch between Objects and Wires', { keys: ['W'], run: switchLens }),
  command('theme', 'View', 'Next theme: system, light, dark', { keys: [], run: switchTheme }),
  command('deselect', 'View', 'Close the inspector', { keys: ['Escape'], run: deselect }),
  command('shortcuts', 'View', 'Keyboard shortcuts', { keys: ['?'], run: dialog('shortcuts') }),
];

/** The first key of a command, for tooltips. */
export function keyOf(id: string): string | undefined {
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

function command(
  id: string,
  group: CommandGroup,
  title: string,
  rest: Pick<Command, 'keys' | 'run' | 'edits'>,
): Command {
  return { id, group, title, ...rest };
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
