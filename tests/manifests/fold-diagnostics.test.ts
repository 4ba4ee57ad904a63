import { expect, test } from 'vitest';
import type { Diagnostic } from '../../src/manifests/diagnostic.ts';
import { foldDiagnostics } from '../../src/manifests/fold-diagnostics.ts';
import { saidDiagnostic } from '../support/said.ts';

const about = (n: number, kind: string): Diagnostic => ({
  severity: 'warning',
  code: 'SELECTOR_MATCHES_NOTHING',
  detail: { namespace: `x${n % 2}`, selector: {} },
  object: { kind, namespace: 'default', name: `x${n}` },
  file: 'a.yaml',
});

test('reasons in turn do not defeat the folding: twenty of a kind, then how many more', () => {
  const services = Array.from({ length: 1000 }, (_, n) => about(n, 'Service'));
  const folded = foldDiagnostics(services.flatMap((service, n) => [service, about(n, 'Pod')].slice(0, n < 3 ? 2 : 1)));
  expect(folded.filter(({ object }) => object?.kind === 'Service')).toHaveLength(20);
  expect(folded.filter(({ object }) => object?.kind === 'Pod')).toHaveLength(3);
  expect(folded).toHaveLength(24);
  expect(folded.at(-1)).toEqual({
    severity: 'warning',
    code: 'MORE_ALIKE',
    detail: { code: 'SELECTOR_MATCHES_NOTHING', kind: 'Service', count: 980 },
    file: 'a.yaml',
  });
  expect(saidDiagnostic(folded.at(-1))).toBe(
    '980 more of the kind SELECTOR_MATCHES_NOTHING about Services are not listed.',
  );
});
