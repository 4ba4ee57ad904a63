import type { TraceRequest } from '../../engine/requests.ts';
import { requestKey } from '../../simulation/requests/request-key.ts';
import { GoingMark } from './GoingMark.tsx';
import { useStandingsNow } from './use-standings.ts';

/** How a request of the board stands, as a mark in front of it. */
export function RequestState({ request }: { readonly request: TraceRequest }) {
  const standing = useStandingsNow().get(requestKey(request));
  return <GoingMark standing={standing} short />;
}
