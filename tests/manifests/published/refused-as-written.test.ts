import { expect, test } from 'vitest';
import { SCENARIOS } from '../../../src/lessons/catalog/catalog.ts';
import { CHALLENGES } from '../../../src/lessons/catalog/challenges.ts';
import { checkObject, findMissing } from '../../../src/manifests/checks/check-object.ts';
import { isRefusalCode } from '../../../src/manifests/checks/refusals.ts';
import { parseObject } from '../../../src/manifests/edit.ts';
import { sayDiagnostic } from '../../../src/narration/en/manifests/diagnostic.ts';
import { BOARD_TEMPLATES, createBoardFrom } from '../../../src/simulation/build/new-board.ts';

const POD = '{containers: [{name: a, image: b}]}';
const LABELS = 'metadata: {labels: {app: a}}';
const SELECTS = 'selector: {matchLabels: {app: a}}';

/** What keeps a text from being applied. */
function errors(kind: string, rest: string): readonly string[] {
  const [apiVersion = '', name = ''] = kind.split(' ');
  const text = `apiVersion: ${apiVersion}\nkind: ${name}\nmetadata: {name: a}\n${rest}\n`;
  return parseObject(text).diagnostics.flatMap((each) => (each.severity === 'error' ? [sayDiagnostic(each)] : []));
}

const pod = (rest: string): readonly string[] => errors('v1 Pod', `spec: ${rest}`);
const container = (rest: string): readonly string[] => pod(`{containers: [{name: a, image: b, ${rest}}]}`);
const deployment = (rest: string): readonly string[] =>
  errors('apps/v1 Deployment', `spec: {${SELECTS}, template: {${LABELS}, spec: ${POD}}, ${rest}}`);
const service = (rest: string): readonly string[] => errors('v1 Service', `spec: {${rest}}`);
const ingress = (path: string): readonly string[] =>
  errors('networking.k8s.io/v1 Ingress', `spec: {rules: [{http: {paths: [{${path}}]}}]}`);
const policy = (rest: string): readonly string[] =>
  errors('networking.k8s.io/v1 NetworkPolicy', `spec: {podSelector: {}, ${rest}}`);
const job = (rest: string): string => `{template: {spec: {containers: [{name: a, image: b}], ${rest}}}}`;

// As the validation of Kubernetes v1.35 is written (pkg/apis). Mutants of eighteen objects were held against it as it runs, not each of these.
test.each<readonly [string, readonly string[], readonly (string | RegExp)[]]>([
  [
    'a strategy',
    deployment('strategy: {type: Rolling}'),
    ['spec.strategy.type: Unsupported value: "Rolling": supported values: "Recreate", "RollingUpdate".'],
  ],
  [
    'a dnsPolicy',
    pod('{dnsPolicy: Foo, containers: [{name: a, image: b}]}'),
    [/^spec\.dnsPolicy: Unsupported value: "Foo"/],
  ],
  ['an imagePullPolicy', container('imagePullPolicy: Sometimes'), [/imagePullPolicy: Unsupported value: "Sometimes"/]],
  [
    'a quantity',
    container('resources: {requests: {cpu: abc}, limits: {memory: 1mi}}'),
    [/requests\.cpu: quantities must match/, /limits\.memory: unable to parse quantity's suffix\.$/],
  ],
  [
    'more than the limit',
    container('resources: {requests: {cpu: 1}, limits: {cpu: 500m}}'),
    [/requests\.cpu: Invalid value: "1": must be less than or equal to cpu limit of 500m\.$/],
  ],
  [
    'the value of a variable',
    container('env: [{name: A, value: 1}, {name: B, value: true}]'),
    [
      'spec.containers[0].env[0].value: json: cannot unmarshal number into Go struct field EnvVar.spec.containers.env.value of type string.',
      /env\[1\]\.value: json: cannot unmarshal bool into Go struct field/,
    ],
  ],
  [
    'a mount without its volume',
    container('volumeMounts: [{name: data, mountPath: /data}]'),
    ['spec.containers[0].volumeMounts[0].name: Not found: "data".'],
  ],
  ['a field', deployment('selectr: {}'), [/^unknown field "spec\.selectr": did you mean selector/]],
  [
    'a field deep inside',
    container('livenessProbe: {httpGet: {port: 80, pth: /}}'),
    [/^unknown field ".*httpGet\.pth"/],
  ],
  [
    'a probe of nothing',
    container('readinessProbe: {periodSeconds: 5}'),
    [/Required value: must specify a handler type/],
  ],
  [
    'two containers',
    pod('{containers: [{name: a, image: b}, {name: a, image: c}]}'),
    [/\[1\]\.name: Duplicate value: "a"/],
  ],
  ['no image', pod('{containers: [{name: a}]}'), ['spec.containers[0].image: Required value.']],
  ['no containers', pod('{}'), ['spec.containers: Required value.']],
  [
    'no selector',
    errors('apps/v1 Deployment', `spec: {template: {${LABELS}, spec: ${POD}}}`),
    ['spec.selector: Required value.'],
  ],
  [
    'a negative count',
    deployment('replicas: -1'),
    ['spec.replicas: Invalid value: -1: must be greater than or equal to 0.'],
  ],
  [
    'a count in quotes',
    deployment('replicas: "3"'),
    [
      /^spec\.replicas: json: cannot unmarshal string into Go struct field DeploymentSpec\.spec\.replicas of type int32/,
    ],
  ],
  [
    'neither surge nor unavailable',
    deployment('strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0}}'),
    [/maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0/],
  ],
  [
    'a toleration',
    pod('{tolerations: [{operator: Equal}], containers: [{name: a, image: b}]}'),
    [/operator must be Exists when `key` is empty/],
  ],
  [
    'a targetPort that is too long',
    service('ports: [{port: 80, targetPort: sixteen-letters-x}]'),
    [/targetPort: .*must be no more than 15 characters/],
  ],
  [
    'a targetPort without a letter',
    service('ports: [{port: 80, targetPort: "8080"}]'),
    [/targetPort: Invalid value: "8080": must contain at least one letter/],
  ],
  ['a port', service('ports: [{port: 0}]'), [/port: Invalid value: 0: must be between 1 and 65535, inclusive/]],
  ['a type', service('type: Public, ports: [{port: 80}]'), [/^spec\.type: Unsupported value: "Public"/]],
  [
    'a path',
    ingress('path: /a//b, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}'),
    [/must not contain '\/\/'/],
  ],
  [
    'no pathType',
    ingress('path: /, backend: {service: {name: a, port: {number: 80}}}'),
    [/Required value: pathType must be specified/],
  ],
  ['no backend', ingress('path: /, pathType: Prefix'), [/resource or service backend is required/]],
  [
    'a backend without a port',
    ingress('path: /, pathType: Prefix, backend: {service: {name: a}}'),
    [/Required value: port name or number is required/],
  ],
  [
    'a peer of two ways',
    policy('ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}]}]'),
    [/from\[0\]: Forbidden: may not specify both ipBlock and another peer/],
  ],
  ['a peer of nothing', policy('egress: [{to: [{}]}]'), [/to\[0\]: Required value: must specify a peer/]],
  [
    'an end without a port',
    policy('egress: [{ports: [{endPort: 90}]}]'),
    [/endPort: Invalid value: 90: may not be specified when `port` is not specified/],
  ],
  [
    'an operator',
    policy('ingress: [{from: [{podSelector: {matchExpressions: [{key: a, operator: Is}]}}]}]'),
    [/operator: Invalid value: "Is": not a valid selector operator/],
  ],
  ['a policy’s type', policy('policyTypes: [Inbound]'), [/policyTypes\[0\]: Unsupported value: "Inbound"/]],
  [
    'a Job that restarts',
    errors('batch/v1 Job', `spec: ${job('')}`),
    [/restartPolicy: Required value: valid values: "OnFailure", "Never"/],
  ],
  [
    'a selector of other labels',
    errors('apps/v1 DaemonSet', `spec: {selector: {matchLabels: {app: z}}, template: {${LABELS}, spec: ${POD}}}`),
    ['spec.template.metadata.labels: Invalid value: {"app":"a"}: `selector` does not match template `labels`.'],
  ],
  [
    'two containers of a CronJob',
    errors(
      'batch/v1 CronJob',
      'spec: {schedule: "@hourly", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}, {name: a, image: b}]}}}}}',
    ),
    [/containers\[1\]\.name: Duplicate value: "a"/],
  ],
  ['no spec', errors('batch/v1 Job', ''), [/^spec\.template/]],
  [
    'names of other objects',
    container('envFrom: [{configMapRef: {}}, {}], env: [{name: A, valueFrom: {secretKeyRef: {name: A_B, key: k}}}]'),
    [
      /secretKeyRef\.name: Invalid value: "A_B": a lowercase RFC 1123 subdomain/,
      /envFrom\[0\]\.configMapRef\.name: Required value/,
      /envFrom\[1\]: Invalid value: "": must specify one of: `configMapRef` or `secretRef`/,
    ],
  ],
  [
    'an address of DNS',
    pod('{dnsConfig: {nameservers: [dns]}, containers: [{name: a, image: b}]}'),
    [/nameservers\[0\]: Invalid value: "dns": must be a valid IP address/],
  ],
  [
    'one host port twice',
    container('ports: [{containerPort: 80, hostPort: 80}, {containerPort: 81, hostPort: 80}]'),
    [/ports\[1\]\.hostPort: Duplicate value: "TCP\/\/80"/],
  ],
  [
    'a schedule',
    errors('batch/v1 CronJob', `spec: {schedule: hourly, jobTemplate: {spec: ${job('restartPolicy: Never')}}}`),
    ['spec.schedule: Invalid value: "hourly": expected exactly 5 fields, found 1: [hourly].'],
  ],
  [
    'a listener’s port',
    errors(
      'gateway.networking.k8s.io/v1 Gateway',
      'spec: {gatewayClassName: a, listeners: [{name: a, port: 70000, protocol: HTTP}]}',
    ),
    [/port: Invalid value: 70000: should be less than or equal to 65535/],
  ],
])('what the API server refuses is not applied: %s', (_, found, expected) => {
  expect(found).toHaveLength(expected.length);
  for (const [index, each] of expected.entries())
    if (typeof each === 'string') expect(found[index]).toBe(each);
    else expect(found[index]).toMatch(each);
});

test.each<readonly [string, readonly string[]]>([
  [
    'a strategy of whole numbers',
    deployment('strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}'),
  ],
  ['a Recreate', deployment('strategy: {type: Recreate}, minReadySeconds: 10, progressDeadlineSeconds: 11')],
  [
    'quantities',
    container(
      'resources: {requests: {cpu: 0.5, memory: 1e3, example.com/gpu: 1}, limits: {cpu: "2", memory: 1.5Gi, ephemeral-storage: 100M, example.com/gpu: 1}}',
    ),
  ],
  ['empty texts where a default is', container('imagePullPolicy: "", terminationMessagePolicy: ""')],
  [
    'a mount of a volume',
    pod(
      '{volumes: [{name: data, emptyDir: {}}, {name: c, configMap: {name: x}}], containers: [{name: a, image: b, volumeMounts: [{name: data, mountPath: /data}, {name: c, mountPath: /c, subPath: d}]}]}',
    ),
  ],
  [
    'a mount of a claim',
    errors(
      'apps/v1 StatefulSet',
      `spec: {${SELECTS}, serviceName: a, volumeClaimTemplates: [{metadata: {name: d}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}], template: {${LABELS}, spec: {containers: [{name: a, image: b, volumeMounts: [{name: d, mountPath: /d}]}]}}}`,
    ),
  ],
  [
    'variables',
    container(
      'env: [{name: A, value: "1"}, {name: B}, {name: C, valueFrom: {fieldRef: {fieldPath: status.podIP}}}], envFrom: [{configMapRef: {name: x}}]',
    ),
  ],
  [
    'a sidecar with probes',
    pod(
      '{initContainers: [{name: s, image: b, restartPolicy: Always, startupProbe: {exec: {command: [a]}}}], containers: [{name: a, image: b, livenessProbe: {grpc: {port: 9}}, lifecycle: {preStop: {sleep: {seconds: 3}}}}]}',
    ),
  ],
  [
    'what a pod may have',
    pod(
      '{terminationGracePeriodSeconds: 0, hostAliases: [{ip: 10.0.0.1, hostnames: [a.example]}], dnsPolicy: None, dnsConfig: {nameservers: [10.0.0.10], options: [{name: ndots, value: "2"}]}, tolerations: [{operator: Exists}, {key: a, effect: NoExecute, tolerationSeconds: 3}], topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}], containers: [{name: a, image: b, securityContext: {runAsUser: 1, capabilities: {add: [NET_ADMIN]}, seccompProfile: {type: RuntimeDefault}}}]}',
    ),
  ],
  [
    'affinity',
    pod(
      '{affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Gt, values: ["1"]}]}]}}, podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 100, podAffinityTerm: {topologyKey: zone, labelSelector: {matchLabels: {app: a}}}}]}}, containers: [{name: a, image: b}]}',
    ),
  ],
  [
    'a Service of much',
    service(
      'type: LoadBalancer, externalTrafficPolicy: Local, sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 5}}, ports: [{name: a, port: 80, targetPort: http, appProtocol: kubernetes.io/h2c}, {name: b, port: 80, protocol: UDP}]',
    ),
  ],
  ['a Service without a selector', service('clusterIP: None')],
  [
    'an Ingress of a resource',
    ingress('pathType: ImplementationSpecific, backend: {resource: {apiGroup: x.example, kind: Bucket, name: a}}'),
  ],
  [
    'a policy of ranges',
    policy(
      'policyTypes: [Ingress, Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 80, endPort: 90}, {port: dns, protocol: UDP}, {}]}], ingress: [{}]',
    ),
  ],
  [
    'a schedule by words',
    errors(
      'batch/v1 CronJob',
      `spec: {schedule: "*/5 0-3 * jan,feb mon-fri", timeZone: Etc/UTC, jobTemplate: {spec: ${job('restartPolicy: OnFailure')}}}`,
    ),
  ],
  [
    'a schedule by name',
    errors('batch/v1 CronJob', `spec: {schedule: "@daily", jobTemplate: {spec: ${job('restartPolicy: Never')}}}`),
  ],
  [
    'an indexed Job',
    errors(
      'batch/v1 Job',
      'spec: {completionMode: Indexed, completions: 2, backoffLimitPerIndex: 1, template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}',
    ),
  ],
  [
    'a Node',
    errors(
      'v1 Node',
      'spec: {taints: [{key: a, effect: NoSchedule}], podCIDR: 10.1.0.0/24}\nstatus: {addresses: [{type: InternalIP, address: 10.0.0.1}], capacity: {cpu: "4", memory: 8Gi}}',
    ),
  ],
  [
    'a DaemonSet',
    errors(
      'apps/v1 DaemonSet',
      `spec: {${SELECTS}, updateStrategy: {type: OnDelete}, template: {${LABELS}, spec: {hostNetwork: true, containers: [{name: a, image: b, ports: [{containerPort: 80, hostPort: 80}]}]}}}`,
    ),
  ],
  [
    'a route',
    errors(
      'gateway.networking.k8s.io/v1 HTTPRoute',
      'spec: {hostnames: ["*.a.example"], rules: [{matches: [{path: {type: Exact, value: /a}, headers: [{name: x, value: z}]}], backendRefs: [{name: a, port: 80, weight: 0}], timeouts: {request: 1s}}]}',
    ),
  ],
])('what the API server takes is applied: %s', (_, found) => {
  expect(found).toEqual([]);
});

test('no lesson, challenge or template is refused', async () => {
  const offered = [...SCENARIOS, ...CHALLENGES].map(async ({ id, load }) => [id, (await load()).objects] as const);
  const made = BOARD_TEMPLATES.map((each) => [each, createBoardFrom(each).objects] as const);
  const refused: string[] = [];
  let count = 0;
  for (const [id, objects] of [...(await Promise.all(offered)), ...made]) {
    for (const object of objects) {
      count += 1;
      const name = `${id} ${object.kind} ${object.metadata.name}`;
      const found = checkObject(object).filter(({ code }) => isRefusalCode(code));
      for (const problem of found) refused.push(`${name}: ${sayDiagnostic(problem)}`);
      findMissing(object, (path) => refused.push(`${name}: ${path.join('.')}`));
    }
  }
  expect(refused).toEqual([]);
  expect(count).toBeGreaterThan(500);
});
