import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { cleanObject } from '../../src/manifests/clean-object.ts';
import { parseObject } from '../../src/manifests/edit.ts';
import { formatManifests, formatYaml } from '../../src/manifests/format.ts';
import { parseManifests } from '../../src/manifests/parse.ts';
import { setAtPath } from '../../src/manifests/set-at-path.ts';

const parsed = (text: string) => parseManifests([{ name: '', text }]);

test('what the server set is left out, and the order is kubectl’s', () => {
  const object = {
    status: { loadBalancer: {} },
    spec: { ports: [{ port: 80, name: 'http' }], selector: { app: 'web' } },
    metadata: {
      name: 'web',
      uid: 'u',
      generation: 3,
      managedFields: [],
      creationTimestamp: '2026-01-01T00:00:00Z',
      resourceVersion: '7',
    },
    kind: 'Service',
    apiVersion: 'v1',
  } as RawObject;
  expect(formatManifests([object, object])).toBe(
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n    name: http\n  selector:\n    app: web\n---\n'
      .repeat(2)
      .slice(0, -4),
  );
});

test('strings that a parser could take for something else are quoted', () => {
  const text = formatYaml({
    a: 'yes',
    b: '1.10',
    c: 'null',
    d: '',
    e: '- x',
    f: 'a: b',
    g: 'a #b',
    h: '0x1F',
    i: '~',
    j: '{',
    k: 'two\nlines',
  });
  expect(text).toBe(
    'a: "yes"\nb: "1.10"\nc: "null"\nd: ""\ne: "- x"\nf: "a: b"\ng: "a #b"\nh: "0x1F"\ni: "~"\nj: "{"\nk: "two\\nlines"\n',
  );
});

const OF_MADE_UP_OBJECTS: ReadonlySet<string> = new Set([
  'warning UNKNOWN_FIELD',
  'warning INVALID_NAME',
  'warning CONTAINERS_MISSING',
  'error VALUE_REFUSED',
  'error NOT_A_MAPPING',
]);

test('parse(format(objects)) ≡ cleaned objects', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 10 }),
    fc.constantFrom('on', '---', '- a', '<<', '*a', '&a', 'a:', ' a', '1e3', '"', '\u2028', '\t'),
  );
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(text, tie('value'), { maxKeys: 3 }),
    ),
  })).value;
  const object = fc.record({
    apiVersion: fc.constant('v1'),
    kind: fc.constantFrom('Service', 'Pod'),
    metadata: fc.record(
      {
        name: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
        labels: fc.dictionary(text, text, { maxKeys: 3 }),
        uid: text,
      },
      { requiredKeys: ['name'] },
    ),
    spec: value,
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(object, { maxLength: 4, selector: ({ kind, metadata }) => `${kind}/${metadata.name}` }),
      (objects) => {
        const { objects: back, diagnostics } = parsed(formatManifests(objects as RawObject[]));
        // What an API server would refuse is told, and comes back all the same: fields and labels that the generator makes up, specs that are no mapping, names of
        // Services that end in a hyphen, Pods without containers; nothing else.
        const told = new Set(diagnostics.map(({ severity, code }) => `${severity} ${code}`));
        expect([...told].filter((each) => !OF_MADE_UP_OBJECTS.has(each))).toEqual([]);
        expect(back).toEqual(objects.map((one) => cleanObject(one as RawObject)));
      },
    ),
    { numRuns: 1000 },
  );
});

describe('edit', () => {
  test('reads one object, or says what is there instead', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: main, image: web}]}';
    expect(parseObject(pod)).toMatchObject({ ok: true, object: { kind: 'Pod' } });
    expect(parseObject('')).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'NOT_ONE_OBJECT', detail: { is: 'NOTHING' } }],
    });
    expect(parseObject('kind: Pod')).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'API_VERSION_MISSING', line: 1 }],
    });
    expect(parseObject('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}')).toMatchObject({ ok: false });
  });

  test('a field that cannot be used is refused at its line, with what was expected; what others say of the object is not', () => {
    const text = (port: string): string =>
      `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: nobody}\n  ports:\n  - port: ${port}\n`;
    expect(parseObject(text('eighty'))).toMatchObject({
      ok: false,
      diagnostics: [
        {
          line: 7,
          column: 11,
          code: 'VALUE_REFUSED',
          detail: { is: 'DECODED', found: 'string', field: 'ServicePort.spec.ports.port', type: 'int32' },
        },
      ],
    });
    expect(parseObject(text('80'))).toMatchObject({ ok: true, diagnostics: [] });
  });

  test('sets, adds and removes at a path without touching the given object', () => {
    const object = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a' },
      spec: { ports: [{ port: 80 }] },
    } as const;
    expect(setAtPath(object, ['spec', 'ports', 0, 'port'], 81)).toMatchObject({ spec: { ports: [{ port: 81 }] } });
    expect(setAtPath(object, ['spec', 'selector', 'app'], 'x')).toMatchObject({ spec: { selector: { app: 'x' } } });
    expect(setAtPath(object, ['spec', 'ports', 1], { port: 2 })).toMatchObject({
      spec: { ports: [{ port: 80 }, { port: 2 }] },
    });
    expect(setAtPath(object, ['spec', 'ports', 0], undefined)['spec']).toEqual({ ports: [] });
    expect(setAtPath(object, ['spec', 'ports'], undefined)['spec']).toEqual({});
    expect(setAtPath(object, ['spec', 'a', 'b'], undefined)['spec']).toEqual(object.spec);
    expect(object.spec).toEqual({ ports: [{ port: 80 }] });
  });
});
