import { isRecord, recordOf } from '../../engine/text.ts';
import type { Path } from '../sources/source.ts';
import { wrongPortName } from './port-name.ts';
import { DNS_LABEL, type Fields, itemsOf, type Refuse } from './refuse.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const LAST_PORT = 65_535;

/** `restarts`: the restartPolicies that such a pod may have. // pkg/apis/core/validation ValidatePodSpec, validateContainers, validateProbe */
export function refusedPodSpec(spec: Fields, path: Path, restarts: readonly string[], refuse: Refuse): void {
  const { restartPolicy, containers, initContainers } = spec;
  if (typeof restartPolicy === 'string' && restartPolicy !== '' && !restarts.includes(restartPolicy))
    refuse([...path, 'restartPolicy'], { is: 'UNSUPPORTED', value: restartPolicy, supported: restarts });
  const all = [
    ...itemsOf(initContainers, [...path, 'initContainers']),
    ...itemsOf(containers, [...path, 'containers']),
  ];
  for (const [container, at] of all) refusedContainer(container, at, refuse);
}

function refusedContainer(container: Fields, path: Path, refuse: Refuse): void {
  const { name, ports } = container;
  if (typeof name === 'string' && name !== '' && !DNS_LABEL.test(name))
    refuse([...path, 'name'], { is: 'INVALID', value: name, why: 'DNS_LABEL' });
  const names = new Set<string>();
  for (const [port, at] of itemsOf(ports, [...path, 'ports'])) {
    const { name: called } = port;
    if (typeof called !== 'string' || called === '') continue;
    const why = wrongPortName(called);
    if (why !== undefined) refuse([...at, 'name'], { is: 'INVALID', value: called, why });
    else if (names.has(called)) refuse([...at, 'name'], { is: 'DUPLICATE', value: called });
    names.add(called);
  }
  for (const probe of PROBES) refusedProbe(recordOf(container[probe]), [...path, probe], refuse);
}

function refusedProbe(probe: Fields, path: Path, refuse: Refuse): void {
  const [, second] = HANDLERS.filter((handler) => isRecord(probe[handler]));
  if (second !== undefined) refuse([...path, second], { is: 'FORBIDDEN', why: 'HANDLERS' });
  for (const handler of ['httpGet', 'tcpSocket', 'grpc']) {
    const { port } = recordOf(probe[handler]);
    if (typeof port === 'number' && (port < 1 || port > LAST_PORT))
      refuse([...path, handler, 'port'], { is: 'INVALID', value: port, why: 'PORT_RANGE' });
  }
}
