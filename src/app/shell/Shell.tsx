import { useCallback } from 'react';
import { useStore } from 'zustand';
import { Canvas } from '../../features/canvas/Canvas.tsx';
import type { KnownRoom } from '../../features/canvas/scene/use-room.ts';
import { FileDrop } from '../../features/files/FileDrop.tsx';
import { StoryStrip } from '../../features/gallery/StoryStrip.tsx';
import { RequestBar } from '../../features/request-bar/RequestBar.tsx';
import { Transport } from '../../features/timeline/Transport.tsx';
import { useDocument, usePlayback, useView } from '../../simulation/workspace/context.ts';
import { Walk } from '../../features/walk/Walk.tsx';
import { withPart } from '../../ui/fetch-part.ts';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { PartBoundary } from '../../ui/PartBoundary.tsx';
import { useWords, withWords } from '../../ui/words.ts';
import { Header } from './Header.tsx';
import type { Workspace } from '../opening/open.ts';
import { Toasts } from './Toasts.tsx';

const Dialogs = lazyPart({ part: 'dialog', place: 'dialog' }, async () => (await import('./Dialogs.tsx')).Dialogs);
const Build = lazyPart(
  { part: 'build', place: 'board' },
  async () => (await import('../../features/build/Build.tsx')).Build,
);
const FrameNotice = lazyPart(
  { part: 'frameNotice', place: 'band' },
  async () => (await import('./FrameNotice.tsx')).FrameNotice,
);
const Changes = lazyPart(
  { part: 'timeline', place: 'band', words: ['later', 'narrator'] },
  async () => (await import('./Changes.tsx')).Changes,
);
const Inspector = lazyPart(
  { part: 'inspector', place: 'panel', words: ['later', 'narrator'] },
  async () => (await import('../../features/inspector/Inspector.tsx')).Inspector,
);

const Present = lazyPart(
  { part: 'presentation', place: 'band' },
  async () => (await import('../../features/present/Present.tsx')).Present,
);

/** Who has come to the end of a lesson is offered the next one. */
const LessonEnd = lazyPart(
  { part: 'story', place: 'line', loading: '' },
  async () => (await import('./LessonEnd.tsx')).LessonEnd,
);

/** Where one is in a course that is followed; and what writes a story. */
const CourseSteps = lazyPart(
  { part: 'course', place: 'band', words: ['later', 'course'] },
  async () => (await import('../course/CourseSteps.tsx')).CourseSteps,
);

/** What is to be brought about on a board. */
const Challenge = lazyPart(
  { part: 'challenge', place: 'band' },
  async () => (await import('./Challenge.tsx')).Challenge,
);

const loadImport = () => import('../files/import.ts');

export interface ShellProps {
  readonly workspace: Workspace;
  /** Only the canvas, the playback and the walk: for a page inside another page. */
  readonly embedded: boolean;
  /** Inside a stranger's page: what was asked for is more than it may be there. */
  readonly framed: boolean;
  /** How large the board is, where that is known before it is there. */
  readonly screen?: KnownRoom | undefined;
}

/** The frame of the page: where everything has its place. */
export function Shell({ workspace, embedded, framed, screen }: ShellProps) {
  const readOnly = useView((state) => state.readOnly);
  const timeline = useView((state) => state.timeline);
  const building = useView((state) => state.build !== undefined);
  const presenting = useView((state) => state.presenting);
  const isUnkept = useStore(workspace.page, (state) => state.isUnkept);
  const router = useDocument((state) => state.router);
  const onFiles = useCallback(
    (files: readonly File[]) =>
      withPart('fileReader', withWords(workspace.simulation.words, loadImport), ({ receiveFiles }) =>
        receiveFiles(workspace, files),
      ),
    [workspace],
  );
  const onText = useCallback(
    (text: string, ofBoard: string | undefined) =>
      withPart('pasteReader', withWords(workspace.simulation.words, loadImport), ({ receivePaste }) =>
        receivePaste(workspace, text, ofBoard),
      ),
    [workspace],
  );
  return (
    // On a low screen the page is taller than the window, and scrolls.
    <div
      data-presenting={presenting || undefined}
      className={`flex h-dvh flex-col overflow-hidden print:block print:h-auto ${presenting ? '' : 'max-md:low:min-h-[calc(84dvh+38rem)]'} ${presenting || embedded ? '' : 'low:min-h-[calc(84dvh+17rem)]'}`}
    >
      {framed && <FrameNotice />}
      {embedded || presenting ? (
        <Title />
      ) : (
        <PartBoundary part="header" place="band">
          <Header isUnkept={isUnkept} picture={screen} />
        </PartBoundary>
      )}
      <main className="flex min-h-0 flex-1 flex-col md:flex-row print:block">
        <div className="flex min-h-0 min-w-0 flex-col max-md:shrink-0 md:flex-1 print:block">
          {!embedded && !presenting && <Story workspace={workspace} />}
          <div
            className={`relative min-h-0 md:flex-1 print:h-auto! max-md:low:min-h-[84dvh] ${timeline ? 'max-md:h-[26dvh]' : 'max-md:h-[42dvh]'}`}
          >
            <PartBoundary part="board" place="panel" shows={router}>
              <Canvas size={screen} />
            </PartBoundary>
            {building && <Build />}
            <Toasts edited={!readOnly && !presenting} />
          </div>
          <OpenTimeline />
          {presenting ? <Present /> : <Bars embedded={embedded} />}
        </div>
        {!presenting && <SidePanels />}
      </main>
      <OpenDialogs workspace={workspace} />
      {!readOnly && <FileDrop onFiles={onFiles} onText={onText} />}
    </div>
  );
}

/** The request and the player, below the board. */
function Bars({ embedded }: Pick<ShellProps, 'embedded'>) {
  const router = useDocument((state) => state.router);
  const result = usePlayback((state) => state.result);
  return (
    <div className="flex shrink-0 flex-col gap-1.5 border-t border-line bg-surface px-3 py-1.5 print:hidden max-md:gap-2 max-md:py-2 md:px-4">
      {!embedded && (
        <PartBoundary part="requestBar" place="line" shows={router}>
          <RequestBar />
        </PartBoundary>
      )}
      <PartBoundary part="player" place="line" shows={result}>
        <Transport />
      </PartBoundary>
    </div>
  );
}

/** Read, not shown: the page around a frame has its own. */
function Title() {
  return <h1 className="sr-only">{useDocument((state) => state.document.title)}</h1>;
}

/** Dialogs are fetched when the first one opens. */
function OpenDialogs({ workspace }: Pick<ShellProps, 'workspace'>) {
  const dialog = useView((state) => state.dialog);
  const asked = useStore(workspace.page, ({ question, problems }) => question !== undefined || problems !== undefined);
  const openDialog = useView((state) => state.openDialog);
  const onClose = (): void => {
    openDialog(undefined);
    workspace.page.getState().question?.answer(false);
    workspace.page.setState({ problems: undefined });
  };
  const { openDialog: nameOf } = useWords('parts');
  const name = dialog && { said: nameOf(dialog) };
  return (dialog !== undefined || asked) && <Dialogs name={name} workspace={workspace} onClose={onClose} />;
}

/** On a low screen it makes room for a timeline. */
function Story({ workspace }: Pick<ShellProps, 'workspace'>) {
  const timeline = useView((state) => state.timeline);
  const isChallenge = useDocument((state) => state.document.goal !== undefined);
  const course = useStore(workspace.page, (state) => state.course);
  const authoring = useView((state) => state.authoring);
  const trying = useView((state) => state.trying);
  return (
    <div className={timeline ? 'max-md:hidden [@media(max-height:820px)]:hidden' : undefined}>
      {(course || authoring || trying) && <CourseSteps workspace={workspace} />}
      {!authoring && (
        <PartBoundary part="story" place="band">
          <StoryStrip
            isStep={course !== undefined}
            end={(lesson) => <LessonEnd workspace={workspace} lesson={lesson} />}
          />
        </PartBoundary>
      )}
      {isChallenge && !authoring && <Challenge workspace={workspace} />}
    </div>
  );
}

/** What is happening to the cluster, while something is. */
function OpenTimeline() {
  const open = useView((state) => state.timeline);
  return open && <Changes />;
}

/**
 * The walk, which folds, and what is selected: beside it or below it, as the person likes it where there is room for both; on
 * a phone it lies over the walk, and what is selected stands above it.
 */
function SidePanels() {
  const selected = useView((state) => state.selected);
  const select = useView((state) => state.select);
  const { walk, inspector } = useView((state) => state.room);
  const timeline = useView((state) => state.timeline);
  const result = usePlayback((state) => state.result);
  const folded = walk === 'folded';
  /** There is no walk to show: the inspector has all the room but that of the sentence which says so. */
  const quiet = result === undefined && selected !== undefined;
  // Three panels leave the board its width only where two of them share a column.
  const beside = inspector === 'beside' && !timeline && !quiet;
  return (
    <div
      className={`flex min-h-0 flex-col border-line bg-surface print:block! print:w-auto! print:border-0 max-md:flex-1 max-md:border-t md:border-l ${folded && selected === undefined ? 'md:hidden' : ''} ${beside ? 'md:w-80 xl:w-auto xl:flex-row-reverse' : 'md:w-80 xl:w-84'}`}
    >
      <div
        className={`min-h-0 ${quiet ? 'max-md:flex-1 md:flex-none' : 'flex-1'} print:block! print:w-auto! ${folded ? 'md:hidden' : ''} ${beside ? 'xl:w-84 xl:flex-none' : ''}`}
      >
        <PartBoundary part="walk" place="panel" shows={result}>
          <Walk />
        </PartBoundary>
      </div>
      {selected !== undefined && (
        <div
          data-over-board
          data-covers-board
          className={`phone-sheet min-h-0 border-line bg-surface print:hidden! ${folded ? 'md:h-full xl:w-84' : quiet ? 'md:flex-1 md:border-t' : beside ? 'max-xl:md:h-[52%] max-xl:md:border-t xl:w-74 xl:border-r' : 'md:h-[52%] md:border-t'}`}
        >
          <Inspector shows={selected} onDismiss={() => select(undefined)} />
        </div>
      )}
    </div>
  );
}
