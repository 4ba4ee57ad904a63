import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completionsAt, fieldAtCursor } from '../../../src/manifests/assist/complete.ts';
import { addressOf } from '../../../src/manifests/assist/field-address.ts';
import { outlineOf } from '../../../src/manifests/assist/outline.ts';
import { placeDiagnostics } from '../../../src/manifests/assist/place.ts';
import { parseObject, parseObjects } from '../../../src/manifests/edit.ts';
import { formatManifests } from '../../../src/manifests/format.ts';
import { SCENARIOS } from '../../../src/lessons/catalog/catalog.ts';

const NAMES: Readonly<Record<string, readonly string[]>> = { Service: ['cart', 'web'], Node: ['node-1'] };
const namesOf = (kind: string): readonly string[] => NAMES[kind] ?? [];

/** What is offered where "|" stands. */
function offered(marked: string): readonly string[] {
  const at = marked.indexOf('|');
  return (completionsAt(marked.replace('|', ''), at, namesOf)?.options ?? []).map(({ label }) => label);
}

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
`;

describe('completion', () => {
  it('offers the fields of the place that are not there yet', () => {
    const options = offered(`${SERVICE}  type: NodePort\n  |`);
    expect(options).toContain('selector');
    expect(options).toContain('externalTrafficPolicy');
    expect(options).not.toContain('type');
    expect(offered(`${SERVICE}  ports:\n  - port: 80\n    |`)).toEqual(
      expect.arrayContaining(['targetPort', 'nodePort', 'protocol', 'name', 'appProtocol']),
    );
    expect(offered(`${SERVICE}  ports:\n  - |`)).toContain('port');
    expect(offered(`${SERVICE}  ports:\n    - port: 80\n    - |`)).toContain('port');
  });

  it('offers every value of a field that has few', () => {
    expect(offered(`${SERVICE}  type: |`)).toEqual(['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName']);
    // What is written out leaves nothing to be chosen.
    expect(offered(`${SERVICE}  type: NodePort|`)).toEqual([]);
    expect(offered(`${SERVICE}  publishNotReadyAddresses: t|`)).toEqual(['true', 'false']);
    expect(offered('kind: Ingr|')).toContain('Ingress');
    expect(offered('kind: Ingress\napiVersion: |')).toEqual(['networking.k8s.io/v1']);
  });

  it('offers the names of objects where a name of one stands', () => {
    const ingress =
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nspec:\n  rules:\n  - http:\n      paths:\n      - backend:\n          service:\n';
    expect(offered(`${ingress}            name: |`)).toEqual(['cart', 'web']);
  });

  it('reaches into pod templates and lists of texts, and keeps out of texts and comments', () => {
    const deployment = 'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n';
    expect(offered(`${deployment}      |`)).toContain('containers');
    expect(offered(`${deployment}      containers:\n      - name: a\n        ports:\n        - |`)).toContain(
      'containerPort',
    );
    const policy = 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec:\n  policyTypes:\n';
    expect(offered(`${policy}  - |`)).toEqual(['Ingress', 'Egress']);
    expect(offered(`${SERVICE}  # |`)).toEqual([]);
    expect(offered('apiVersion: v1\nkind: Service\nspec:\n  externalName: >\n    ty|')).toEqual([]);
  });

  it('writes what the place needs behind a name', () => {
    const text = `${SERVICE}  po`;
    const ports = completionsAt(text, text.length, namesOf)?.options.find(({ label }) => label === 'ports');
    expect(ports?.insert).toBe('ports:\n  - ');
    expect(ports?.takes).toBe('LIST');
  });
});

describe('what a field is', () => {
  it('is told by its address, shared by kinds that share it', () => {
    const path = ['spec', 'template', 'spec', 'containers', 0, 'ports', 0, 'containerPort'];
    const inPod = { part: 'Pod.spec.containers.ports', name: 'containerPort' };
    expect(addressOf('Deployment', path)).toEqual(inPod);
    expect(addressOf('Pod', ['spec', 'initContainers', 1, 'ports', 0, 'containerPort'])).toEqual(inPod);
    expect(addressOf('NetworkPolicy', ['spec', 'egress', 0, 'to', 0, 'podSelector', 'matchLabels'])).toEqual({
      part: 'selector',
      name: 'matchLabels',
    });
    expect(addressOf('Service', ['spec', 'selector', 'app'])).toEqual({ part: 'Service.spec.selector', name: 'app' });
  });

  it('is found under the cursor', () => {
    const text = `${SERVICE}  ports:\n  - port: 80\n`;
    expect(fieldAtCursor(text, text.indexOf('port: 80') + 2)?.address).toEqual({
      part: 'Service.spec.ports',
      name: 'port',
    });
  });
});

describe('validation', () => {
  const checked = (text: string) =>
    parseObject(`${SERVICE}${text}`).diagnostics.map(({ code, path }) => [code, path?.join('.')]);

  it('names unknown fields and wrong types, wherever they stand', () => {
    expect(checked('  selectr: {app: web}\n')).toContainEqual(['UNKNOWN_FIELD', 'spec.selectr']);
    expect(checked('  ports: [{port: eighty}]\n')).toContainEqual(['VALUE_REFUSED', 'spec.ports.0.port']);
    // The cluster reads it of some types of Service alone.
    expect(checked('  sessionAffinityConfig: {clientIP: {timeoutSeconds: long}}\n')).toContainEqual([
      'VALUE_REFUSED',
      'spec.sessionAffinityConfig.clientIP.timeoutSeconds',
    ]);
    expect(checked('  publishNotReadyAddresses: "yes"\n')).toContainEqual([
      'VALUE_REFUSED',
      'spec.publishNotReadyAddresses',
    ]);
    expect(checked('  internalTrafficPolicy: Locl\n')).toContainEqual(['VALUE_REFUSED', 'spec.internalTrafficPolicy']);
    expect(checked('  ports: {port: 80}\n').filter(([code]) => code === 'VALUE_REFUSED')).toHaveLength(1);
  });

  it('finds nothing of the wrong type in what the lessons have', async () => {
    for (const { load } of SCENARIOS) {
      const { objects } = await load();
      const { diagnostics } = parseObjects(formatManifests(objects));
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });

  it('marks the name of an unknown field and the value of a wrong one', () => {
    const text = `${SERVICE}  externalTraficPolicy: Local\n  ports:\n  - port: eighty\n`;
    const marked = placeDiagnostics(text, parseObject(text).diagnostics).map(({ from, to, meant }) => [
      text.slice(from, to),
      meant,
    ]);
    expect(marked).toContainEqual(['externalTraficPolicy', 'externalTrafficPolicy']);
    expect(marked).toContainEqual(['eighty', undefined]);
  });
});

/** Texts that look like manifests here and there. */
const lines = fc.array(
  fc.oneof(
    fc.constantFrom(
      'apiVersion: v1',
      'kind: Service',
      'kind: Pod',
      'metadata:',
      '  name: a',
      'spec:',
      '  ports:',
      '  - port: 80',
      '    targetPort: x',
      '  selector: {a: b',
      '  - - a: |',
      '---',
      '...',
      '# c',
      '  type:',
      '"q": \'',
      '\t',
      '  ? a',
      '- ',
      ':',
      'kind: [',
      '&a *a',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  ),
  { maxLength: 14 },
);

describe('any text', () => {
  it('can be completed, explained, outlined and checked without an exception, within its bounds', () => {
    fc.assert(
      fc.property(lines, fc.nat(200), (written, somewhere) => {
        const text = written.join('\n');
        const at = Math.min(somewhere, text.length);
        const found = completionsAt(text, at, namesOf);
        if (found !== undefined) expect(found.from).toBeLessThanOrEqual(at);
        fieldAtCursor(text, at);
        for (const { entries } of outlineOf(text))
          for (const { from, to, valueFrom, valueTo } of entries) {
            expect(from).toBeLessThanOrEqual(to);
            expect(valueFrom).toBeLessThanOrEqual(valueTo);
            expect(valueTo).toBeLessThanOrEqual(text.length);
          }
        const { diagnostics } = parseObject(text);
        for (const { from, to } of placeDiagnostics(text, diagnostics)) {
          expect(from).toBeLessThanOrEqual(to);
          expect(to).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 400 },
    );
  });
});
