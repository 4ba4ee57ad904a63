import { apiGroup, isNamespaced } from '../engine/kubernetes/kinds.ts';
import type { RawObject } from '../engine/kubernetes/object.ts';
import { entryOf, scalarText } from '../engine/kubernetes/reader.ts';
import { type KnownFields, SPEC_FIELDS, VERSIONS } from './known-fields.ts';
import type { ObjectProblem } from './read-object.ts';
import type { Path } from './source.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Unknown fields told of one object. */
const MOST_FIELDS = 20;

/**
 * What an API server would refuse of an object, or strike out, in its words where it has some. The object is read all the
 * same: what people bring may never have met one.
 */
export function checkObject(object: RawObject): readonly ObjectProblem[] {
  const problems: ObjectProblem[] = [];
  const { apiVersion, kind, metadata, spec } = object;
  const warn = (code: string, path: Path, message: string): void => {
    problems.push({ severity: 'warning', code, message: `${formatPath(path)}: ${message}`, path });
  };
  const group = apiGroup(apiVersion);
  const version = group === '' ? apiVersion : apiVersion.slice(group.length + 1);
  const versions = entryOf(VERSIONS, group);
  if (versions?.includes(version) === false) {
    const known = versions.map((each) => (group === '' ? each : `${group}/${each}`));
    const message = `no matches for kind "${kind}" in version "${apiVersion}"; it is read as ${known[0]}.`;
    problems.push({ severity: 'warning', code: 'UNKNOWN_VERSION', message, path: ['apiVersion'] });
  }
  if (metadata.namespace !== undefined && !isNamespaced(apiVersion, kind)) {
    warn('NOT_NAMESPACED', ['metadata', 'namespace'], `a ${kind} lives in no namespace; it is left out.`);
  }
  const known = entryOf(SPEC_FIELDS, `${apiVersion}/${kind}`);
  if (known !== undefined) findUnknown(spec, known, ['spec'], problems);
  if (!isFields(spec)) return problems;
  if (kind === 'Service') checkService(spec, warn);
  if (kind === 'Pod') checkContainers(spec, ['spec'], warn);
  const template = isFields(spec['template']) ? spec['template']['spec'] : undefined;
  if (isFields(template)) checkContainers(template, ['spec', 'template', 'spec'], warn);
  return problems;
}

type Warn = (code: string, path: Path, message: string) => void;

function checkContainers(spec: Fields, path: Path, warn: Warn): void {
  const { containers } = spec;
  if (containers === undefined || containers === null || (Array.isArray(containers) && containers.length === 0)) {
    warn('CONTAINERS_MISSING', [...path, 'containers'], 'Required value.');
  }
}

function checkService({ ports, clusterIP, type }: Fields, warn: Warn): void {
  if (typeof clusterIP === 'string' && isNoAddressOfOne(clusterIP)) {
    warn(
      'INVALID_CLUSTER_IP',
      ['spec', 'clusterIP'],
      `Invalid value: "${clusterIP}": expected an address of one Service.`,
    );
  }
  if (!Array.isArray(ports)) return;
  const names = new Set<unknown>();
  const numbers = new Set<string>();
  for (const [index, port] of (ports as readonly unknown[]).entries()) {
    if (!isFields(port)) continue;
    const at = (...rest: Path): Path => ['spec', 'ports', index, ...rest];
    const { name = '', protocol = 'TCP', nodePort } = port;
    if (ports.length > 1 && name === '')
      warn('PORT_NAME_MISSING', at('name'), 'Required value: of several ports each has a name.');
    else if (name !== '' && names.has(name))
      warn('DUPLICATE_PORT', at('name'), `Duplicate value: ${JSON.stringify(name)}.`);
    names.add(name);
    const key = `${scalarText(port['port']) ?? ''}/${scalarText(protocol) ?? ''}`;
    if (port['port'] !== undefined && numbers.has(key)) warn('DUPLICATE_PORT', at('port'), `Duplicate value: ${key}.`);
    numbers.add(key);
    if (
      typeof nodePort === 'number' &&
      nodePort !== 0 &&
      (nodePort < 30_000 || nodePort > 32_767) &&
      type !== 'ExternalName'
    ) {
      const range = 'provided port is not in the valid range. The range of valid ports is 30000-32767';
      warn('NODE_PORT_OUT_OF_RANGE', at('nodePort'), `Invalid value: ${nodePort}: ${range}.`);
    }
  }
}

/** Unspecified, loopback, link-local, multicast or broadcast addresses. */
function isNoAddressOfOne(ip: string): boolean {
  return /^(?:0\.|127\.|169\.254\.|22[4-9]\.|23\d\.|255\.255\.255\.255$|::1?$|fe80:|ff[0-9a-f]{2}:)/i.test(ip);
}

function findUnknown(value: unknown, known: KnownFields, path: Path, problems: ObjectProblem[]): void {
  if (!isFields(value)) return;
  for (const name in value) {
    if (!Object.hasOwn(known, name)) {
      if (problems.length < MOST_FIELDS)
        problems.push(unknownField([...path, name], nearest(name, Object.keys(known))));
      continue;
    }
    const part = known[name];
    const inner = value[name];
    if (part === true || part === undefined) continue;
    const item = part['*'];
    if (item === undefined) findUnknown(inner, part, [...path, name], problems);
    else if (item !== true && Array.isArray(inner)) {
      for (const [index, each] of inner.entries()) findUnknown(each, item, [...path, name, index], problems);
    }
  }
}

function unknownField(path: Path, meant: string | undefined): ObjectProblem {
  const hint = meant === undefined ? 'it has no effect' : `did you mean ${meant}? It has no effect as it stands`;
  return { severity: 'warning', code: 'UNKNOWN_FIELD', message: `unknown field "${formatPath(path)}": ${hint}.`, path };
}

/** The known name that differs in its case, or in at most two letters. */
function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > 40) return undefined;
  const lower = name.toLowerCase();
  const exact = known.find((each) => each.toLowerCase() === lower);
  if (exact !== undefined) return exact;
  let best: string | undefined;
  let least = name.length < 4 ? 2 : 3;
  for (const each of known) {
    if (Math.abs(each.length - name.length) >= least) continue;
    const distance = distanceOf(lower, each.toLowerCase());
    if (distance < least) [best, least] = [each, distance];
  }
  return best;
}

function distanceOf(a: string, b: string): number {
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(change, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    last = current;
  }
  return last[b.length] ?? 0;
}

/** "spec.ports[0].nodePort", names that are long cut short. */
function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    const name = JSON.stringify(step.length > 60 ? `${step.slice(0, 59)}…` : step).slice(1, -1);
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
