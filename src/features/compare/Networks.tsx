import { useState } from 'react';
import { isCniUnnamed } from '../../engine/objects.ts';
import type { Outcome } from '../../engine/outcomes.ts';
import { formatSource, type TraceRequest } from '../../engine/requests.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { sameRequest } from '../../simulation/requests/request-key.ts';
import { type ComparedRequest, compareRequests, endsAlike } from '../../simulation/views/compare-requests.ts';
import { type Compared, routerUnder } from '../../simulation/views/compare-walks.ts';
import { useDocument, usePlayback } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../ui/words.ts';
import { DIFFERS, Difference, SELECT } from './cells.tsx';
import { seenSource } from './mode-words.ts';
import { fourNetworks, OWN } from './networks.ts';
import { RequestEnd } from './RequestEnd.tsx';

/** What was walked, and on what. */
interface Done {
  readonly document: ScenarioDocument;
  readonly networks: readonly string[];
  /** The request that was on the screen. */
  readonly sent: TraceRequest | undefined;
  readonly found: readonly ComparedRequest[];
}

const CELLS = 'grid grid-cols-1 sm:grid-cols-2 lg:grid-cols-4';

/** The requests of the board under four pod networks: what the same objects, policies above all, come to in each. */
export function Networks() {
  const words = useWords('compare');
  const { byNetwork, byRequest } = words;
  const document = useDocument((state) => state.document);
  const own = useDocument((state) => state.router.cluster.settings.cni);
  const sent = usePlayback((state) => state.request);
  const shown = usePlayback((state) => state.outcome);
  const [networks, setNetworks] = useState(() => fourNetworks(own));
  const [done, setDone] = useState<Done>();
  const { requests: kept } = document;
  const requests = sent === undefined || kept.some((each) => sameRequest(each, sent)) ? kept : [sent, ...kept];
  const isOf = done?.document === document && done.networks === networks && done.sent === sent;
  const found = isOf ? done.found : undefined;
  /** Of the one on the screen the way that is walked there. */
  const like = (request: TraceRequest): Outcome | undefined =>
    sent !== undefined && sameRequest(request, sent) ? shown : undefined;
  const walk = (): void => {
    const routers = networks.map((cni) => routerUnder(document, cni === OWN ? {} : { cni }));
    setDone({ document, networks, sent, found: compareRequests(routers, requests, like) });
  };
  return (
    <>
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-sunken px-6 py-2 text-small text-muted">
        <h3 className="font-semibold text-ink">{byRequest.title}</h3>
        <span role="status">
          {found !== undefined && byRequest.different(found.filter(({ same }) => !same).length, found.length)}
        </span>
        {found === undefined && <Button label={byNetwork.walk(requests.length)} variant="outline" onClick={walk} />}
      </div>
      <table className="block w-full text-left text-small">
        <thead className="block border-b border-line px-6">
          <tr className={CELLS}>
            {networks.map((network, at) => (
              // oxlint-disable-next-line react/no-array-index-key
              <th key={at} scope="col" className="min-w-0 py-2 pr-4 font-normal">
                <NetworkChoice
                  label={byNetwork.network(at + 1)}
                  value={network}
                  onChange={(value) => setNetworks(networks.with(at, value))}
                />
              </th>
            ))}
          </tr>
        </thead>
        {found?.map(({ request, ends, same }, at) => (
          // A request may be kept twice: its place tells it from the other.
          // oxlint-disable-next-line react/no-array-index-key
          <tbody key={at} className="block border-b border-line px-6 py-3 last:border-b-0">
            <tr className="block">
              <th scope="rowgroup" colSpan={ends.length} className="block font-normal text-ink">
                {request.title ?? `${formatSource(request.from)} → ${request.to}`}{' '}
                {!same && <Difference text={words.differs} inline />}
              </th>
            </tr>
            <tr className={CELLS}>
              {ends.map((_, index) => (
                // oxlint-disable-next-line react/no-array-index-key
                <NetworkEnd key={index} networks={networks} ends={ends} at={index} />
              ))}
            </tr>
          </tbody>
        ))}
      </table>
    </>
  );
}

interface NetworkChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (network: string) => void;
}

function NetworkChoice({ label, value, onChange }: NetworkChoiceProps) {
  const words = useWords('compare');
  const settings = useDocument((state) => state.router.cluster.settings);
  return (
    <select aria-label={label} className={SELECT} value={value} onChange={({ target }) => onChange(target.value)}>
      <option value={OWN}>{isCniUnnamed(settings) ? words.own : words.ownNow(words.networkName(settings.cni))}</option>
      {Object.entries(words.networks).map(([key, name]) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </select>
  );
}

interface NetworkEndProps {
  readonly networks: readonly string[];
  readonly ends: readonly Compared[];
  readonly at: number;
}

/** How a request ends in one network: what is as in one before is said once. */
function NetworkEnd({ networks, ends, at }: NetworkEndProps) {
  const words = useWords('compare');
  const nameOf = (cni = ''): string => (cni === OWN ? words.own : words.networkName(cni));
  const { assumption } = useWords('narrator');
  const end = ends[at];
  if (end === undefined) return null;
  const alike = ends.findIndex((other) => saysSame(other, end));
  const first = ends[0];
  const source = sourceOf(end);
  const differs = first !== undefined && (!endsAlike(first, end) || sourceOf(first) !== source);
  const unenforced = end.ok
    ? end.walk.result.assumptions.find(({ code }) => code === 'POLICIES_NOT_ENFORCED')
    : undefined;
  return (
    <td className={`min-w-0 py-2 pr-4 align-top break-words ${differs ? `${DIFFERS} sm:pl-3` : ''}`}>
      <p className="pb-1 font-semibold text-muted lg:sr-only">{nameOf(networks[at])}</p>
      {alike < at ? (
        <RequestEnd
          compared={end}
          as={networks[alike] === OWN ? words.own : words.byNetwork.asWith(nameOf(networks[alike]))}
        />
      ) : (
        <RequestEnd compared={end} />
      )}
      {end.ok && ways(end) > 1 && <p className="pt-1 text-muted">{words.oneOfWays(ways(end))}</p>}
      {source !== undefined && (
        <p className="pt-1 text-muted">
          {words.byNetwork.sees} <span className="font-mono text-ink">{source}</span>
        </p>
      )}
      {unenforced !== undefined && <p className="pt-1 text-changed">{assumption(unenforced)}</p>}
    </td>
  );
}

const ways = ({ walk: { result } }: Extract<Compared, { ok: true }>): number => result.ways ?? result.outcomes.length;

const sourceOf = (end: Compared): string | undefined => (end.ok ? seenSource(end.walk.outcome) : end.error.code);

/** True where nothing would be said of one that is not said of the other. */
function saysSame(one: Compared, other: Compared): boolean {
  if (!endsAlike(one, other)) return false;
  return one.ok && other.ok
    ? JSON.stringify(one.walk.outcome.cause) === JSON.stringify(other.walk.outcome.cause)
    : one.ok === other.ok;
}
