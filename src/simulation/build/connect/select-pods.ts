import { hasRole } from '../../../engine/objects.ts';
import {
  type BoardObject,
  labelled,
  namesService,
  objectsOf,
  podLabels,
  podPorts,
  type PodPort,
  selects,
  withLabels,
} from '../board-objects.ts';
import { type Fields, fieldsAt, listAt, withField } from '../fields.ts';
import { servicePorts } from '../make-service.ts';
import type { Connect } from './connection.ts';

/** A Service takes the pods of a workload: its selector is of their labels, and its ports lead to some that they have. */
export const selectPods: Connect = (document, service, target) => {
  const [from, to] = [service.ref, target.ref];
  if (fieldsAt(service.object, 'spec')['type'] === 'ExternalName')
    return { code: 'NAMES_OUTSIDE', detail: { service: from } };
  if (from.namespace !== to.namespace) return { code: 'OTHER_NAMESPACE', detail: { from, to } };
  const by = objectsOf(document).find((each) => hasRole(each.ref.kind, 'endpoints') && namesService(each, from));
  if (by !== undefined) return { code: 'ENDPOINTS_GIVEN', detail: { service: from, by: by.ref } };
  const labels = podLabels(labelled(target));
  const given = listAt(fieldsAt(service.object, 'spec')['ports']);
  const ports = portsTo(given, target, fieldsAt(service.object, 'spec')['clusterIP'] === 'None');
  if (selects(service.object, podLabels(target)) && ports.every((port, at) => port === given[at]))
    return { code: 'ALREADY', detail: { relation: 'SELECTS', from, to } };
  const selecting = withField(service.object, ['spec', 'selector'], labels);
  const ported = ports.length === 0 ? selecting : withField(selecting, ['spec', 'ports'], ports);
  return { relation: 'SELECTS', objects: [ported, ...withLabels(target)] };
};

/** The ports of the Service: where none of the pods' ports is meant by one, one that fits. */
function portsTo(given: readonly Fields[], target: BoardObject, headless: boolean): readonly Fields[] {
  const declared = podPorts(target);
  if (given.length > 0) return given.map((port) => portTo(port, declared));
  return headless ? [] : servicePorts(declared.length > 0 ? declared : [{ name: 'http', port: 80 }]);
}

function portTo(port: Fields, declared: readonly PodPort[]): Fields {
  const protocolOf = (protocol: unknown): unknown => protocol ?? 'TCP';
  const open = declared.filter(({ protocol }) => protocolOf(protocol) === protocolOf(port['protocol']));
  const wanted = port['targetPort'] ?? port['port'];
  if (open.length === 0 || open.some(({ name, port: number }) => wanted === name || wanted === number)) return port;
  const found =
    open.find(({ name }) => name !== undefined && name === port['name']) ??
    open.find(({ port: number }) => number === port['port']) ??
    open[0];
  return { ...port, targetPort: found?.name ?? found?.port };
}
