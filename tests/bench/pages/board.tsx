import '../../../src/ui/theme.css';
import { createRoot } from 'react-dom/client';
import { runClock } from '../../../src/app/page/clock.ts';
import { Canvas } from '../../../src/features/canvas/Canvas.tsx';
import { EMPTY_DOCUMENT } from '../../../src/scenario/document/document.ts';
import { SimulationProvider } from '../../../src/simulation/workspace/context.ts';
import { foldAllFrames } from '../../../src/simulation/workspace/frames.ts';
import { offer } from './measured-page.ts';
import { createObjects, planBoard, requestOf } from './objects.ts';
import { WordsProvider } from '../../../src/ui/words.ts';
import { createSimulation } from '../../whole-simulation.ts';

const plan = planBoard(Number(new URLSearchParams(location.search).get('pods')));
const simulation = createSimulation({ initial: { ...EMPTY_DOCUMENT, objects: createObjects(plan) } });
const { playback } = simulation;
// What is measured is the board with all that is on it, next to another that draws the same.
foldAllFrames(simulation.view, false);

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <WordsProvider value={simulation.words}>
      <SimulationProvider value={simulation}>
        <Canvas />
      </SimulationProvider>
    </WordsProvider>,
  );
}
runClock(playback);

/** All of them on their way from the first frame to the last: each sets off at another time before now. */
function sendPackets(count: number, time: number): void {
  const { sendMany, clear, send } = playback.getState();
  if (count === 0) {
    clear();
    return;
  }
  send(requestOf(plan), { play: false });
  const { timeline, error } = playback.getState();
  if (timeline === undefined) throw new Error(`The request cannot be walked: ${JSON.stringify(error)}`);
  // The packet that is followed has arrived: what moves is the flights.
  playback.getState().seekCue(timeline.cues.length - 1);
  sendMany(count);
  const flights = playback.getState().flights;
  if (flights.length !== count) throw new Error(`${flights.length} of ${count} packets set off`);
  const shortest = Math.min(...flights.map((flight) => flight.timeline.duration));
  if (shortest <= time) throw new Error(`A packet is only ${shortest} ms on its way`);
  playback.setState({
    flights: flights.map((flight, index) => ({ ...flight, offset: -((shortest - time) * index) / count })),
  });
}

function inFlight(): number {
  const { flights, flightTime } = playback.getState();
  const now = flightTime();
  return flights.filter(({ offset, timeline }) => now >= offset && now <= offset + timeline.duration).length;
}

/** The board can be moved only once somebody wants to; until then the page shows it without React Flow. */
function offerWhenMovable(): void {
  if (document.querySelector('.react-flow__pane') !== null) {
    offer({ sendPackets, inFlight });
    return;
  }
  dispatchEvent(new PointerEvent('pointermove'));
  setTimeout(offerWhenMovable, 50);
}

offerWhenMovable();
