import { startTransition, StrictMode, useLayoutEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { SimulationProvider } from '../simulation/workspace/context.ts';
import { fetchPart } from '../ui/fetch-part.ts';
import { PartBoundary } from '../ui/PartBoundary.tsx';
import { nextTask } from './files/next-task.ts';
import { type PageActions, PageActionsContext } from '../ui/page-actions.ts';
import { readAddress } from './page/address.ts';
import { runClock } from './page/clock.ts';
import { WordsProvider } from '../ui/words.ts';
import { createPageActions, listenToFailures } from './page/failures.ts';
import { frameAddress, isFramedByStrangers } from './page/frame.ts';
import { readPictureRoom } from './page/picture-shown.ts';
import { readPacketTime } from './page/picture-packet.ts';
import { listenToKeys } from './shell/keyboard.ts';
import { trustOwnScripts } from './page/script-urls.ts';
import { readRecordedWalk } from './opening/recalled-walk.ts';
import { Shell } from './shell/Shell.tsx';
import type { Simulation } from '../simulation/workspace/simulation.ts';
import type { Workspace } from './opening/open.ts';
import { createWorkspace, start } from './start.ts';
import { keepDepth, keepRoom } from './page/room.ts';
import { keepTabTitle } from './page/title-words.ts';
import { keepTheme } from './page/theme.ts';

trustOwnScripts();
/** Read while the picture stands as it was laid out: nothing has to be laid out for it. */
const room = readPictureRoom();
const asked = readAddress(window.location);
const address = isFramedByStrangers() ? frameAddress(asked) : asked;
void run();

/** Each step is a task of its own: what is pressed meanwhile, and what moves, waits for one of them and not for all. */
async function run(): Promise<void> {
  await nextTask();
  const workspace = createWorkspace(address, readRecordedWalk());
  const { simulation } = workspace;
  const actions = createPageActions(simulation);
  keepTheme(simulation.view);
  if (address.mode !== 'embed') {
    keepRoom(simulation.view);
    keepDepth(simulation.view);
  }
  document.documentElement.lang = simulation.words.tag;
  listenToKeys(simulation);
  runClock(simulation.playback);
  listenToFailures(simulation, actions);
  keepOfflineLater(simulation, actions);
  await nextTask();
  // Whatever could not be opened: there is a page to say so.
  await start(workspace, address).catch(reportError);
  keepTabTitle(simulation);
  show(workspace, actions);
}

/**
 * Acts once the page stands where its picture was, before anything is painted. What it changes is rendered before that too, and what
 * draws by itself has drawn: React does both before it renders anew what is asked for here.
 */
function OnceShown({ act }: { readonly act: () => void }) {
  const [, setDone] = useState(false);
  useLayoutEffect(() => {
    act();
    // oxlint-disable-next-line react/set-state-in-effect
    setDone(true);
  }, [act]);
  return null;
}

function show(workspace: Workspace, actions: PageActions): void {
  const { simulation } = workspace;
  const packetTime = readPacketTime();
  /** The packet of the page goes on where that of the picture has come to. */
  const goOn = (): void => {
    const { playing, time, tick } = simulation.playback.getState();
    if (packetTime && playing) tick(Math.max(packetTime() - time(), 0));
  };
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no place for the program');
  const page = createRoot(root);
  // Rendered a few milliseconds at a time.
  startTransition(() =>
    page.render(
      <StrictMode>
        <PageActionsContext value={actions}>
          <WordsProvider value={simulation.words}>
            <PartBoundary part="page" place="panel">
              <SimulationProvider value={simulation}>
                <OnceShown act={goOn} />
                <Shell
                  workspace={workspace}
                  embedded={address.mode === 'embed'}
                  framed={address !== asked}
                  screen={room}
                />
              </SimulationProvider>
            </PartBoundary>
          </WordsProvider>
        </PageActionsContext>
      </StrictMode>,
    ),
  );
}

/** The first seconds belong to the packet. */
const LATER = 10_000;

function keepOfflineLater(simulation: Simulation, actions: PageActions): void {
  if (!import.meta.env.PROD || address.mode === 'embed' || window.top !== window || !('serviceWorker' in navigator))
    return;
  window.setTimeout(() => {
    // Nobody asked for it: where it cannot be fetched, the page is as it was.
    void fetchPart('page', () => import('./page/offline.ts')).then(
      ({ keepOffline }) => keepOffline(simulation, actions),
      () => undefined,
    );
  }, LATER);
}
