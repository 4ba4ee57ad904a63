import { Said } from '../../ui/Said.tsx';
import type { RoomWords } from '../../narration/page/language.ts';
import { ArrowRight, Check, X } from 'lucide-react';
import { type ObjectRef, formatObjectRef, objectKey } from '../../engine/objects.ts';
import type { ReachPeer, ReachTransport } from '../../engine/reach.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import { useDocument } from '../../simulation/workspace/context.ts';
import { Button } from '../../ui/Button.tsx';
import { Code } from '../../ui/Code.tsx';
import { useWords } from '../../ui/words.ts';
import { decisionWords } from './decision-words.ts';
import type { Pair } from './pair.ts';
import { type Cell, peerName } from './table.ts';

export interface PairPanelProps {
  readonly pair: Pair;
  readonly source: ReachPeer;
  readonly destination: ReachPeer;
  readonly cell: Cell;
  readonly onAsk: (port: ReachTransport) => void;
  readonly onSend: (request: TraceRequest) => void;
  readonly onSelect: (key: string) => void;
  /** Objects that are not read and could change it. */
  readonly doubts: readonly ObjectRef[];
}

/** One pair: what it may do, and which policies and rules say so. */
export function PairPanel(props: PairPanelProps) {
  const words = useWords('reach');
  const { pair, source, destination, cell, onAsk, onSend, onSelect, doubts } = props;
  const [from, to] = [peerName(source, words.peers), peerName(destination, words.peers)];
  if (cell.state === 'skipped') {
    return <p className="text-muted">{from === to ? words.itself : words.outside}</p>;
  }
  const { ports, port, decision, request } = pair;
  return (
    <div className="flex flex-col gap-3 text-small">
      <p className="text-body text-ink">
        <Code text={from} /> <ArrowRight size={14} aria-label={words.leadsTo} className="inline text-muted" />{' '}
        <Code text={to} />
      </p>
      <p>
        <span className="font-semibold">{words.grid.ports(cell.text)}</span>
        {cell.before !== undefined && (
          <span className="text-changed">{words.before(cell.before.replaceAll(',', ', '))}</span>
        )}
      </p>
      {doubts.length > 0 && <NotKnown objects={doubts} onSelect={onSelect} />}
      <Ports ports={ports} chosen={port} onAsk={onAsk} />
      {decision !== undefined && (
        <>
          <Side direction="egress" whose={from} part={decision.egress} onSelect={onSelect} />
          <Side direction="ingress" whose={to} part={decision.ingress} onSelect={onSelect} />
        </>
      )}
      {request === undefined ? (
        <p className="text-muted">{words.noRequest(reasonFor(source, destination, words))}</p>
      ) : (
        <Button
          label={words.walkIt}
          variant="primary"
          hint={words.send(request.to)}
          className="self-start"
          onClick={() => onSend(request)}
        />
      )}
    </div>
  );
}

interface NotKnownProps {
  readonly objects: readonly ObjectRef[];
  readonly onSelect: (key: string) => void;
}

function NotKnown({ objects, onSelect }: NotKnownProps) {
  const { doubts } = useWords('reach');
  return (
    <section aria-label={doubts.title} className="border-l-2 border-dashed border-changed pl-3 break-words text-muted">
      <Said
        parts={doubts.ofPair(
          objects.map((object) => (
            <button
              key={objectKey(object)}
              type="button"
              className="mr-1 text-left break-all text-accent underline underline-offset-2"
              onClick={() => onSelect(objectKey(object))}
            >
              {formatObjectRef(object)}
            </button>
          )),
        )}
      />
    </section>
  );
}

interface PortsProps {
  readonly ports: Pair['ports'];
  readonly chosen: Pair['port'];
  readonly onAsk: (port: ReachTransport) => void;
}

function Ports({ ports, chosen, onAsk }: PortsProps) {
  const words = useWords('reach');
  return (
    <div role="group" aria-label={words.port} className="flex flex-wrap gap-1">
      {ports.map((each) => (
        <button
          key={`${each.protocol} ${each.port}`}
          type="button"
          aria-pressed={each === chosen}
          className="inline-flex h-7 items-center gap-1 rounded border border-line-strong px-2 font-mono text-[0.75rem] text-muted hover:border-ink aria-pressed:border-accent aria-pressed:text-ink pointer-coarse:h-10"
          onClick={() => onAsk(each)}
        >
          {each.open ? <Check size={12} aria-label={words.allowed} /> : <X size={12} aria-label={words.notAllowed} />}
          {each.protocol} {each.port}
        </button>
      ))}
    </div>
  );
}

interface SideProps {
  readonly direction: 'egress' | 'ingress';
  readonly whose: string;
  readonly part: Parameters<typeof decisionWords>[0];
  readonly onSelect: (key: string) => void;
}

function Side({ direction, whose, part, onSelect }: SideProps) {
  const words = useWords('reach');
  const enforced = useDocument((state) => state.router.cluster.settings.policiesIgnored !== true);
  const { sentence, policies } = decisionWords(part, direction, { whose, enforced, words: words.decisions });
  return (
    <section className="border-l-2 border-line pl-3" aria-label={words.sides[direction]}>
      <h3 className="flex items-center gap-1 text-muted">
        {part.allowed ? <Check size={14} aria-label={words.allowed} /> : <X size={14} aria-label={words.notAllowed} />}
        <Said parts={words.sideOf[direction](<Code text={whose} />)} />
      </h3>
      <p className="text-pretty break-words text-ink">{sentence}</p>
      {policies.map(({ key, name }) => (
        <button
          key={key}
          type="button"
          className="mr-3 text-accent underline underline-offset-2"
          onClick={() => onSelect(key)}
        >
          {words.open(name)}
        </button>
      ))}
    </section>
  );
}

function reasonFor(source: ReachPeer, destination: ReachPeer, { why, peers }: RoomWords['reach']): string {
  if (source.kind === 'ingress-controller') return why.noIngress;
  const empty = [source, destination].find((peer) => peer.kind === 'workload' && peer.pods.length === 0);
  return empty === undefined ? why.noAddress : why.noPods(peerName(empty, peers));
}
