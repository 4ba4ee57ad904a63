import { usePlayback } from '../../../simulation/workspace/context.ts';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import type { FlightLayerProps } from './FlightCanvas.tsx';

const FlightCanvas = lazyPart(
  { part: 'packets', words: [], place: 'board' },
  async () => (await import('./FlightCanvas.tsx')).FlightCanvas,
);
const CountCanvas = lazyPart(
  { part: 'packets', words: [], place: 'board' },
  async () => (await import('./CountCanvas.tsx')).CountCanvas,
);

/** Packets in flight, and where those came to that were sent at once: what draws them is fetched when the first ones set off. */
export function FlightLayer(props: FlightLayerProps) {
  const some = usePlayback((state) => state.flights.length > 0);
  const burst = usePlayback((state) => state.burst);
  return (
    <>
      {some && <FlightCanvas {...props} />}
      {burst !== undefined && <CountCanvas {...props} burst={burst} />}
    </>
  );
}
