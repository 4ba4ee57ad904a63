import { StrictMode, useLayoutEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { SimulationProvider } from '../simulation/workspace/context.ts';
import { fetchPart } from '../ui/fetch-part.ts';
import { PageActionsContext } from '../ui/page-actions.ts';
import { PartBoundary } from '../ui/PartBoundary.tsx';
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
import { createWorkspace, start } from './start.ts';
import { keepDepth, keepRoom } from './page/room.ts';
import { keepTheme } from './page/theme.ts';

trustOwnScripts();
/** Read while the picture stands as it was laid out: nothing has to be laid out for it. */
const room = readPictureRoom();
const asked = readAddress(window.location);
const address = isFramedByStrangers() ? frameAddress(asked) : asked;
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
// Whatever could not be opened: there is a page to say so. (Nothing waits here: this travels with what it opens.)
void start(workspace, address).catch(reportError).then(show);

/** The packet of the page goes on where that of the picture has come to. */
function catchUp(packetTime: () => number): void {
  const { playing, time, tick } = simulation.playback.getState();
  if (playing) tick(Math.max(packetTime() - time(), 0));
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

function show(): void {
  const packetTime = readPacketTime();
  const goOn = (): void => packetTime && catchUp(packetTime);
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no place for the program');
  createRoot(root).render(
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
  );
}

/** The first seconds belong to the packet. */
const LATER = 10_000;
const mayKeep =
  import.meta.env.PROD && address.mode !== 'embed' && window.top === window && 'serviceWorker' in navigator;
if (mayKeep) {
  window.setTimeout(() => {
    // Nobody asked for it: where it cannot be fetched, the page is as it was.
    void fetchPart('page', () => import('./page/offline.ts')).then(
      ({ keepOffline }) => keepOffline(simulation, actions),
      () => undefined,
    );
  }, LATER);
}
