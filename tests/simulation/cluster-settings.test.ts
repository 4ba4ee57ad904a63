import { expect, test } from 'vitest';
import { EMPTY_DOCUMENT } from '../../src/scenario/document/document.ts';
import { parseRanges, setOverride } from '../../src/simulation/views/cluster-settings.ts';

test('a setting is put in, kept when it is the same, and taken out again', () => {
  const chosen = setOverride(EMPTY_DOCUMENT, 'cni', 'calico');
  expect(chosen.overrides).toEqual({ cni: 'calico' });
  expect(setOverride(chosen, 'cni', 'calico')).toBe(chosen);
  expect(setOverride(chosen, 'cni', undefined).overrides).toEqual({});
  const ranges = parseRanges('10.0.0.0/16');
  const ranged = setOverride(chosen, 'podCIDRs', ranges);
  expect(setOverride(ranged, 'podCIDRs', parseRanges('10.0.0.0/16'))).toBe(ranged);
});

test('ranges are networks, one of each family at most', () => {
  expect(parseRanges('10.244.0.0/16')).toEqual(['10.244.0.0/16']);
  expect(parseRanges('10.244.0.0/16, fd00:10:244::/56')).toEqual(['10.244.0.0/16', 'fd00:10:244::/56']);
  for (const text of ['', '10.244.0.0', '10.244.0.0/16, 10.245.0.0/16', 'pods', '10.244.0.0/16, x']) {
    expect(parseRanges(text), text).toBeUndefined();
  }
});
