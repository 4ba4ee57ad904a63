import { usePlayback } from '../../../../simulation/workspace/context.ts';
import { lazyPart } from '../../../../ui/lazy-part.tsx';
import type { FlightLayerProps } from './FlightCanvas.tsx';

const FlightCanvas = lazyPart(
  { part: 'packets', words: [], place: 'board' },
  async () => (await import('./FlightCanvas.tsx')).FlightCanvas,
);

/** Packets in flight: what draws them is fetched when the first ones set off. */
export function FlightLayer(props: FlightLayerProps) {
  const some = usePlayback((state) => state.flights.length > 0);
  return some && <FlightCanvas {...props} />;
}
