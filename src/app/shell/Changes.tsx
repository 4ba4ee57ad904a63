import { useEffect } from 'react';
import { ChangePanel } from '../../features/changes/ChangePanel.tsx';
import { useSimulation } from '../../simulation/workspace/context.ts';
import { runClock } from '../page/clock.ts';

/** The panel of the open timeline, and its clock. */
export function Changes() {
  const session = useSimulation().session();
  useEffect(() => {
    return session === undefined ? undefined : runClock(session.player);
  }, [session]);
  return session === undefined ? null : <ChangePanel session={session} />;
}
