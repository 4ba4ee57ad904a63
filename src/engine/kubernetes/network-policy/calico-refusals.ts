import { cidrParts } from '../../net/cidr.ts';
import type { Infer } from '../fields/schema.ts';
import type { CALICO_GLOBAL_POLICY, CALICO_POLICY } from '../kinds/calico-policies.ts';
import type { CalicoRefusal } from '../model/field-details.ts';
import { type Cursor, field, type FieldIssue, isAbsent, noteIssue } from '../model/reader.ts';
import { asksGlobal, parseSelector } from './calico-selector.ts';

// What Calico's API server takes no policy with. // Calico v3.32 libcalico-go/lib/validator/v3/validator.go

/** Of either kind; those of a namespace lack what only the others have. */
export type GivenSpec = Infer<typeof CALICO_POLICY>['spec'] &
  Partial<Omit<Infer<typeof CALICO_GLOBAL_POLICY>['spec'], keyof Infer<typeof CALICO_POLICY>['spec']>>;
export type GivenRule = GivenSpec['ingress'][number];
export type GivenEntity = GivenRule['source'];

/** True when it is refused, with a note at each place where it is. */
export function refusesPolicy(spec: GivenSpec, isGlobal: boolean, issues: readonly FieldIssue[]): boolean {
  for (const name of ['selector', 'serviceAccountSelector', 'namespaceSelector'] as const)
    checkSelector(spec.at, name, spec[name]);
  if (new Set(spec.types).size < spec.types.length) refuse(field(spec.at, 'types'), 'TYPE_TWICE');
  if (isGlobal) checkFlags(spec);
  for (const direction of ['ingress', 'egress'] as const)
    for (const rule of spec[direction]) checkRule(rule, direction, isGlobal);
  return issues.some(isRefusal);
}

const isRefusal = ({ severity, code, path }: FieldIssue): boolean =>
  severity === 'error' && code === 'FIELD_UNUSABLE' && path[0] === 'spec';

function refuse(at: Cursor, why: CalicoRefusal): void {
  noteIssue(at, 'error', { code: 'FIELD_UNUSABLE', detail: { is: 'CALICO_REFUSES', why } });
}

/** `global()` stands alone, in the namespaceSelector of a rule. */
function checkSelector(at: Cursor, name: string, text: string | undefined, mayBeGlobal = false): void {
  if (text === undefined) return;
  const read = parseSelector(text);
  if (read === undefined) refuse(field(at, name), 'SELECTOR');
  else if (asksGlobal(read.asks) && !(mayBeGlobal && read.asks.is === 'global'))
    refuse(field(at, name), mayBeGlobal ? 'GLOBAL_NOT_ALONE' : 'GLOBAL_HERE');
}

function checkFlags({ at, preDNAT, doNotTrack, applyOnForward, egress, types }: GivenSpec): void {
  if (preDNAT === true && doNotTrack === true) refuse(field(at, 'preDNAT'), 'BEFORE_DNAT_UNTRACKED');
  if (preDNAT === true && (egress.length > 0 || types.includes('Egress')))
    refuse(field(at, 'egress'), 'BEFORE_DNAT_EGRESS');
  if ((preDNAT === true || doNotTrack === true) && applyOnForward !== true)
    refuse(field(at, 'applyOnForward'), 'NOT_ON_FORWARD');
}

const WITH_PORTS = ['TCP', 'UDP', 'SCTP'];

function checkRule(rule: GivenRule, direction: 'ingress' | 'egress', isGlobal: boolean): void {
  const { at, action, protocol, notProtocol, ipVersion, icmp, notICMP, http, source, destination } = rule;
  if (action === undefined && isAbsent(field(at, 'action'))) refuse(at, 'NO_ACTION');
  const hasPorts = [source, destination].some(({ ports, notPorts }) => ports.length + notPorts.length > 0);
  if (hasPorts && (protocol === undefined || !WITH_PORTS.includes(protocol))) refuse(at, 'PORTS_WITHOUT_PROTOCOL');
  if (icmp !== undefined && protocol !== 'ICMP' && protocol !== 'ICMPv6') refuse(field(at, 'icmp'), 'NOT_ICMP');
  for (const message of [icmp, notICMP])
    if (message?.code !== undefined && message.type === undefined) refuse(message.at, 'CODE_WITHOUT_TYPE');
  for (const [name, family] of [
    ['ICMP', 4],
    ['ICMPv6', 6],
  ] as const)
    if ((protocol === name || notProtocol === name) && ipVersion !== undefined && ipVersion !== family)
      refuse(field(at, 'ipVersion'), 'OTHER_FAMILY');
  if (http) {
    const place = field(at, 'http');
    if (protocol !== undefined && protocol !== 'TCP') refuse(place, 'HTTP_WITHOUT_TCP');
    if (action !== 'Allow') refuse(place, 'HTTP_NOT_ALLOWED');
    if (direction === 'egress') refuse(place, 'HTTP_AT_EGRESS');
  }
  checkNets(rule);
  const [peer, own] = direction === 'ingress' ? [source, destination] : [destination, source];
  for (const entity of [source, destination]) checkEntity(entity, isGlobal && entity === peer);
  if (own.services !== undefined) refuse(own.services.at, 'SERVICES_OF_OWN_END');
  const { services, ports, notPorts } = destination;
  if (services !== undefined && ports.length + notPorts.length > 0) refuse(services.at, 'SERVICES_WITH_PORTS');
}

function checkNets({ at, ipVersion, source, destination }: GivenRule): void {
  const families = new Set(
    [source, destination].flatMap(({ nets, notNets }) => [...nets, ...notNets]).map((each) => cidrParts(each).family),
  );
  if (families.size > 1) refuse(at, 'TWO_FAMILIES');
  else if (ipVersion !== undefined && families.size > 0 && !families.has(ipVersion)) refuse(at, 'OTHER_FAMILY');
}

function checkEntity(entity: GivenEntity, needsNamespace: boolean): void {
  const { at, selector, notSelector, namespaceSelector, serviceAccounts, services, nets, notNets } = entity;
  checkSelector(at, 'selector', selector);
  checkSelector(at, 'notSelector', notSelector);
  checkSelector(at, 'namespaceSelector', namespaceSelector, true);
  checkSelector(field(at, 'serviceAccounts'), 'selector', serviceAccounts?.selector);
  if (services === undefined) return;
  if (services.name === undefined) refuse(services.at, 'SERVICES_WITHOUT_NAME');
  if (needsNamespace && services.namespace === undefined) refuse(services.at, 'SERVICES_WITHOUT_NAMESPACE');
  const others = [selector, notSelector, namespaceSelector, serviceAccounts].some((each) => each !== undefined);
  if (others || nets.length + notNets.length > 0) refuse(services.at, 'SERVICES_COMBINED');
}
