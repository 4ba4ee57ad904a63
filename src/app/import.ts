import type { ImportWay, Reading } from '../features/files/ImportDialog.tsx';
import type { RawObject } from '../engine/kubernetes/object.ts';
import type { ManifestFile } from '../manifests/parse.ts';
import { EMPTY_DOCUMENT } from '../scenario/document.ts';
import { putObjects } from '../simulation/edits.ts';
import { suggestRequests } from '../simulation/request-suggestions.ts';
import { fetchPart, MissingPart, tellMissing } from '../ui/fetch-part.ts';
import { askedFor, openScenario, prefersStillness, type Workspace } from './open.ts';
import { isScenarioText, looksLikeManifests, readInWorker } from './read-files.ts';

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
    await receiveTexts(
      workspace,
      await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() }))),
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
  await receiveTexts(workspace, [{ name: 'pasted.yaml', text }]).catch((error: unknown) =>
    tellMissing(error, () => void receivePaste(workspace, text)),
  );
}

async function receiveTexts(workspace: Workspace, files: readonly ManifestFile[]): Promise<void> {
  const { page, simulation } = workspace;
  const [only] = files;
  if (
    only === undefined ||
    files.length > 1 ||
    !(only.name.endsWith('.packetwalk.json') || isScenarioText(only.text))
  ) {
    page.setState({ incoming: files });
    simulation.view.getState().openDialog('import');
    return;
  }
  const asked = askedFor(workspace, 'the file');
  const { parseScenarioFile } = await fetchPart('The reader of scenario files', loadScenarioFiles);
  const parsed = parseScenarioFile(only.text);
  if (!parsed.ok) {
    simulation.view.getState().toast({ tone: 'error', text: `${only.name} can’t be opened. ${parsed.message}` });
    return;
  }
  simulation.view.getState().openDialog(undefined);
  await openScenario(workspace, { ...parsed, label: `Open ${only.name}`, asked });
}

/** The objects in files, of manifests or of a scenario; rejects with a sentence when there are none. */
export async function readObjects(workspace: Workspace, files: readonly File[]): Promise<readonly RawObject[]> {
  const texts = await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
  const [only] = texts;
  if (only !== undefined && texts.length === 1 && isScenarioText(only.text)) {
    const { parseScenarioFile } = await fetchPart('The reader of scenario files', loadScenarioFiles);
    const parsed = parseScenarioFile(only.text);
    if (!parsed.ok) throw new Error(parsed.message);
    return parsed.scenario.document.objects;
  }
  const { objects } = await readForBoard(workspace, texts);
  if (objects.length === 0) throw new Error('No Kubernetes objects in there.');
  return objects;
}

/** Reads manifests for the board that is open. */
export function readForBoard({ simulation }: Workspace, files: readonly ManifestFile[]): Promise<Reading> {
  return readInWorker({ files, board: simulation.document.getState().document.objects });
}

/** Puts what was read on the board: one undo step, the board in view, and a first request of its own on its way. */
export function importReading({ simulation, page }: Workspace, { reading, way, name }: ImportChoice): void {
  const { document, view } = simulation;
  page.takeTicket();
  const count = `${reading.objects.length} object${reading.objects.length === 1 ? '' : 's'}`;
  if (way === 'add') {
    document.getState().edit(`Add ${count} from ${name}`, (board) => putObjects(board, reading.objects));
    sendFirst(simulation);
  } else {
    const title = name.replace(/\.(ya?ml|json|txt)$/i, '');
    simulation.open(
      { ...EMPTY_DOCUMENT, title, objects: reading.objects },
      { label: `Import ${name}`, clean: false, onShown: () => sendFirst(simulation) },
    );
  }
  view.getState().openDialog(undefined);
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

/** A request to begin with, where there is none yet. */
function sendFirst({ document, playback }: Workspace['simulation']): void {
  const [first] = suggestRequests(document.getState().router.cluster);
  if (playback.getState().request === undefined && first !== undefined) {
    playback.getState().send(first, { play: !prefersStillness() });
  }
}
