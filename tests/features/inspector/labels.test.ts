import { INSPECTOR } from '../../../src/narration/en/page/later/inspector.ts';
import { describe, expect, it } from 'vitest';
import { formatLabels, parseLabels } from '../../../src/features/inspector/forms/fields/labels.ts';
import { checkPort, checkTargetPort, portOrName } from '../../../src/features/inspector/forms/ports.ts';

describe('parseLabels', () => {
  it('reads what formatLabels writes', () => {
    const labels = { app: 'web', 'app.kubernetes.io/part-of': 'shop', empty: '' };
    expect(parseLabels(formatLabels(labels), INSPECTOR.wrong)).toEqual({ ok: true, labels });
  });

  it('reads YAML and commas too', () => {
    expect(parseLabels('app: web, tier=front', INSPECTOR.wrong)).toEqual({
      ok: true,
      labels: { app: 'web', tier: 'front' },
    });
    expect(parseLabels(' \n', INSPECTOR.wrong)).toEqual({ ok: true, labels: {} });
  });

  it.each(['app', 'app=a b', '-app=web', 'app=web\napp=api', `app=${'x'.repeat(64)}`, '=web'])('refuses %j', (text) => {
    expect(parseLabels(text, INSPECTOR.wrong).ok).toBe(false);
  });
});

describe('what is refused of labels, in the words of the API server', () => {
  it.each([
    ['a/b/c=d', /^Invalid value: "a\/b\/c": a qualified name must consist of/],
    ['/a=d', /^Invalid value: "\/a": prefix part must be non-empty\.$/],
    ['A_b/a=d', /^Invalid value: "A_b\/a": prefix part a lowercase RFC 1123 subdomain/],
    ['example.com/=d', /^Invalid value: "example\.com\/": name part must be non-empty\.$/],
    [`${'x'.repeat(64)}=d`, /: name part must be no more than 63 bytes\.$/],
    ['-app=d', /^Invalid value: "-app": name part must consist of/],
    ['app=b c', /^Invalid value: "b c": a valid label must be an empty string or consist of/],
    [`app=${'x'.repeat(64)}`, /: must be no more than 63 bytes\.$/],
  ])('%s', (text, message) => {
    expect(parseLabels(text, INSPECTOR.wrong)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });
});

describe('ports', () => {
  it('are numbers from 1 to 65535', () => {
    expect(['1', '65535'].map((text) => checkPort(text, INSPECTOR.wrong))).toEqual([undefined, undefined]);
    for (const text of ['0', '65536', '8.5', 'http', '']) expect(checkPort(text, INSPECTOR.wrong)).toBeDefined();
  });

  it('or for a target the name of a container port', () => {
    expect(['8080', 'http', 'web-1'].map((text) => checkTargetPort(text, INSPECTOR.wrong))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    for (const text of ['Http', 'a-very-long-name', '-http', 'a--b', '0'])
      expect(checkTargetPort(text, INSPECTOR.wrong)).toBeDefined();
    expect(['8080', 'http'].map(portOrName)).toEqual([8080, 'http']);
  });
});
