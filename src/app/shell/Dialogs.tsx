import { useWords, withWords } from '../../ui/words.ts';
import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ExportKind } from '../../features/files/ExportDialog.tsx';
import type { ImportDialogProps } from '../../features/files/ImportDialog.tsx';
import type { PictureWanted } from '../../features/share/picture.ts';
import type { ShareProps } from '../../features/share/Share.tsx';
import { KINDS } from '../../engine/objects.ts';
import { useView } from '../../simulation/workspace/context.ts';
import { type CommandGroup, GROUP_OF } from './command-groups.ts';
import { offeredCommands } from './commands.ts';
import { happen } from './run-command.ts';
import { download, downloadBlob, fileName } from '../page/download.ts';
import { titleWords } from '../page/title-words.ts';
import { saveScenario, scenarioFile } from '../files/scenario-download.ts';
import { fetchPart, tellMissing } from '../../ui/fetch-part.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { readForBoard, readObjects, receiveFiles } from '../files/import.ts';
import type { Workspace } from '../opening/open.ts';
import { paletteItems } from './palette.ts';
import { createWalkText } from '../opening/create-walk-text.ts';
import { createLink } from '../opening/create-link.ts';

const Gallery = lazyPart({ part: 'gallery', place: 'dialog' }, async () => {
  return (await import('../course/WholeGallery.tsx')).WholeGallery;
});
const CoursePath = lazyPart(
  { part: 'course', place: 'dialog', words: ['later', 'course'] },
  async () => (await import('../course/CourseDialog.tsx')).CourseDialog,
);
const CourseMaker = lazyPart(
  { part: 'course', place: 'dialog', words: ['later', 'course'] },
  async () => (await import('../course/CourseMaker.tsx')).CourseMaker,
);
const CourseHandout = lazyPart(
  { part: 'course', place: 'dialog', words: ['later', 'course', 'narrator'] },
  async () => (await import('../course/CourseHandout.tsx')).CourseHandout,
);
const Share = lazyPart(
  { part: 'share', place: 'dialog' },
  async () => (await import('../../features/share/Share.tsx')).Share,
);
const loadImporter = () => import('../files/import-reading.ts');
const ImportDialog = lazyPart({ part: 'import', place: 'dialog', words: ['later', 'narrator'] }, async () => {
  // Soon needed; where it is missing, that is told then.
  void loadImporter().catch(() => undefined);
  return (await import('../../features/files/ImportDialog.tsx')).ImportDialog;
});
const ExportDialog = lazyPart(
  { part: 'export', place: 'dialog', words: ['later', 'narrator'] },
  async () => (await import('../../features/files/ExportDialog.tsx')).ExportDialog,
);
const CommandPalette = lazyPart(
  { part: 'commands', place: 'dialog' },
  async () => (await import('../../features/commands/CommandPalette.tsx')).CommandPalette,
);
const OpenQuestion = lazyPart(
  { part: 'question', place: 'dialog' },
  async () => (await import('./OpenQuestion.tsx')).OpenQuestion,
);
const ProblemList = lazyPart(
  { part: 'problems', place: 'dialog' },
  async () => (await import('./ProblemList.tsx')).ProblemList,
);
const FindingsList = lazyPart(
  { part: 'findings', place: 'dialog', words: ['later', 'narrator'] },
  async () => (await import('../../features/findings/FindingsList.tsx')).FindingsList,
);
const UnreadList = lazyPart(
  { part: 'unread', place: 'dialog' },
  async () => (await import('../../features/unread/UnreadList.tsx')).UnreadList,
);
const Compare = lazyPart(
  { part: 'comparison', place: 'dialog', words: ['later', 'narrator'] },
  async () => (await import('../../features/compare/Compare.tsx')).Compare,
);
const MigratePanel = lazyPart(
  { part: 'migration', place: 'dialog', words: ['later', 'narrator'] },
  async () => (await import('../../features/migrate/MigratePanel.tsx')).MigratePanel,
);
const BoardText = lazyPart(
  { part: 'boardText', place: 'dialog', words: ['later', 'narrator', 'editor'] },
  async () => (await import('../../features/board-text/BoardText.tsx')).BoardText,
);
const ChangeDialog = lazyPart(
  { part: 'changes', place: 'dialog' },
  async () => (await import('../../features/changes/ChangeDialog.tsx')).ChangeDialog,
);
const ReachMatrix = lazyPart(
  { part: 'reach', place: 'dialog' },
  async () => (await import('../../features/reach/ReachMatrix.tsx')).ReachMatrix,
);
const ClusterSettings = lazyPart(
  { part: 'clusterSettings', place: 'dialog' },
  async () => (await import('../../features/cluster-settings/ClusterSettings.tsx')).ClusterSettings,
);
const Requests = lazyPart(
  { part: 'requests', place: 'dialog', words: ['later', 'narrator'] },
  async () => (await import('../../features/request-bar/Requests.tsx')).Requests,
);
const Legend = lazyPart(
  { part: 'legend', place: 'dialog' },
  async () => (await import('../../features/commands/Legend.tsx')).Legend,
);
const Shortcuts = lazyPart(
  { part: 'shortcuts', place: 'dialog' },
  async () => (await import('../../features/commands/Shortcuts.tsx')).Shortcuts,
);

const KIND_NAMES: readonly string[] = KINDS.map(({ kind }) => kind);
const GROUPS: readonly CommandGroup[] = ['Walk', 'View', 'Files', 'Board'];

interface DialogProps {
  readonly workspace: Workspace;
  readonly onClose: () => void;
}

/** The dialog that is open, loaded when it is first opened. */
export function Dialogs({ workspace }: DialogProps) {
  const dialog = useView((state) => state.dialog);
  const openDialog = useView((state) => state.openDialog);
  const question = useStore(workspace.page, (state) => state.question);
  const problems = useStore(workspace.page, (state) => state.problems);
  const onClose = useCallback(() => openDialog(undefined), [openDialog]);
  const props = { workspace, onClose };
  return (
    <>
      {(dialog === 'gallery' || dialog === 'challenges' || dialog === 'boards' || dialog === 'new') && (
        <Gallery key={dialog} first={dialog === 'gallery' ? 'lessons' : dialog} {...props} />
      )}
      {dialog === 'course' && <CoursePath {...props} />}
      {dialog === 'make-course' && <CourseMaker {...props} />}
      {dialog === 'handout' && <CourseHandout {...props} />}
      {dialog === 'share' && <OpenShare {...props} />}
      {dialog === 'import' && <OpenImport {...props} />}
      {(dialog === 'export' || dialog === 'lab') && (
        <OpenExport key={dialog} first={dialog === 'lab' ? 'lab' : 'yaml'} {...props} />
      )}
      {dialog === 'changes' && <OpenChanges {...props} />}
      {dialog === 'compare' && <OpenCompare {...props} />}
      {dialog === 'cluster' && <ClusterSettings onClose={onClose} />}
      {dialog === 'reach' && <OpenReach {...props} />}
      {dialog === 'findings' && <FindingsList onClose={onClose} />}
      {dialog === 'migrate' && <MigratePanel onClose={onClose} />}
      {dialog === 'board-text' && <BoardText onClose={onClose} />}
      {dialog === 'requests' && <Requests onClose={onClose} />}
      {dialog === 'unread' && <UnreadList onClose={onClose} />}
      {dialog === 'commands' && <OpenCommands {...props} />}
      {dialog === 'legend' && <Legend onClose={onClose} />}
      {dialog === 'shortcuts' && <OpenShortcuts {...props} />}
      {problems !== undefined && (
        <ProblemList problems={problems} onClose={() => workspace.page.setState({ problems: undefined })} />
      )}
      {question !== undefined && <OpenQuestion question={question} onClose={() => question.answer(false)} />}
    </>
  );
}

/** With the other boards of this browser, where it keeps any. */
function OpenCompare({ workspace, onClose }: DialogProps) {
  const shelf = useStore(workspace.page, (state) => state.shelf);
  const boards = useMemo(
    () => ({
      list: async () => (await shelf?.list())?.boards.filter(({ isOpen, isDeleted }) => !isOpen && !isDeleted) ?? [],
      read: async (id: string) => shelf?.read(id),
    }),
    [shelf],
  );
  return <Compare boards={boards} onClose={onClose} />;
}

function OpenShare({ workspace: { simulation }, onClose }: DialogProps) {
  const make = useCallback(() => createLink(simulation), [simulation]);
  const draw = useCallback(
    async (wanted: PictureWanted) => {
      const { createPicture } = await fetchPart(
        'picture',
        withWords(simulation.words, () => import('../files/create-picture.ts'), ['later', 'narrator']),
      );
      return createPicture(simulation, wanted);
    },
    [simulation],
  );
  const film = useCallback<ShareProps['createFilm']>(
    async (wanted, making) => {
      const { createFilm } = await fetchPart(
        'film',
        withWords(simulation.words, () => import('../files/create-film.ts'), ['later', 'narrator']),
      );
      return createFilm(simulation, wanted, making);
    },
    [simulation],
  );
  const makeWalk = useCallback(() => createWalkText(simulation), [simulation]);
  const { title } = simulation.document.getState().document;
  return (
    <Share
      title={titleWords(title, simulation.words)}
      createLink={make}
      createWalk={makeWalk}
      createPicture={draw}
      createFilm={film}
      onDownload={() => saveScenario(simulation)}
      onDownloadText={download}
      onDownloadPicture={downloadBlob}
      onClose={onClose}
    />
  );
}

function OpenImport({ workspace, onClose }: DialogProps) {
  const incoming = useStore(workspace.page, (state) => state.incoming);
  const read = useCallback<ImportDialogProps['read']>(
    (files, options) => readForBoard(workspace, files, options),
    [workspace],
  );
  const put: ImportDialogProps['onImport'] = async (reading, way, { files, ...options }) => {
    try {
      const { importReading } = await fetchPart('importer', loadImporter);
      await importReading(workspace, { reading, way, files }, options);
    } catch (error) {
      tellMissing(error, () => void put(reading, way, { files, ...options }));
    }
  };
  const close = (): void => {
    workspace.page.setState({ incoming: [] });
    onClose();
  };
  return (
    <ImportDialog
      files={incoming}
      onFiles={(files) => workspace.page.setState({ incoming: files })}
      kinds={KIND_NAMES}
      read={read}
      onPick={(files) => void receiveFiles(workspace, files)}
      onImport={put}
      onClose={close}
    />
  );
}

function OpenExport({ workspace: { simulation }, first, onClose }: DialogProps & { readonly first: ExportKind }) {
  const create = useCallback(
    async (kind: ExportKind, withNodes: boolean | undefined) => {
      if (kind === 'scenario') return scenarioFile(simulation);
      if (kind === 'lab') return labScript(simulation);
      const { manifestsOf } = await fetchPart('manifestWriter', () => import('../../simulation/views/object-text.ts'));
      const { document } = simulation.document.getState();
      return { name: `${fileName(document.title)}.yaml`, ...manifestsOf(document, withNodes) };
    },
    [simulation],
  );
  const findRefused = useCallback(
    async (text: string) => {
      const { refusedIn } = await fetchPart('manifestWriter', () => import('../../simulation/texts/refused-in.ts'));
      return refusedIn(text, simulation);
    },
    [simulation],
  );
  return (
    <ExportDialog first={first} createFile={create} findRefused={findRefused} onDownload={download} onClose={onClose} />
  );
}

function OpenChanges({ workspace: { simulation }, onClose }: DialogProps) {
  return (
    <ChangeDialog
      onChange={(change) => {
        onClose();
        happen(simulation, change);
      }}
      onClose={onClose}
    />
  );
}

function OpenCommands({ workspace: { simulation }, onClose }: DialogProps) {
  const items = useMemo(() => paletteItems(simulation), [simulation]);
  const takeEarly = useCallback(() => {
    const { early } = simulation.view.getState();
    simulation.view.setState({ early: [] });
    return early;
  }, [simulation]);
  return <CommandPalette items={items} takeEarly={takeEarly} onClose={onClose} />;
}

function OpenShortcuts({ onClose }: DialogProps) {
  const words = useWords('commands');
  const commands = offeredCommands(useView((state) => state.readOnly)).filter(({ keys }) => keys.length > 0);
  const groups = GROUPS.map((group) => ({
    title: words.groups[group],
    shortcuts: commands.flatMap(({ id, keys }) => (GROUP_OF[id] === group ? [{ title: words.titles[id], keys }] : [])),
  }));
  return <Shortcuts groups={groups.filter(({ shortcuts }) => shortcuts.length > 0)} onClose={onClose} />;
}

function OpenReach({ workspace, onClose }: DialogProps) {
  const read = useCallback((files: readonly File[]) => readObjects(workspace, files), [workspace]);
  return <ReachMatrix readObjects={read} onClose={onClose} />;
}

async function labScript({ document }: Workspace['simulation']) {
  const { createLabScript } = await fetchPart('labWriter', () => import('../../simulation/views/lab-script.ts'));
  const script = createLabScript(document.getState().router);
  if (!script.ok) throw new Error(script.message);
  return { name: 'packetwalk-lab.sh', text: script.text };
}
