import { isRecord, parseQuantity, recordOf, scalarText, textOf } from '../../engine/text.ts';
import { wrongLabelKey, wrongLabelValue } from './labels.ts';
import { wrongPortName } from './port-name.ts';
import { DNS_LABEL, type Fields, itemsOf } from './refuse.ts';
import { isNothing, type Place, type TypeRule } from './rule.ts';

// Kubernetes v1.35 pkg/apis/core/validation/validation.go

/** Volumes, containers' names and mounts. // ValidatePodSpec, ValidateVolumes, ValidateVolumeMounts, validatePodHostNetworkDeps */
const podSpec: TypeRule = (spec, place) => {
  const { path, refuse } = place;
  const names = new Set(claimsOf(place));
  const own = new Set<string>();
  for (const [{ name }, at] of itemsOf(spec['volumes'], [...path, 'volumes'])) {
    if (typeof name !== 'string' || name === '') continue;
    if (own.has(name)) refuse([...at, 'name'], { is: 'DUPLICATE', value: name });
    own.add(name);
    names.add(name);
  }
  for (const list of ['containers', 'initContainers'])
    for (const [container, at] of itemsOf(spec[list], [...path, list]))
      refusedMounts(container, { ...place, path: at }, names);
  for (const list of ['hostname', 'subdomain']) {
    const name = spec[list];
    // That of a StatefulSet's pods is the controller's.
    if (typeof name === 'string' && name !== '' && !DNS_LABEL.test(name) && place.object.kind !== 'StatefulSet')
      refuse([...path, list], { is: 'INVALID', value: name, why: 'DNS_LABEL' });
  }
  refusedDns(spec, place);
  refusedHostPorts(spec, place);
  selecting('nodeSelector')(spec, place);
  for (const [container, at] of itemsOf(spec['initContainers'], [...path, 'initContainers'])) {
    if (container['restartPolicy'] === 'Always') continue;
    for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'])
      if (isRecord(container[field])) refuse([...at, field], { is: 'FORBIDDEN', why: 'INIT_WITHOUT_RESTARTS' });
  }
};

/** The volumes that a StatefulSet gives its pods. */
function claimsOf({ object }: Place): readonly string[] {
  const claims = object.kind === 'StatefulSet' ? recordOf(object['spec'])['volumeClaimTemplates'] : [];
  return [...itemsOf(claims, [])].flatMap(([claim]) => {
    const { name } = recordOf(claim['metadata']);
    return typeof name === 'string' ? [name] : [];
  });
}

function refusedMounts(
  { volumeMounts, volumeDevices }: Fields,
  { path, refuse }: Place,
  names: ReadonlySet<string>,
): void {
  const seen = new Set<string>();
  for (const [{ name, mountPath }, at] of itemsOf(volumeMounts, [...path, 'volumeMounts'])) {
    if (typeof name === 'string' && name !== '' && !names.has(name))
      refuse([...at, 'name'], { is: 'NOT_FOUND', value: name });
    if (typeof mountPath !== 'string' || mountPath === '') continue;
    if (seen.has(mountPath)) refuse([...at, 'mountPath'], { is: 'INVALID', value: mountPath, why: 'NOT_UNIQUE' });
    seen.add(mountPath);
  }
  for (const [{ name }, at] of itemsOf(volumeDevices, [...path, 'volumeDevices']))
    if (typeof name === 'string' && name !== '' && !names.has(name))
      refuse([...at, 'name'], { is: 'NOT_FOUND', value: name });
}

function refusedDns({ dnsPolicy, dnsConfig }: Fields, { path, missing }: Place): void {
  if (dnsPolicy !== 'None') return;
  const at = [...path, 'dnsConfig'];
  if (!isRecord(dnsConfig)) missing(at, { is: 'REQUIRED', why: 'DNS_CONFIG' });
  else if (isNothing(dnsConfig['nameservers'])) missing([...at, 'nameservers'], { is: 'REQUIRED', why: 'NAMESERVER' });
}

/** // validatePodHostNetworkDeps, AccumulateUniqueHostPorts */
function refusedHostPorts({ hostNetwork, containers }: Fields, { path, refuse }: Place): void {
  const seen = new Set<string>();
  for (const [{ ports }, at] of itemsOf(containers, [...path, 'containers'])) {
    for (const [port, place] of itemsOf(ports, [...at, 'ports'])) {
      const { hostPort, containerPort, protocol, hostIP } = port;
      if (typeof hostPort !== 'number' || hostPort === 0) continue;
      const key = `${textOf(protocol) ?? 'TCP'}/${textOf(hostIP) ?? ''}/${hostPort}`;
      if (seen.has(key)) refuse([...place, 'hostPort'], { is: 'DUPLICATE', value: key });
      seen.add(key);
      if (hostNetwork === true && hostPort !== containerPort)
        refuse([...place, 'hostPort'], { is: 'INVALID', value: hostPort, why: 'HOST_PORT' });
    }
  }
}

/** // validateContainerCommon, validateLivenessProbe, validateReadinessProbe, validateStartupProbe */
const container: TypeRule = (value, { path, refuse, missing }) => {
  if (isNothing(value['image'])) missing([...path, 'image'], { is: 'REQUIRED' });
  for (const probe of ['livenessProbe', 'startupProbe']) {
    const { successThreshold } = recordOf(value[probe]);
    if (typeof successThreshold === 'number' && successThreshold > 1)
      refuse([...path, probe, 'successThreshold'], { is: 'INVALID', value: successThreshold, why: 'NOT_ONE' });
  }
  const grace = recordOf(value['readinessProbe'])['terminationGracePeriodSeconds'];
  if (typeof grace === 'number')
    refuse([...path, 'readinessProbe', 'terminationGracePeriodSeconds'], {
      is: 'INVALID',
      value: grace,
      why: 'READINESS_GRACE',
    });
};

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'];

/** // validateHandler, ValidatePortNumOrName */
const handler: TypeRule = (value, { path, refuse, missing }) => {
  if (!HANDLERS.some((each) => isRecord(value[each]))) missing(path, { is: 'REQUIRED', why: 'HANDLER' });
  const exec = value['exec'];
  if (isRecord(exec) && isNothing(exec['command'])) missing([...path, 'exec', 'command'], { is: 'REQUIRED' });
  for (const each of ['httpGet', 'tcpSocket']) {
    const { port } = recordOf(value[each]);
    const why = typeof port === 'string' ? wrongPortName(port) : undefined;
    if (typeof port === 'string' && why !== undefined)
      refuse([...path, each, 'port'], { is: 'INVALID', value: port, why });
  }
  for (const each of ['httpGet', 'tcpSocket', 'grpc'])
    if (isRecord(value[each]) && isNothing(value[each]['port'])) missing([...path, each, 'port'], { is: 'REQUIRED' });
};

/** // ValidateEnv, validateEnvVarValueFrom */
const envVar: TypeRule = ({ value, valueFrom }, { path, refuse }) => {
  if (!isRecord(valueFrom)) return;
  const at = [...path, 'valueFrom'];
  const sources = Object.values(valueFrom).filter(isRecord).length;
  if (sources === 0) refuse(at, { is: 'INVALID', value: '', why: 'NO_ENV_SOURCE' });
  else if (typeof value === 'string' && value !== '')
    refuse(at, { is: 'INVALID', value: '', why: 'ENV_VALUE_AND_SOURCE' });
  else if (sources > 1) refuse(at, { is: 'INVALID', value: '', why: 'ENV_SOURCES' });
};

const RESOURCES = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** // validateResourceRequirements, validateContainerResourceName */
const resources: TypeRule = ({ limits, requests }, { path, refuse }) => {
  for (const [list, given] of Object.entries({ limits, requests })) {
    for (const [name, value] of Object.entries(recordOf(given))) {
      const at = [...path, list, name];
      const isPlain = !name.includes('/');
      if (isPlain && !RESOURCES.has(name) && !name.startsWith('hugepages-'))
        refuse(at, { is: 'INVALID', value: name, why: 'CONTAINER_RESOURCE' });
      const amount = readQuantity(value);
      if (amount !== undefined && amount < 0) refuse(at, { is: 'INVALID', value: scalar(value), why: 'NEGATIVE' });
    }
  }
  for (const [name, value] of Object.entries(recordOf(requests))) {
    const limit = recordOf(limits)[name];
    const [asked, most] = [readQuantity(value), readQuantity(limit)];
    if (asked !== undefined && most !== undefined && asked > most)
      refuse([...path, 'requests', name], {
        is: 'INVALID_BY',
        value: scalar(value),
        why: 'OVER_LIMIT',
        of: [name, String(limit)],
      });
  }
};

const readQuantity = (value: unknown): number | undefined => parseQuantity(scalarText(value) ?? '');

const scalar = (value: unknown): string => String(value);

/** // ValidateTolerations */
const toleration: TypeRule = ({ key, operator, value, effect, tolerationSeconds }, { path, refuse }) => {
  const told = typeof operator === 'string' ? operator : '';
  if (told !== '' && !['Equal', 'Exists', 'Gt', 'Lt'].includes(told))
    refuse([...path, 'operator'], { is: 'UNSUPPORTED', value: told, supported: ['Equal', 'Exists'] });
  if (isNothing(key) && told !== 'Exists')
    refuse([...path, 'operator'], { is: 'INVALID', value: told === '' ? 'Equal' : told, why: 'TOLERATION_OPERATOR' });
  if (told === 'Exists' && typeof value === 'string' && value !== '')
    refuse([...path, 'operator'], { is: 'INVALID', value, why: 'TOLERATION_VALUE' });
  if (typeof tolerationSeconds === 'number' && effect !== 'NoExecute')
    refuse([...path, 'effect'], {
      is: 'INVALID',
      value: typeof effect === 'string' ? effect : '',
      why: 'TOLERATION_SECONDS',
    });
};

/** // validateVolumeSource; a volume of no type is an emptyDir (SetDefaults_Volume) */
const volume: TypeRule = (value, { path, refuse }) => {
  const [, second] = Object.keys(value).filter((name) => name !== 'name' && isRecord(value[name]));
  if (second !== undefined) refuse([...path, second], { is: 'FORBIDDEN', why: 'VOLUME_TYPES' });
};

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const OF_FIELDS = ['In', 'NotIn'];
const OF_NODES = [...OPERATORS, 'Gt', 'Lt'];

/** // apimachinery v0.35 pkg/apis/meta/v1/validation ValidateLabelSelectorRequirement, ValidateNodeSelectorRequirement */
function requirement(operators: readonly string[]): TypeRule {
  return ({ operator, values }, { path, refuse, missing }) => {
    const at = [...path, 'values'];
    const known = path.at(-2) === 'matchFields' ? OF_FIELDS : operators;
    if (typeof operator === 'string' && operator !== '' && !known.includes(operator))
      refuse([...path, 'operator'], { is: 'INVALID', value: operator, why: 'SELECTOR_OPERATOR' });
    if ((operator === 'In' || operator === 'NotIn') && isNothing(values))
      missing(at, { is: 'REQUIRED', why: 'VALUES_OF_OPERATOR' });
    if ((operator === 'Exists' || operator === 'DoesNotExist') && !isNothing(values))
      refuse(at, { is: 'FORBIDDEN', why: 'VALUES_OF_OPERATOR' });
    for (const [index, value] of Array.isArray(values) ? (values as readonly unknown[]).entries() : []) {
      const why = wrongLabelValue(value);
      if (why !== undefined) refuse([...at, index], { is: 'INVALID', value: String(value), why });
    }
  };
}

/** Labels that a field selects by. // apimachinery v0.35 ValidateLabels, ValidateLabelSelector */
export const selecting =
  (field: string): TypeRule =>
  (given, { path, refuse }) => {
    for (const [key, value] of Object.entries(recordOf(given[field]))) {
      const why = wrongLabelKey(key) ?? wrongLabelValue(value);
      if (why !== undefined)
        refuse([...path, field, key], {
          is: 'INVALID',
          value: String(why === 'LABEL_KEY' || why === 'KEY_LENGTH' ? key : value),
          why,
        });
    }
  };

/** // ValidateEnvFrom */
const envFrom: TypeRule = ({ configMapRef, secretRef }, { path, missing }) => {
  if (!isRecord(configMapRef) && !isRecord(secretRef)) missing(path, { is: 'INVALID', value: '', why: 'NO_ENV_FROM' });
};

/** // validateTopologySpreadConstraints */
const spread: TypeRule = ({ maxSkew }, { path, refuse }) => {
  if (typeof maxSkew === 'number' && maxSkew <= 0)
    refuse([...path, 'maxSkew'], { is: 'INVALID', value: maxSkew, why: 'ZERO_SKEW' });
};

export const POD_RULES: Readonly<Record<string, TypeRule>> = {
  'core.v1.PodSpec': podSpec,
  'core.v1.Container': container,
  'core.v1.Probe': handler,
  'core.v1.LifecycleHandler': handler,
  'core.v1.EnvVar': envVar,
  'core.v1.ResourceRequirements': resources,
  'core.v1.Toleration': toleration,
  'core.v1.Volume': volume,
  'core.v1.NodeSelectorRequirement': requirement(OF_NODES),
  'meta.v1.LabelSelectorRequirement': requirement(OPERATORS),
  'meta.v1.LabelSelector': selecting('matchLabels'),
  'core.v1.EnvFromSource': envFrom,
  'core.v1.TopologySpreadConstraint': spread,
};
