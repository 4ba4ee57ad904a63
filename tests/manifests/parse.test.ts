import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toldOnce } from '../../src/manifests/checks/refusals.ts';
import { parseManifests } from '../../src/manifests/parse.ts';
import { saidDiagnostic, saidFinding } from '../support/said.ts';
import { buildCluster } from '../whole-engine.ts';
import { runs } from '../runs.ts';

const read = (text: string) => parseManifests([{ name: 'a.yaml', text }]);
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n';
const other = (name: string) => SERVICE.replace('web', name);
const names = (text: string) => read(text).objects.map(({ metadata }) => metadata.name);

describe('what is read', () => {
  test.each([
    ['one document', SERVICE],
    ['CRLF', SERVICE.replaceAll('\n', '\r\n')],
    ['old Macintosh line ends', SERVICE.replaceAll('\n', '\r')],
    ['a byte order mark', `\uFEFF${SERVICE}`],
    ['empty documents around it', `---\n# nothing\n---\n---\n${SERVICE}---\n...\n---\nnull\n`],
    ['a comment behind the marker', `--- # the Service\n${SERVICE}`],
    ['directives', `%YAML 1.2\n---\n${SERVICE}`],
    [
      'JSON',
      JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } }),
    ],
  ])('%s', (_, text) => {
    const { documents, objects, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    expect(documents).toBe(1);
    expect(objects).toEqual([
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80 }] } },
    ]);
  });

  test('a List, a list of one kind whose items leave out their kind, and lists in lists', () => {
    const item = { metadata: { name: 'a' } };
    const typed = { apiVersion: 'v1', kind: 'PodList', items: [item, { metadata: { name: 'b' } }] };
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [typed, { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } }],
    };
    const { documents, objects } = read(JSON.stringify(list));
    expect(documents).toBe(3);
    expect(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual(['Pod/a', 'Pod/b', 'Node/n']);
  });

  test('JSON documents one after the other', () => {
    const json = (name: string) => JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name } }, null, 2);
    expect(names(`${json('a')}\n${json('b')}`)).toEqual(['a', 'b']);
  });

  test('anchors, aliases and merge keys', () => {
    const text = `${SERVICE}  a: &a {x: 1, z: 2}\n  b: *a\n  c: {<<: *a, z: 3}\n`;
    expect(read(text).objects[0]).toMatchObject({ spec: { b: { x: 1, z: 2 }, c: { x: 1, z: 3 } } });
  });

  test('managedFields are dropped and so is the data of Secrets', () => {
    const text = `apiVersion: v1\nkind: Secret\nmetadata: {name: s, managedFields: [{manager: kubectl}]}\ntype: Opaque\ndata: {p: cGFzcw==}\nstringData: {q: pass}\n`;
    expect(read(text).objects).toEqual([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, type: 'Opaque' }]);
  });

  test('kinds that are not read are counted by group, and those that can change the fate of a packet are kept', () => {
    const kinds = [
      ['v1', 'ConfigMap', 'a'],
      ['serving.knative.dev/v1', 'Service', 'k'],
      ['metallb.io/v1beta1', 'AddressPool', 'lan'],
      ['example.com/v1', 'Mood', 'm'],
      ['networking.istio.io/v1', 'Gateway', 'edge'],
    ];
    const text = kinds.map(
      ([version, kind, name]) => `apiVersion: ${version}\nkind: ${kind}\nmetadata: {name: ${name}}\n`,
    );
    const { objects, ...rest } = read(text.join('---\n'));
    expect(objects.map(({ metadata }) => metadata.name)).toEqual(['k', 'lan', 'edge']);
    expect(rest).toMatchObject({
      documents: 5,
      skipped: { ConfigMap: 1, Service: 1, AddressPool: 1, Mood: 1, Gateway: 1 },
      skippedGroups: {
        ConfigMap: 'irrelevant',
        Service: 'unread',
        AddressPool: 'unread',
        Mood: 'unknown',
        Gateway: 'unread',
      },
      diagnostics: [],
    });
  });

  test('where objects of one kind differ in group, the worst is told', () => {
    const config = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n---\n`;
    expect(read(config('texts') + config('kube-proxy') + config('more')).skippedGroups).toEqual({
      ConfigMap: 'unread',
    });
  });

  test('a ConfigMap that is followed by its name is kept, and is none of those that are skipped', () => {
    const corefile = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: coredns, namespace: kube-system}\n';
    expect(read(corefile)).toMatchObject({ skipped: {}, skippedGroups: {} });
    expect(parseManifests([{ name: 'a.yaml', text: corefile }]).objects).toHaveLength(1);
  });

  test('what is wrong with an object that is not read is no error', () => {
    const text = 'apiVersion: k8s.cni.cncf.io/v1beta1\nkind: MultiNetworkPolicy\nmetadata: {labels: [1]}\n';
    expect(read(text)).toMatchObject({ objects: [], skipped: { MultiNetworkPolicy: 1 }, diagnostics: [] });
  });

  test('a generated name, and a component configuration without metadata', () => {
    const text = `apiVersion: v1\nkind: Pod\nmetadata: {generateName: job-}\n---\napiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: nftables\n`;
    expect(read(text).diagnostics).toEqual([]);
    expect(names(text)).toEqual([expect.stringMatching(/^job-[b-z2-9]{5}$/), 'kube-proxy']);
  });

  test('of two objects with one key the later counts, and it is said', () => {
    const { objects, diagnostics } = read(`${SERVICE}---\n${SERVICE.replace('80', '81')}`);
    expect(objects).toMatchObject([{ spec: { ports: [{ port: 81 }] } }]);
    expect(diagnostics).toMatchObject([
      { code: 'DUPLICATE_OBJECT', severity: 'warning', line: 9, object: { name: 'web' } },
    ]);
  });
});

describe('what a field holds that is of another type', () => {
  const said = (text: string): readonly string[] => {
    const { objects, diagnostics, locate } = read(text);
    const told = diagnostics.map((each) => [each, saidDiagnostic(each)] as const);
    const found = buildCluster({ objects }).findings.map((each) => [locate(each), saidFinding(each)] as const);
    const once = new Set<unknown>(toldOnce([...told, ...found].map(([each]) => each)));
    return [...told, ...found]
      .filter(([each]) => once.has(each))
      .map(([{ line, column }, sentence]) => `${line}:${column}: ${sentence}`);
  };

  test('is told with the path of the field and its place', () => {
    const text = `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: app
  ports: [{ port: eighty }, { port: 80 }]
`;
    expect(said(text)).toEqual([
      '5:13: spec.selector: json: cannot unmarshal string into Go struct field ServiceSpec.spec.selector of type map[string]string.',
      '6:19: spec.ports[0].port: json: cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32.',
    ]);
  });

  test('where it should hold the whole object, is told itself', () => {
    const told = said('apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: hello\nstatus: [1]\n');
    expect(told.slice(0, 2)).toEqual([
      '4:7: spec is "hello"; expected a mapping. It counts as empty.',
      '5:1: status is [1]; expected a mapping. It counts as empty.',
    ]);
  });
});

describe('JSON as jq prints it', () => {
  const json = (name: string, indent = 2): string =>
    JSON.stringify(
      { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports: [{ port: 80 }] } },
      null,
      indent,
    );

  test.each([
    ['a list of objects', `[\n${json('a')},\n${json('b')}\n]\n`],
    ['a list of lists', `[[${json('a')}], {"apiVersion": "v1", "kind": "List", "items": [${json('b')}]}]`],
    ['a list in YAML', `- ${json('a', 0)}\n- ${json('b', 0)}\n`],
    ['documents one after the other', `${json('a')}\n${json('b')}\n`],
    ['documents without anything between', json('a', 0) + json('b', 0)],
    ['documents with commas between', `${json('a')},\n${json('b')},\n`],
    ['lists one after the other', `[${json('a')}]\n[${json('b')}]\n`],
    ['a text sequence', `\u001E${json('a', 0)}\n\u001E${json('b', 0)}\n`],
    ['documents behind a marker and a comment', `---\n# two\n${json('a')}\n${json('b')}\n`],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({ documents: 2, diagnostics: [] });
    expect(names(text)).toEqual(['a', 'b']);
  });

  test('what is wrong with an object in a list is told with its line, and the others are read', () => {
    const { objects, diagnostics } = read(`[\n${json('a')},\n{ "kind": "Service" },\n7,\n${json('b')}\n]\n`);
    expect(objects.map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
    expect(diagnostics).toMatchObject([
      { code: 'API_VERSION_MISSING', line: 16, column: 1 },
      { code: 'NOT_AN_OBJECT', line: 17, column: 1 },
    ]);
  });

  test.each([
    ['a slip', json('broken').replace('"kind":', '"kind"'), 18, 10],
    ['no end', json('broken').replace(/\}\s*$/, ''), 30, 1],
  ])(
    'a document with %s among others is told by its number and line, and the others are read',
    (_, broken, line, column) => {
      const { objects, documents, diagnostics } = read(`${json('a')}\n\n${broken}\n${json('b')}\n`);
      expect(objects.map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
      expect(documents).toBe(3);
      expect(diagnostics[0]).toMatchObject({ code: 'YAML_SYNTAX', detail: { document: 2 }, line, column });
      expect(saidDiagnostic(diagnostics[0])).toMatch(/^Document 2 is not JSON: /);
    },
  );

  test.each([
    ['a slip', (name: string) => json(name).replace('"kind":', '"kind"')],
    ['no end', (name: string) => json(name).replace(/\}\s*$/, '')],
    ['one end too many', (name: string) => `${json(name)}}`],
    ['a string that does not end', (name: string) => json(name).replace('Service"', 'Service')],
  ])('nothing between and behind many documents with %s is lost, and each of them is told', (_, spoil) => {
    const good = Array.from({ length: 30 }, (_each, n) => `good-${n}`);
    const text = good.map((name, n) => `${spoil(`broken-${n}`)}\n${json(name)}`).join('\n');
    const { objects, diagnostics } = read(text);
    expect(objects.map(({ metadata }) => metadata.name).filter((name) => name.startsWith('good'))).toEqual(good);
    const told = new Set(diagnostics.flatMap((each) => (each.code === 'YAML_SYNTAX' ? [each.detail.document] : [])));
    expect(told.size).toBe(good.length);
  });

  test('a broken document behind another on its line is told at its column', () => {
    const text = `${json('a', 0)} {"kind" "Service"}`;
    expect(read(text).diagnostics[0]).toMatchObject({ line: 1, column: json('a', 0).length + 10 });
  });
});

describe('every problem has its place, and the rest is still read', () => {
  test.each([
    ['a tab', 'a:\n\tb: 1\n', 'YAML_SYNTAX', 2, 1],
    ['bad indentation', 'kind: Service\n metadata: 1\n', 'YAML_SYNTAX', 1, 7],
    ['a quote that is not closed', 'a: "b\n', 'YAML_SYNTAX', 2, 1],
    ['an alias to nothing', 'a: *b\n', 'YAML_ALIAS', 1, 4],
    ['a template', 'kind: Service\nname: {{ .Values.name }}\n', 'HELM_TEMPLATE', 2, 7],
    ['a template with control lines', 'a: 1\n{{- if .Values.x }}\nb: 2\n{{- end }}\n', 'HELM_TEMPLATE', 2, 1],
    ['a list', '- a\n- b\n', 'NOT_AN_OBJECT', 1, 1],
    ['a word', 'hello\n', 'NOT_AN_OBJECT', 1, 1],
    ['no kind', 'apiVersion: v1\nmetadata: {name: a}\n', 'KIND_MISSING', 1, 1],
    ['a kind that is no word', 'apiVersion: v1\nkind: 7\n', 'KIND_MISSING', 2, 7],
    ['no apiVersion', 'kind: Service\nmetadata: {name: a}\n', 'API_VERSION_MISSING', 1, 1],
    ['no metadata', 'apiVersion: v1\nkind: Service\n', 'METADATA_MISSING', 1, 1],
    ['no name', 'apiVersion: v1\nkind: Service\nmetadata:\n  labels: {}\n', 'NAME_MISSING', 3, 1],
  ])('%s', (...[, broken, code, line, column]) => {
    const { objects, documents, diagnostics } = read(`${SERVICE}---\n${broken}---\n${other('last')}`);
    expect(objects.map(({ metadata }) => metadata.name)).toEqual(['web', 'last']);
    expect(documents).toBe(3);
    expect(diagnostics[0]).toMatchObject({ severity: 'error', code, file: 'a.yaml', line: line + 8, column });
    expect(saidDiagnostic(diagnostics[0])).toMatch(/\.$/);
  });

  test('a key that appears twice, and values that should be strings, are warned of', () => {
    const { objects, diagnostics } = read(
      SERVICE.replace('name: web', 'name: web\n  name: api\n  labels: {version: 1.5}'),
    );
    expect(objects[0]?.metadata).toEqual({ name: 'api', labels: { version: '1.5' } });
    expect(diagnostics).toMatchObject([
      { code: 'DUPLICATE_KEY', severity: 'warning', line: 5, column: 3 },
      { code: 'NOT_A_STRING', severity: 'warning', line: 6, column: 21 },
    ]);
  });

  test('aliases that expand without end are stopped', () => {
    const lines = Array.from(
      { length: 12 },
      (_, n) =>
        `a${n}: &a${n} [${
          n === 0
            ? 'lol'
            : Array(9)
                .fill(`*a${n - 1}`)
                .join()
        }]`,
    );
    const { diagnostics } = read(`${lines.join('\n')}\n`);
    expect(diagnostics).toMatchObject([{ code: 'YAML_ALIAS_BOUND' }]);
  });

  test.each([
    ['nested lists', '['.repeat(200_000)],
    ['nested JSON', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['a mapping with many keys', Array.from({ length: 20_000 }, (_, n) => `k${n}: 1`).join('\n')],
    ['many quotes', '"'.repeat(100_001)],
  ])('%s take bounded time', (_, text) => {
    const before = performance.now();
    expect(read(text).diagnostics.length).toBeGreaterThan(0);
    expect(performance.now() - before).toBeLessThan(15_000);
  });

  test('a file that is too large is refused unread', () => {
    expect(read('#'.repeat(50_000_001)).diagnostics).toMatchObject([{ code: 'FILE_TOO_LARGE' }]);
    const list = `[${' '.repeat(50_000_001)}]`;
    const codes = (most?: number) =>
      parseManifests([{ name: 'list.json', text: list }], undefined, most).diagnostics.map(({ code }) => code);
    expect(codes()).toContain('FILE_TOO_LARGE');
    expect(codes(60_000_000)).not.toContain('FILE_TOO_LARGE');
  });
});

describe('locate', () => {
  const finding = (path: readonly (string | number)[], namespace?: string) =>
    ({
      severity: 'warning',
      code: 'DUPLICATE_OBJECT',
      detail: {},
      object: { kind: 'Service', name: 'web', ...(namespace && { namespace }) },
      path,
    }) as const;

  test('finds a field in YAML, in a list item, and in JSON', () => {
    expect(read(SERVICE).locate(finding(['spec', 'ports', 0, 'port'], 'default'))).toMatchObject({
      file: 'a.yaml',
      line: 7,
      column: 11,
    });
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${SERVICE.replaceAll('\n', '\n  ')}`;
    expect(read(list).locate(finding(['spec', 'ports', 0, 'port']))).toMatchObject({ line: 10, column: 13 });
    const json = JSON.stringify(
      {
        items: [
          { apiVersion: 'v1', spec: { a: '}"{', ports: [{ port: 80 }] }, kind: 'Service', metadata: { name: 'web' } },
        ],
        kind: 'List',
      },
      null,
      2,
    );
    const line = json.split('\n').findIndex((text) => text.includes('80')) + 1;
    expect(read(json).locate(finding(['spec', 'ports', 0, 'port']))).toMatchObject({ line, column: 21 });
  });

  test('of a field that is not there it tells the deepest part that is', () => {
    expect(read(SERVICE).locate(finding(['spec', 'selector', 'app']))).toMatchObject({ line: 5, column: 1 });
  });

  test('of an object that is not in the text it tells no place', () => {
    expect(read('').locate(finding([]))).not.toHaveProperty('line');
  });
});

test('mutated manifests give objects and diagnostics with places, never an exception', () => {
  const text = `${SERVICE.replace('spec:', 'spec: &s\n  selector: {"app": \'x\'}')}---\nkind: Pod\n`;
  const marks = '{}[]:-#&*!|>\'"%@`,?\t\n a0~\\<=.'.split('');
  const put = fc.string({ unit: fc.constantFrom(...marks), maxLength: 5 });
  const mutations = fc.array(fc.tuple(fc.nat(text.length), fc.nat(6), put), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(mutations, (list) => {
      let mutated = text;
      for (const [at, cut, insert] of list) mutated = mutated.slice(0, at) + insert + mutated.slice(at + cut);
      const { objects, diagnostics, documents } = read(mutated);
      if (objects.length > documents) throw new Error('more objects than documents');
      for (const diagnostic of diagnostics) {
        const { line = 0, column = 0 } = diagnostic;
        const sentence = saidDiagnostic(diagnostic);
        if (line < 1 || column < 1 || sentence.length < 10) throw new Error(`no place: ${sentence}`);
      }
    }),
    { numRuns: runs(10_000) },
  );
}, 120_000);
