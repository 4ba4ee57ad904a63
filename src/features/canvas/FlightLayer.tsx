import { lazy, Suspense } from 'react';
import { usePlayback } from '../../simulation/context.ts';
import type { FlightLayerProps } from './FlightCanvas.tsx';

const FlightCanvas = lazy(async () => ({ default: (await import('./FlightCanvas.tsx')).FlightCanvas }));

/** Packets in flight: what draws them is fetched when the first ones set off. */
export function FlightLayer(props: FlightLayerProps) {
  const some = usePlayback((state) => state.flights.length > 0);
  return <Suspense fallback={null}>{some && <FlightCanvas {...props} />}</Suspense>;
}
