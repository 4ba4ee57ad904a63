import { isRecord, recordOf } from '../../engine/text.ts';
import type { Path } from '../sources/source.ts';
import { itemsOf } from './check.ts';
import { DNS_LABEL, type Fields, type Refuse } from './refuse.ts';
import type { InvalidReason } from './value-refusal.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const LAST_PORT = 65_535;
const PORT_NAME_LENGTH = 15;

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

/** // apimachinery pkg/util/validation IsValidPortName */
function wrongPortName(name: string): InvalidReason | undefined {
  if (name.length > PORT_NAME_LENGTH) return 'PORT_NAME_LENGTH';
  if (!/^[-a-z0-9]+$/.test(name)) return 'PORT_NAME_CHARACTERS';
  if (!/[a-z]/.test(name)) return 'PORT_NAME_LETTER';
  if (name.includes('--')) return 'PORT_NAME_HYPHENS';
  return name.startsWith('-') || name.endsWith('-') ? 'PORT_NAME_ENDS' : undefined;
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
