import type { RawObject } from '../../engine/objects.ts';
import { say } from '../../narration/sentences.ts';
import { decodeText } from '../../manifests/sources/decode-text.ts';
import { fetchPart, MissingPart, tellMissing } from '../../ui/fetch-part.ts';
import { pasteOnBoard } from './paste.ts';
import { askedFor, type Workspace } from '../opening/open.ts';
import { openRestored } from '../opening/open-restored.ts';
import {
  beginReading,
  type CheckedResult,
  isScenarioText,
  looksLikeManifests,
  type ReadOptions,
  readInWorker,
} from './read-files.ts';
import type { SourceFile } from '../worker/messages.ts';

const LARGEST_FILE = 50_000_000;

const loadScenarioFiles = () => import('../../scenario/scenario-file.ts');

/** Takes files from a drop or the picker: a scenario file is opened, everything else goes to the import dialog. */
export async function receiveFiles(workspace: Workspace, files: readonly File[]): Promise<void> {
  const { view, words } = workspace.simulation;
  if (files.length === 0 || view.getState().readOnly) return;
  const tooLarge = files.find(({ size }) => size > LARGEST_FILE);
  if (tooLarge !== undefined) {
    view.getState().toast({ tone: 'error', text: words.of('opening').file.tooLarge(tooLarge.name) });
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
    view.getState().toast({ tone: 'error', text: words.of('opening').file.couldNotBeRead });
  }
}

/**
 * Takes pasted text when it could be manifests or a scenario; anything else is left alone. What was copied from a board, or is pasted
 * while one works on this one (`ofBoard`: the Namespaces of the board it was copied from), is put beside what there is; all else, and what cannot be read, goes to the import dialog, which says why.
 */
export async function receivePaste(workspace: Workspace, text: string, ofBoard: string | undefined): Promise<void> {
  if (workspace.simulation.view.getState().readOnly) return;
  if (!isScenarioText(text) && !looksLikeManifests(text)) return;
  if ((ofBoard !== undefined || isWorkedOn(workspace)) && pasteOnBoard(workspace.simulation, text, ofBoard)) return;
  await receiveSources(workspace, [{ name: 'pasted.yaml', content: text }]).catch((error: unknown) =>
    tellMissing(error, () => void receivePaste(workspace, text, ofBoard)),
  );
}

/** Something of the board is selected, or has the focus. */
function isWorkedOn({ simulation }: Workspace): boolean {
  const { selected, group } = simulation.view.getState();
  const isFocused = document.activeElement?.closest('[data-region="canvas"]') !== null;
  return selected !== undefined || group.length > 0 || (isFocused && document.activeElement !== null);
}

async function receiveSources(workspace: Workspace, files: readonly SourceFile[]): Promise<void> {
  const { page, simulation } = workspace;
  const [only] = files;
  if (only !== undefined && files.length === 1 && (await receivePicture(workspace, only))) return;
  const words = simulation.words.of('opening');
  const text = await scenarioText(files);
  if (only === undefined || text === undefined) {
    beginReading({ files, board: simulation.document.getState().document, words: words.reader });
    page.setState({ incoming: files });
    simulation.view.getState().openDialog('import');
    return;
  }
  const asked = askedFor(workspace, words.file.theFile);
  const { parseScenarioFile } = await fetchPart('scenarioReader', loadScenarioFiles);
  const parsed = parseScenarioFile(text);
  if (!parsed.ok) {
    simulation.view
      .getState()
      .toast({ tone: 'error', text: words.file.cannotBeOpened(only.name, say(words.unreadable, parsed.why)) });
    return;
  }
  simulation.view.getState().openDialog(undefined);
  await openRestored(workspace, { ...parsed, edit: { code: 'OPEN_FILE', detail: { file: only.name } }, asked });
}

/** Opens the scenario that a picture holds; false: it is no picture. Of other files no more is read than their head. */
async function receivePicture(workspace: Workspace, { name, content }: SourceFile): Promise<boolean> {
  if (typeof content === 'string') return false;
  // Read in any case: of a folder this fails.
  const head = new Uint8Array(await content.slice(0, HEAD).arrayBuffer());
  if (!/\.(?:png|svg)$/i.test(name) && head[0] !== PNG) return false;
  const { readPicture } = await fetchPart('pictureReader', () => import('../../scenario/picture-file.ts'));
  const found = readPicture(new Uint8Array(await content.arrayBuffer()));
  if (found === undefined) return false;
  const { view, words: said } = workspace.simulation;
  const words = said.of('opening');
  if (found.hash === undefined) {
    view.getState().toast({ tone: 'error', text: words.file.noScenarioIn(name) });
    return true;
  }
  const asked = askedFor(workspace, words.file.theFile);
  const { decodeShareLink } = await fetchPart('linkReader', () => import('../../scenario/share-link.ts'));
  const decoded = decodeShareLink(found.hash);
  if (decoded.ok) {
    view.getState().openDialog(undefined);
    await openRestored(workspace, { ...decoded, edit: { code: 'OPEN_FILE', detail: { file: name } }, asked });
  } else {
    const text = words.file.cannotBeOpened(name, say(words.unreadable, decoded.why));
    view.getState().toast({ tone: 'error', text });
  }
  return true;
}

/** The first byte of a PNG, which no text begins with. */
const PNG = 0x89;

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
    const { parseScenarioFile } = await fetchPart('scenarioReader', loadScenarioFiles);
    const parsed = parseScenarioFile(text);
    if (!parsed.ok) throw new Error(say(workspace.simulation.words.of('opening').unreadable, parsed.why));
    return parsed.scenario.document.objects;
  }
  const enough = new AbortController();
  const { objects } = await readForBoard(workspace, sources, { signal: enough.signal });
  // Nobody asks here what is wrong with them.
  enough.abort();
  if (objects.length === 0) throw new Error(workspace.simulation.words.of('opening').file.noObjects);
  return objects;
}

/** Reads manifests for the board that is open. */
export function readForBoard(
  { simulation }: Workspace,
  files: readonly SourceFile[],
  options?: ReadOptions,
): Promise<CheckedResult> {
  return readInWorker(
    { files, board: simulation.document.getState().document, words: simulation.words.of('opening').reader },
    options,
  );
}
