import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { Outcome } from '../../../../src/engine/routing/outcome/outcome.ts';
import type { TraceRequest } from '../../../../src/engine/routing/request/request.ts';
import { object, pod, service, walk } from '../unread/board.ts';

const node = (name: string, at: number): RawObject => ({
  ...object(`v1 Node ${name}`, { podCIDRs: [`10.20.${at}.0/24`] }),
  status: { addresses: [{ type: 'InternalIP', address: `192.168.7.1${at}` }] },
});

const MESHED = { labels: { 'istio-injection': 'enabled' } };

/** Two namespaces: the first in the mesh unless told otherwise, the second outside of it. */
export function meshBoard(more: readonly RawObject[] = [], space: object = MESHED): readonly RawObject[] {
  return [
    node('n1', 1),
    node('n2', 2),
    object('v1 Namespace town', {}, space),
    object('v1 Namespace yard'),
    pod('town/buyer', 9000),
    pod('town/bread', 7000, { spec: { nodeName: 'n2' } }),
    service('town/bread', 80, { ports: [{ name: 'http', port: 80, targetPort: 7000 }] }),
    pod('yard/guest', 9000),
    pod('yard/well', 7000, { spec: { nodeName: 'n2' } }),
    service('yard/well', 80, { ports: [{ name: 'http', port: 80, targetPort: 7000 }] }),
    ...more,
  ];
}

export const BUY: TraceRequest = { from: { pod: 'town/buyer' }, to: 'http://bread/' };
export const VISIT: TraceRequest = { from: { pod: 'yard/guest' }, to: 'http://bread.town/' };

export function firstWay(objects: readonly RawObject[], request: TraceRequest): Outcome {
  const [outcome] = walk(objects, request).outcomes;
  if (outcome === undefined) throw new Error('no way');
  return outcome;
}

/** "town/buyer 127.0.0.1:15001" for each connection but those to name servers: who opened it, and where it ended. */
export const legsOf = ({ legs }: Outcome): readonly string[] =>
  legs
    .filter(({ kind }) => kind !== 'DNS')
    .map(({ request: { hops, final } }) => {
      const from = hops[0]?.namespace.replace('pod/', '') ?? '';
      return `${from} ${final.destinationIP}:${final.destinationPort}`;
    });

/** "FORWARDED mTLS" for each decision of a proxy. */
export const decisionsOf = ({ legs }: Outcome): readonly string[] =>
  legs.flatMap(({ request }) =>
    request.hops
      .flatMap(({ steps }) => steps)
      .flatMap((step) => (step.type === 'SIDECAR' ? [`${step.action}${step.detail.mutualTls ? ' mTLS' : ''}`] : [])),
  );
