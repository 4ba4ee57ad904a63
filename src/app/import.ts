import type { ImportWay, Reading } from '../features/files/ImportDialog.tsx';
import { buildClusterInSteps } from '../engine/kubernetes/build-cluster.ts';
import type { Cluster } from '../engine/kubernetes/cluster.ts';
import type { RawObject } from '../engine/kubernetes/object.ts';
import { decodeText } from '../manifests/decode-text.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document.ts';
import { putObjects } from '../simulation/edits.ts';
import { loadPrograms, wantsPrograms } from '../simulation/programs.ts';
import { suggestRequests } from '../simulation/request-suggestions.ts';
import { fetchPart, MissingPart, tellMissing } from '../ui/fetch-part.ts';
import { askedFor, openScenario, prefersStillness, type Workspace } from './open.ts';
import { isScenarioText, looksLikeManifests, type ReadOptions, readInWorker } from './read-files.ts';
import type { SourceFile } from './worker/messages.ts';

/** What to put on the board, in which way, and what it is called. */
interface ImportChoice {
  readonly reading: Reading;
  readonly way: ImportWay;
  readonly name: string;
}

const LARGEST_FILE = 50_000_000;

const loadScenarioFiles = () => import('../scenario/scenario-file.ts');

/** Takes files from a drop or the picker: a scenario file is opened, everything else goes to the import dialog. */
export async function receiveFiles(workspace: Workspace, files: readonly File[]): Promise<void> {
  const { view } = workspace.simulation;
  if (files.length === 0 || view.getState().readOnly) return;
  const tooLarge = files.find(({ size }) => size > LARGEST_FILE);
  if (tooLarge !== undefined) {
    view.getState().toast({ tone: 'error', text: `${tooLarge.name} is larger than 50 MB.` });
    return;
  }
  try {
    await receiveSources(
      workspace,
      files.map((file) => ({ name: file.name, content: file })),
    );
  } catch (error) {
    if (error instanceof MissingPart) {
      tellMissing(error, () => void receiveFiles(workspace, files));
      return;
    }
    view.getState().toast({ tone: 'error', text: 'The file could not be read. A folder can’t be dropped.' });
  }
}

/** Takes pasted text when it could be manifests or a scenario; anything else is left alone. */
export async function receivePaste(workspace: Workspace, text: string): Promise<void> {
  if (workspace.simulation.view.getState().readOnly) return;
  if (!isScenarioText(text) && !looksLikeManifests(text)) return;
  await receiveSources(workspace, [{ name: 'pasted.yaml', content: text }]).catch((error: unknown) =>
    tellMissing(error, () => void receivePaste(workspace, text)),
  );
}

async function receiveSources(workspace: Workspace, files: readonly SourceFile[]): Promise<void> {
  const { page, simulation } = workspace;
  const [only] = files;
  const text = await scenarioText(files);
  if (only === undefined || text === undefined) {
    page.setState({ incoming: files });
    simulation.view.getState().openDialog('import');
    return;
  }
  const asked = askedFor(workspace, 'the file');
  const { parseScenarioFile } = await fetchPart('The reader of scenario files', loadScenarioFiles);
  const parsed = parseScenarioFile(text);
  if (!parsed.ok) {
    simulation.view.getState().toast({ tone: 'error', text: `${only.name} can’t be opened. ${parsed.message}` });
    return;
  }
  simulation.view.getState().openDialog(undefined);
  await openScenario(workspace, { ...parsed, label: `Open ${only.name}`, asked });
}

/** Bytes by which it is told whether a file may be a scenario. */
const HEAD = 4096;

/** The text of the only file when it is a scenario; of other files no more is read than their head. */
async function scenarioText([only, ...others]: readonly SourceFile[]): Promise<string | undefined> {
  if (only === undefined || others.length > 0) return undefined;
  const { name, content } = only;
  if (typeof content === 'string') return isScenarioText(content) ? content : undefined;
  const textOf = async (blob: Blob): Promise<string> => decodeText(new Uint8Array(await blob.arrayBuffer())).text;
  const isNamed = name.endsWith('.packetwalk.json');
  // Read in any case: of a folder this fails.
  const head = await textOf(content.slice(0, HEAD));
  if (!isNamed && !head.trimStart().startsWith('{')) return undefined;
  const text = await textOf(content);
  return isNamed || isScenarioText(text) ? text : undefined;
}

/** The objects in files, of manifests or of a scenario; rejects with a sentence when there are none. */
export async function readObjects(workspace: Workspace, files: readonly File[]): Promise<readonly RawObject[]> {
  const sources = files.map((file) => ({ name: file.name, content: file }));
  const text = await scenarioText(sources);
  if (text !== undefined) {
    const { parseScenarioFile } = await fetchPart('The reader of scenario files', loadScenarioFiles);
    const parsed = parseScenarioFile(text);
    if (!parsed.ok) throw new Error(parsed.message);
    return parsed.scenario.document.objects;
  }
  const { objects } = await readForBoard(workspace, sources);
  if (objects.length === 0) throw new Error('No Kubernetes objects in there.');
  return objects;
}

/** Reads manifests for the board that is open. */
export function readForBoard(
  { simulation }: Workspace,
  files: readonly SourceFile[],
  options?: ReadOptions,
): Promise<Reading> {
  return readInWorker({ files, board: simulation.document.getState().document.objects }, options);
}

/**
 * Puts what was read on the board: one undo step, the board in view, and a first request of its own on its way. The cluster is
 * built, the board comes in place of the dialog and the packet sets out one after the other, so that none of it waits for all.
 */
export async function importReading({ simulation, page }: Workspace, choice: ImportChoice): Promise<void> {
  const { reading, way, name } = choice;
  const { document, view } = simulation;
  const isLast = page.takeTicket();
  const leaveDialog = (): void => {
    page.setState({ incoming: [] });
    if (view.getState().dialog === 'import') view.getState().openDialog(undefined);
  };
  const count = `${reading.objects.length} object${reading.objects.length === 1 ? '' : 's'}`;
  const first = (): void => void nextTask().then(() => isLast() && sendFirst(simulation));
  if (way === 'add') {
    document.getState().edit(`Add ${count} from ${name}`, (board) => putObjects(board, reading.objects));
    leaveDialog();
    first();
  } else {
    const title = name.replace(/\.(ya?ml|json|txt)$/i, '');
    const imported = { ...EMPTY_DOCUMENT, title, objects: reading.objects };
    const cluster = await buildInTasks(imported);
    // Whatever was opened meanwhile is what one looks at.
    if (!isLast()) return leaveDialog();
    const onShown = (): void => {
      leaveDialog();
      first();
    };
    simulation.open(imported, { label: `Import ${name}`, clean: false, cluster, onShown });
  }
  view.getState().fitView();
  const skipped = Object.entries(reading.skipped)
    .filter(([kind]) => reading.skippedGroups[kind] !== 'unread')
    .reduce((sum, [, each]) => sum + each, 0);
  const read = Object.values(reading.read).reduce((sum, each) => sum + each, 0);
  const unread = reading.objects.length - read;
  const said = [
    `${count} from ${name}`,
    ...(unread === 0 ? [] : [`${unread} of them not read`]),
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
  ];
  view.getState().toast({
    tone: 'success',
    text: `${said.join(', ')}.`,
    undo: document.getState().past.length > 0,
    ...(unread === 0 ? {} : { action: { label: 'What is not read', run: () => view.getState().openDialog('unread') } }),
  });
}

/** The cluster of a document, built step by step while the page goes on. */
async function buildInTasks(document: ScenarioDocument): Promise<Cluster> {
  if (wantsPrograms(document)) await loadPrograms().catch(() => undefined);
  const steps = buildClusterInSteps(document);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await nextTask();
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/** A request to begin with, where there is none yet. */
function sendFirst({ document, playback }: Workspace['simulation']): void {
  const [first] = suggestRequests(document.getState().router.cluster, 1);
  if (playback.getState().request === undefined && first !== undefined) {
    playback.getState().send(first, { play: !prefersStillness() });
  }
}
