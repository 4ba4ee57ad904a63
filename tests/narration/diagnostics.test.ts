import { expect, test } from 'vitest';
import type { Coded } from '../../src/engine/kubernetes/tools/coded.ts';
import type { TextDetails } from '../../src/manifests/diagnostic.ts';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import { PROBLEMS } from '../../src/narration/en/scenario/problems.ts';

type Path = readonly (string | number)[];
type Said = {
  readonly [Code in keyof TextDetails]: readonly (readonly [
    detail: TextDetails[Code],
    sentence: string,
    path?: Path,
  ])[];
};

// What stands behind "Invalid value", "Required value", "Unsupported value", "Duplicate value" and "no matches for kind" are the API server's words.
const SAID: Said = {
  NOT_TEXT: [
    [{ is: 'PICTURE', format: 'PNG' }, 'This is a picture (PNG), not YAML or JSON.'],
    [{ is: 'PACKED', format: 'gzip' }, 'This is a packed file (gzip), not YAML or JSON. Unpack it first.'],
    [{ is: 'BINARY' }, 'This is a binary file, not YAML or JSON.'],
  ],
  FILE_EMPTY: [[{}, 'The file is empty; expected YAML or JSON.']],
  NOT_UTF8: [
    [{ is: 'UTF_32' }, 'The file is UTF-32; expected UTF-8.'],
    [
      { is: 'BYTE', byte: 10 },
      'The file is not UTF-8: byte 0x0A here starts no character (is it Windows-1252 or Latin-1?); expected it to be saved as UTF-8. Such bytes are read as \uFFFD.',
    ],
  ],
  TOO_DEEP: [
    [
      { is: 'DOCUMENT', most: 200 },
      'This is nested more than 200 levels deep; expected a Kubernetes object. The document is left out.',
    ],
    [
      { is: 'OBJECT', most: 200 },
      'This is nested more than 200 levels deep; expected a Kubernetes object. It is left out.',
    ],
    [{ is: 'LISTS', most: 4 }, 'This is a List in more than 4 others; expected objects. It is left out.'],
  ],
  DUPLICATE_KEY: [
    [{ key: 'a"' }, 'The key "a\\"" appears twice in one mapping; expected it once. The last one counts.'],
  ],
  YAML_SCALAR: [
    [
      { written: 'no', value: false },
      'no without quotes is the boolean false for kubectl, which reads YAML 1.1; write "no" in quotes if the text is meant.',
    ],
  ],
  YAML_SYNTAX: [
    [{ said: 'Odd' }, 'Not YAML: Odd.'],
    [{ said: 'Odd', slip: 'MISSING_CHAR' }, 'Not YAML: a character is missing (Odd).'],
  ],
  YAML_ALIAS: [[{ name: 'x' }, 'The alias *x refers to nothing; expected an anchor &x before it.']],
  YAML_ALIAS_BOUND: [
    [{ most: 100_000 }, "The document's aliases expand to more than 100000 values; expected a Kubernetes object."],
  ],
  YAML_KEY: [
    [{ found: 'NULL' }, 'A key is null; expected a plain word as in "key: value".'],
    [{ found: 'COLLECTION' }, 'A key is a mapping or a list; expected a plain word as in "key: value".'],
  ],
  NOT_AN_OBJECT: [
    [{ is: 'NOTHING' }, 'This is nothing; expected an object with apiVersion, kind and metadata.'],
    [{ is: 'LIST' }, 'This is a list; expected an object with apiVersion, kind and metadata.'],
    [
      { is: 'PLAIN', type: 'string', found: '"x"' },
      'This is the string "x"; expected an object with apiVersion, kind and metadata.',
    ],
  ],
  KIND_MISSING: [
    [{}, 'There is no kind; expected one such as "kind: Service".'],
    [{ found: '3' }, 'kind is 3; expected one such as "kind: Service".'],
  ],
  API_VERSION_MISSING: [
    [{ kind: 'Pod' }, 'There is no apiVersion of this Pod; expected one such as "apiVersion: v1".'],
  ],
  METADATA_MISSING: [[{ kind: 'Pod', found: '4' }, 'metadata is 4 of this Pod; expected "metadata:" with a name.']],
  NAME_MISSING: [[{ kind: 'Pod' }, 'There is no metadata.name of this Pod; expected a name (or generateName).']],
  NOT_A_MAPPING: [
    [
      { found: '3', of: 'STRINGS' },
      'metadata.labels is 3; expected a mapping of names to strings. It is left out.',
      ['metadata', 'labels'],
    ],
    [{ found: '"hello"', of: 'FIELDS' }, 'spec is "hello"; expected a mapping. It counts as empty.', ['spec']],
  ],
  NOT_A_STRING: [
    [
      { is: 'COLLECTION' },
      'metadata.labels.a is a mapping or a list; expected a string. It is left out.',
      ['metadata', 'labels', 'a'],
    ],
    [
      { is: 'UNQUOTED', value: true },
      'metadata.labels.a is the boolean true; expected a string, as in "true" with quotes. kubectl would refuse it.',
      ['metadata', 'labels', 'a'],
    ],
  ],
  OWNER_INCOMPLETE: [
    [
      { is: 'NO_LIST', found: '3' },
      'metadata.ownerReferences: expected a list of owners, found 3. It is left out.',
      ['metadata', 'ownerReferences'],
    ],
    [
      { is: 'EMPTY', field: 'name', found: '""' },
      'metadata.ownerReferences[0].name: Invalid value: "": name must not be empty. It is left out.',
      ['metadata', 'ownerReferences', 0, 'name'],
    ],
  ],
  INVALID_NAME: [
    [
      { name: 'a\u202Eb', form: 'SUBDOMAIN', isRefused: true },
      "metadata.name is \"a\\u202eb\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character. The object is left out.",
      ['metadata', 'name'],
    ],
    [
      { name: 'a.b', form: 'LABEL', isRefused: false },
      'metadata.namespace is "a.b": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or \'-\', and must start and end with an alphanumeric character.',
      ['metadata', 'namespace'],
    ],
    [
      { name: '1a', form: 'SERVICE', isRefused: false },
      'metadata.name is "1a": a DNS-1035 label must consist of lower case alphanumeric characters or \'-\', start with an alphabetic character, and end with an alphanumeric character.',
      ['metadata', 'name'],
    ],
    [
      { name: 'aaa', form: 'SERVICE', most: 63, isRefused: false },
      'metadata.name is "aaa": must be no more than 63 characters.',
      ['metadata', 'name'],
    ],
  ],
  VALUE_REFUSED: [
    [{ is: 'REQUIRED' }, 'spec.selector: Required value.', ['spec', 'selector']],
    [
      { is: 'UNSUPPORTED', value: 'Alwyas', supported: ['Always', 'Never'] },
      'spec.restartPolicy: Unsupported value: "Alwyas": supported values: "Always", "Never".',
      ['spec', 'restartPolicy'],
    ],
    [{ is: 'DUPLICATE', value: 'http' }, 'spec.ports[1].name: Duplicate value: "http".', ['spec', 'ports', 1, 'name']],
    [
      { is: 'INVALID', value: 0, why: 'PORT_RANGE' },
      'spec.port: Invalid value: 0: must be between 1 and 65535, inclusive.',
      ['spec', 'port'],
    ],
    [
      { is: 'FORBIDDEN', why: 'HANDLERS' },
      'spec.tcpSocket: Forbidden: may not specify more than 1 handler type.',
      ['spec', 'tcpSocket'],
    ],
  ],
  KIND_NOT_SERVED: [
    [
      { kind: 'Servce', apiVersion: 'v1', meant: 'Service' },
      'no matches for kind "Servce" in version "v1": did you mean Service?',
      ['kind'],
    ],
    [{ kind: 'Thing', apiVersion: 'app/v1' }, 'no matches for kind "Thing" in version "app/v1"', ['apiVersion']],
  ],
  UNKNOWN_VERSION: [
    [
      { kind: 'Deployment', apiVersion: 'apps/v3', readAs: 'apps/v1' },
      'no matches for kind "Deployment" in version "apps/v3"; it is read as apps/v1.',
      ['apiVersion'],
    ],
  ],
  VERSION_REMOVED: [
    [
      { kind: 'Ingress', apiVersion: 'extensions/v1beta1', since: '1.22', now: 'networking.k8s.io/v1' },
      'apiVersion: no matches for kind "Ingress" in version "extensions/v1beta1": Kubernetes 1.22 and later do not serve it. Write networking.k8s.io/v1; it is read all the same.',
      ['apiVersion'],
    ],
  ],
  NOT_NAMESPACED: [
    [{ kind: 'Node' }, 'metadata.namespace: a Node lives in no namespace; it is left out.', ['metadata', 'namespace']],
  ],
  UNKNOWN_FIELD: [
    [{}, 'unknown field "spec.a\\nb": it has no effect.', ['spec', 'a\nb']],
    [
      { meant: 'port' },
      'unknown field "spec.ports[0].prt": did you mean port? It has no effect as it stands.',
      ['spec', 'ports', 0, 'prt'],
    ],
  ],
  OWNER_IS_ITSELF: [[{}, 'o[0]: an object cannot own itself; who made it is not known.', ['o', 0]]],
  TWO_CONTROLLERS: [
    [
      { first: 'A/a', second: 'B/b' },
      'o: Only one reference can have Controller set to true. Found "true" in references for A/a and B/b.',
      ['o'],
    ],
  ],
  CONTAINERS_MISSING: [[{}, 'spec.containers: Required value.', ['spec', 'containers']]],
  DUPLICATE_CONTAINER: [[{ name: 'a' }, 'x: Duplicate value: "a".', ['x']]],
  DUPLICATE_LISTENER: [[{ name: 'a' }, 'x: Duplicate value: "a".', ['x']]],
  INVALID_CLUSTER_IP: [[{ clusterIP: '::1' }, 'x: Invalid value: "::1": expected an address of one Service.', ['x']]],
  CLUSTER_IPS_DIFFER: [[{ first: 'a' }, 'x: Invalid value: "a": first value must match `clusterIP`.', ['x']]],
  POD_CIDRS_DIFFER: [
    [{ podCIDR: 'a' }, 'x: the first is not the podCIDR, "a": the API server takes that one alone.', ['x']],
  ],
  POD_CIDRS_OF_ONE_FAMILY: [[{}, 'x: may specify no more than one CIDR for each IP family.', ['x']]],
  POD_CIDR_TOO_WIDE: [[{ cidr: '::/0' }, 'x: ::/0 is every address: the node takes all others for its pods.', ['x']]],
  POD_CIDR_TOO_NARROW: [
    [
      { cidr: '10.0.0.0/31' },
      'x: 10.0.0.0/31 leaves no address for a pod, as the first ones are those of the network and of the node.',
      ['x'],
    ],
  ],
  ADDRESS_TYPE_UNKNOWN: [
    [{ found: 'a', supported: ['B', 'C'] }, 'x: Unsupported value: "a": supported values: "B", "C".', ['x']],
  ],
  NODE_ADDRESS_MISSING: [
    [{ is: 'NO_ADDRESSES' }, 'x: there is no InternalIP: an address is assumed.', ['x']],
    [
      { is: 'NO_INTERNAL_IP' },
      "x: there is no InternalIP: an address is assumed, and nobody knows whether it is the node's.",
      ['x'],
    ],
  ],
  PATH_TYPE_MISSING: [
    [{}, 'x: Required value: pathType must be specified; it is taken as ImplementationSpecific.', ['x']],
  ],
  PATH_TYPE_UNKNOWN: [[{ found: 'a', supported: ['B'] }, 'x: Unsupported value: "a": supported values: "B".', ['x']]],
  PATH_NOT_ABSOLUTE: [[{ path: 'a' }, 'x: Invalid value: "a": must be an absolute path.', ['x']]],
  INVALID_HOST: [
    [{ is: 'ADDRESS', host: 'a' }, 'x: Invalid value: "a": must be a DNS name, not an IP address.', ['x']],
    [
      { is: 'NO_NAME', host: 'a' },
      "x: Invalid value: \"a\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character.",
      ['x'],
    ],
  ],
  SPECIAL_ADDRESS: [
    [
      { address: '127.0.0.1', range: 'LOOPBACK' },
      'x: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128).',
      ['x'],
    ],
  ],
  ADDRESS_OF_OTHER_FAMILY: [
    [{ address: '::2', family: 4 }, 'x: Invalid value: "::2": must be a valid IPv4 address.', ['x']],
  ],
  CIDR_AMBIGUOUS: [
    [
      { written: '10.0.0.1/8', cidr: '10.0.0.0/8', alone: '10.0.0.1/32' },
      'x: CIDR value "10.0.0.1/8" is ambiguous in this context (should be "10.0.0.0/8" or "10.0.0.1/32"?); 10.0.0.0/8 is taken.',
      ['x'],
    ],
  ],
  FILE_TOO_LARGE: [
    [{ found: 50_000_001, most: 50_000_000 }, 'The file has 51 million characters; expected at most 50 million.'],
  ],
  HELM_TEMPLATE: [
    [
      {},
      'This looks like a Helm template; expected plain YAML. Render it first: helm template NAME CHART > manifests.yaml.',
    ],
  ],
  WATCH_ERROR: [
    [{}, 'The watch ended in an error; expected an object.'],
    [{ said: 'too old' }, 'The watch ended in an error: too old; expected an object.'],
  ],
  NOT_ONE_OBJECT: [
    [{ is: 'NOTHING' }, 'There is nothing here; expected one object.'],
    [{ is: 'SEVERAL', count: 2 }, 'There are 2 objects here; expected one.'],
    [{ is: 'NOT_READ', kinds: ['Foo'] }, 'The kind Foo is not read here; expected one that is, such as Service.'],
  ],
  KIND_LEFT_OUT: [
    [{ kind: 'Unheard' }, 'Unheard is not kept: no such kind is known here.'],
    [
      { kind: 'Role', why: 'access' },
      'Role is not kept, as it cannot change where a packet goes. Says who may call the API, not who may open a connection.',
    ],
  ],
  MORE_ALIKE: [
    [{ code: 'A', count: 2 }, '2 more of the kind A are not listed.'],
    [{ code: 'A', kind: 'Pod', count: 2 }, '2 more of the kind A about Pods are not listed.'],
  ],
};

test.each(
  Object.entries(SAID).flatMap(([code, all]) =>
    all.map(([detail, sentence, path]) => ({ problem: { code, detail } as Coded<TextDetails>, sentence, path })),
  ),
)('$sentence', ({ problem, sentence, path }) => {
  expect(ENGLISH.diagnostic({ severity: 'error', ...problem, ...(path !== undefined && { path }) })).toBe(sentence);
});

test('an object that is there twice is a finding with the place where it stood before', () => {
  const object = { kind: 'Service', namespace: 'shop', name: 'web' };
  const finding = { severity: 'warning', code: 'DUPLICATE_OBJECT', object } as const;
  expect(ENGLISH.diagnostic({ ...finding, detail: { before: { file: 'a.yaml', line: 3 } } })).toBe(
    'Service shop/web is there twice (before: a.yaml:3); expected it once. The later one counts.',
  );
  expect(ENGLISH.diagnostic({ ...finding, detail: {} })).toBe('this object is there twice; the later one is used');
});

test('what a document says of an object: in words, as an earlier version kept it, or by a code that only a later one knows', () => {
  const said = (why: unknown): string => PROBLEMS.OBJECT_UNUSABLE({ number: 3, why: why as string });
  expect(said({ code: 'KIND_MISSING', detail: {}, path: ['kind'] })).toBe(
    'Object 3 was left out: There is no kind; expected one such as "kind: Service".',
  );
  expect(said('There is no kind.')).toBe('Object 3 was left out: There is no kind.');
  expect(said({ code: 'OF_TOMORROW', detail: {}, path: [] })).toBe('Object 3 was left out: OF_TOMORROW');
});
