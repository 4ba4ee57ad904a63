import type * as ObjectActions from '../../features/build/object-actions.ts';
import type * as BoardActions from '../../simulation/build/board-actions.ts';
import { focusedObject } from '../../features/canvas/focus/focused-object.ts';
import { switchWriting } from '../../simulation/author/finish-writing.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import type { DialogName } from '../../simulation/stores/view-store.ts';
import { foldAllFrames } from '../../simulation/workspace/frames.ts';
import { type KeptEdit, sayEdit } from '../../simulation/stores/edit-details.ts';
import { withPart } from '../../ui/fetch-part.ts';
import { withWords } from '../../ui/words.ts';
import { titleWords } from '../page/title-words.ts';
import { nextTheme } from '../page/theme.ts';
import { focusRegion } from './regions.ts';
import { focusRequest } from './request-field.ts';
import type { CommandId } from './commands.ts';

type Run = (simulation: Simulation) => void;

const RUN: Readonly<Record<CommandId, Run>> = {
  play: walk((playback) => playback.toggle()),
  'next-hop': walk((playback) => playback.stepHop(1)),
  'previous-hop': walk((playback) => playback.stepHop(-1)),
  'next-step': walk((playback) => playback.stepCue(1)),
  'previous-step': walk((playback) => playback.stepCue(-1)),
  'first-step': walk((playback) => playback.seekCue(0)),
  'last-step': walk((playback) => playback.seekCue(Number.MAX_SAFE_INTEGER)),
  compare: dialog('compare'),
  requests: dialog('requests'),
  slower: walk(({ speed, setSpeed }) => setSpeed(speed / 2)),
  faster: walk(({ speed, setSpeed }) => setSpeed(speed * 2)),
  add: ({ view }) => view.getState().setBuild({ is: 'add' }),
  changes: toggleTimeline,
  'delete-pod': deleteSelected,
  duplicate: (simulation) => withBoard(({ duplicateOnBoard }, ids) => duplicateOnBoard(simulation, ids), simulation),
  'select-all': ({ view }) => view.getState().askForAll(),
  gather: ({ view }) => view.getState().gather(!view.getState().gathering),
  rename: (simulation) => withActions(({ askName }, id) => askName(simulation, id), simulation),
  'board-text': dialog('board-text'),
  connect: (simulation) => withActions(({ beginLine }, id) => beginLine(simulation, id), simulation),
  cluster: dialog('cluster'),
  reach: dialog('reach'),
  findings: dialog('findings'),
  unread: dialog('unread'),
  migrate: dialog('migrate'),
  undo,
  redo,
  new: dialog('new'),
  gallery: dialog('gallery'),
  challenges: dialog('challenges'),
  course: dialog('course'),
  'make-course': dialog('make-course'),
  author: switchWriting,
  boards: dialog('boards'),
  import: dialog('import'),
  export: dialog('export'),
  lab: dialog('lab'),
  share: dialog('share'),
  request: focusRequest,
  'next-region': () => focusRegion(1),
  'previous-region': () => focusRegion(-1),
  palette: dialog('commands'),
  fit: ({ view }) => view.getState().fitView(true),
  lens: switchLens,
  'fold-all': ({ view }) => foldAll(view, true),
  'unfold-all': ({ view }) => foldAll(view, false),
  present: ({ view }) => view.getState().present(!view.getState().presenting),
  'fold-walk': foldWalk,
  theme: switchTheme,
  deselect,
  legend: dialog('legend'),
  shortcuts: dialog('shortcuts'),
};

/** Does what a command is for. Fetched with the first key or the palette. */
export function runCommand(simulation: Simulation, id: CommandId): void {
  RUN[id](simulation);
}

/** On a timeline first what was let happen there, the last of it first. */
function undo({ document, session, view, words }: Simulation): void {
  const { opening } = document.getState();
  const change = session()?.takeBack();
  const edit: KeptEdit | undefined =
    change === undefined ? document.getState().undo() : { code: 'KEEP_CHANGES', detail: { changes: [change] } };
  if (edit === undefined) return;
  const text = words.of('commands').undone(sayEdit(edit, words.of('edits')));
  const { opening: now, document: board } = document.getState();
  // Another board is on the screen: one may have meant what was done on the one before.
  const isOther = now !== opening;
  const again = isOther ? `. ${words.of('commands').onScreenAgain(titleWords(board.title, words))}` : '';
  view.getState().toast({ tone: 'info', text: text + again });
}

function redo({ document, view, words }: Simulation): void {
  const edit = document.getState().redo();
  if (edit === undefined) return;
  const text = words.of('commands').doneAgain(sayEdit(edit, words.of('edits')));
  view.getState().toast({ tone: 'info', text });
}

function walk(act: (playback: ReturnType<Simulation['playback']['getState']>) => void): Run {
  return ({ playback }) => act(playback.getState());
}

function dialog(name: DialogName): Run {
  return ({ view }) => view.getState().openDialog(name);
}

const NEXT_LENS = { objects: 'wires', wires: 'application', application: 'objects' } as const;

function switchLens({ view }: Simulation): void {
  const { lens, setLens } = view.getState();
  setLens(NEXT_LENS[lens]);
}

function switchTheme({ view }: Simulation): void {
  const { theme, setTheme } = view.getState();
  setTheme(nextTheme(theme));
}

function foldWalk({ view }: Simulation): void {
  const { room, setRoom } = view.getState();
  setRoom({ walk: room.walk === 'open' ? 'folded' : 'open' });
}

function foldAll(view: Simulation['view'], folded: boolean): void {
  foldAllFrames(view, folded);
  view.getState().fitView();
}

function toggleTimeline(simulation: Simulation): void {
  const changes = simulation.session()?.changes.getState();
  if (changes?.open === undefined) simulation.view.getState().openDialog('changes');
  else changes.toggle();
}

/** A pod that a controller made, or on a timeline: as it happens in a cluster, nothing is lost. Anything else goes from the board. */
function deleteSelected(simulation: Simulation): void {
  const { readOnly, timeline } = simulation.view.getState();
  const meant = meantOne(simulation);
  const [kind, namespace, pod] = meant?.split('/') ?? [];
  const isPod = kind === 'Pod' && namespace !== undefined && pod !== undefined;
  const isOwn = meant !== undefined && simulation.document.getState().router.cluster.objects.has(meant);
  if (isPod && (timeline || readOnly || !isOwn)) happen(simulation, { type: 'delete-pod', namespace, pod });
  else if (!readOnly)
    withBoard(
      ({ deleteOnBoard }, ids) => deleteOnBoard(simulation, ids, (change) => happen(simulation, change)),
      simulation,
    );
}

/** The one thing that a key is for: what is selected, else what has the focus on the board, as for the menu. */
function meantOne({ view }: Simulation): string | undefined {
  const { selected, group } = view.getState();
  return selected ?? (group.length === 0 ? focusedObject() : undefined);
}

/** Does something to all that a key is for, by what is fetched for it. */
function withBoard(act: (actions: typeof BoardActions, ids: readonly string[]) => void, simulation: Simulation): void {
  const meant = meantOne(simulation);
  const ids = meant === undefined ? simulation.view.getState().group : [meant];
  if (ids.length === 0) return;
  withPart(
    'build',
    withWords(simulation.words, () => import('../../simulation/build/board-actions.ts')),
    (actions) => act(actions, ids),
  );
}

type Actions = typeof ObjectActions;

/** Does something to the one thing that a key is for, by what is fetched for it. */
function withActions(act: (actions: Actions, id: string) => void, simulation: Simulation): void {
  const meant = meantOne(simulation);
  if (meant === undefined) return;
  withPart(
    'build',
    withWords(simulation.words, () => import('../../features/build/object-actions.ts')),
    (actions) => act(actions, meant),
  );
}

/** Lets something happen on a timeline, which is fetched for it. */
export function happen(simulation: Simulation, change: Parameters<Simulation['happen']>[0]): void {
  withPart(
    'timeline',
    () => simulation.happen(change),
    () => undefined,
  );
}

/** One thing at a time: what is being picked first. */
function deselect({ view }: Simulation): void {
  const { picking, pick, build, setBuild, gathering, gather, select } = view.getState();
  if (picking !== undefined) pick(undefined);
  else if (build !== undefined) setBuild(undefined);
  else if (gathering) gather(false);
  else select(undefined);
}
