import type { TraceRequest } from '../../engine/requests.ts';
import { GoingMark } from './GoingMark.tsx';
import { useStandingNow } from './use-standings.ts';

/** How a request of the board stands, as a mark in front of it. */
export function RequestState({ request }: { readonly request: TraceRequest }) {
  const standing = useStandingNow()(request);
  return <GoingMark standing={standing} short />;
}
