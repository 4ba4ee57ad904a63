import type { BuildOptions, ImportWay } from '../../features/files/ImportDialog.tsx';
import type { Reading } from '../../features/files/reading.ts';
import { EMPTY_DOCUMENT } from '../../scenario/document/document.ts';
import type { RawObject } from '../../engine/objects.ts';
import { putObjects } from '../../simulation/edits.ts';
import { withWritten } from '../../simulation/views/object-text.ts';
import type { HistoryEntry } from '../../simulation/stores/document-store.ts';
import type { OpenOptions } from '../../simulation/workspace/simulation.ts';
import { suggestRequests } from '../../simulation/views/request-suggestions.ts';
import { buildInTasks } from './build-in-tasks.ts';
import { nextTask } from './next-task.ts';
import type { Workspace } from '../opening/open.ts';
import { prefersStillness } from '../page/stillness.ts';

/** What to put on the board, in which way, and where it is from. */
export interface ImportChoice {
  readonly reading: Omit<Reading, 'findings' | 'restDuring'>;
  readonly way: ImportWay;
  /** The names of the files that were read. */
  readonly files: readonly string[];
}

/**
 * Puts what was read on the board: one undo step, the board in view, and a first request of its own on its way. The cluster is
 * built, the board comes in place of the dialog and the packet sets out one after the other, so that none of it waits for all.
 * Stopped before the cluster stands, it leaves everything as it was.
 */
export async function importReading(
  workspace: Workspace,
  choice: ImportChoice,
  options: BuildOptions = {},
): Promise<void> {
  const { simulation, page } = workspace;
  const { reading, way, files } = choice;
  const { document, view } = simulation;
  const isLast = page.takeTicket();
  const leaveDialog = (): void => {
    page.setState({ incoming: [] });
    if (view.getState().dialog === 'import') view.getState().openDialog(undefined);
  };
  const before = document.getState().document;
  const title = titleOf(files);
  const put =
    way === 'add' ? putObjects(before, reading.objects) : { ...EMPTY_DOCUMENT, title, objects: reading.objects };
  const imported = withWritten(put, writtenIn(reading));
  const cluster = await buildInTasks(simulation, imported, options);
  if (cluster === undefined) return;
  // Whatever was opened meanwhile is what one looks at.
  if (!isLast()) return leaveDialog();
  // What was changed meanwhile is added to.
  if (way === 'add' && document.getState().document !== before) return importReading(workspace, choice, options);
  const from = { files: files.length, first: files[0] ?? '' };
  const objects = reading.objects.length;
  const onShown: OpenOptions['onShown'] = (step) => {
    leaveDialog();
    void sendFirst(simulation, isLast);
    tellImported(workspace, { reading, files, step });
  };
  if (way === 'add')
    onShown(document.getState().edit({ code: 'ADD', detail: { ...from, objects } }, () => imported, cluster));
  else simulation.open(imported, { edit: { code: 'IMPORT', detail: from }, clean: false, cluster, onShown });
  view.getState().fitView();
}

/** What somebody wrote of the objects, comments and all. */
function writtenIn({
  objects,
  texts,
}: ImportChoice['reading']): readonly { readonly object: RawObject; readonly text: string }[] {
  return Object.entries(texts).flatMap(([index, text]) => {
    const object = objects[Number(index)];
    return object === undefined ? [] : [{ object, text }];
  });
}

/** What the board is called: after the first of the files, with how many others there are. It is kept, so it is nothing that the page says. */
function titleOf([first = '', ...others]: readonly string[]): string {
  const name = first.replace(/\.(ya?ml|json|txt)$/i, '');
  return others.length === 0 ? name : `${name} +${others.length}`;
}

interface Imported extends Omit<ImportChoice, 'way'> {
  readonly step: HistoryEntry | undefined;
}

function tellImported({ simulation }: Workspace, { reading, files, step }: Imported): void {
  const { view } = simulation;
  const skipped = Object.entries(reading.skipped)
    .filter(([kind]) => reading.skippedGroups[kind] !== 'unread')
    .reduce((sum, [, each]) => sum + each, 0);
  const read = Object.values(reading.read).reduce((sum, each) => sum + each, 0);
  const unread = reading.objects.length - read;
  const words = simulation.words.of('opening').import;
  const [only = ''] = files;
  const from = files.length === 1 ? only : simulation.words.of('files').import.files(files.length);
  view.getState().toast({
    tone: 'success',
    text: words.imported({ count: reading.objects.length, from, unread, skipped }),
    undo: step,
    ...(unread === 0
      ? {}
      : { action: { label: words.whatIsNotRead, run: () => view.getState().openDialog('unread') } }),
  });
}

/** A request to begin with, where there is none yet. */
async function sendFirst({ document, playback }: Workspace['simulation'], isLast: () => boolean): Promise<void> {
  await nextTask();
  if (!isLast() || playback.getState().request !== undefined) return;
  const { router } = document.getState();
  const [first] = suggestRequests(router.cluster, 1);
  await nextTask();
  const isStill = isLast() && document.getState().router === router && playback.getState().request === undefined;
  if (isStill && first !== undefined) playback.getState().send(first, { play: !prefersStillness() });
}
