import { type FrameTimes, recordFrames } from './frames.ts';
import { type Gesture, playGesture, zoomToReading } from './gesture.ts';

/** What the measuring program calls in each page. */
export interface MeasuredPage {
  readonly pan: (gesture: Gesture) => Promise<FrameTimes>;
  /** An animation loop that does nothing, for so many milliseconds. */
  readonly watch: (time: number) => Promise<FrameTimes>;
  readonly zoomToReading: () => Promise<void>;
  /** Sets so many packets off, spread over the whole way; 0 ends them. Absent: a page without packets. */
  readonly sendPackets?: (count: number, time: number) => void;
  /** Packets in flight now. */
  readonly inFlight?: () => number;
}

declare global {
  interface Window {
    measured?: MeasuredPage;
  }
}

/** Call when the page shows what is to be measured. */
export function offer(more: Pick<MeasuredPage, 'sendPackets' | 'inFlight'> = {}): void {
  window.measured = {
    pan: playGesture,
    watch: (time) => {
      const end = performance.now() + time;
      return recordFrames(() => performance.now() < end);
    },
    zoomToReading,
    ...more,
  };
}
