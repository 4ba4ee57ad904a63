import { describe, expect, test } from 'vitest';
import {
  labelsKnown,
  meetsExpression,
  parseSelector,
} from '../../../../src/engine/kubernetes/network-policy/calico-selector.ts';

// Expressions of the tests of projectcalico/calico libcalico-go/lib/selector, restated.
describe("Calico's selectors", () => {
  const labels = { app: 'web', 'projectcalico.org/tier': 'back-1' };
  test.each([
    ['', true],
    ['all()', true],
    ['global()', true],
    ["app == 'web'", true],
    ['app=="web"', true],
    ["app != 'web'", false],
    ["missing != 'x'", true],
    ["app in {'db', 'web'}", true],
    ["app not in {'db','web'}", false],
    ["missing not in {'a'}", true],
    ["missing in {'a'}", false],
    ['app in {}', false],
    ['has(app) && !has(missing)', true],
    ['has(projectcalico.org/tier)', true],
    ["app == 'db' || app == 'web' && has(app)", true],
    ["(app == 'db' || app == 'web') && has(missing)", false],
    ["!(app == 'db')", true],
    ["projectcalico.org/tier starts with 'back'", true],
    ["projectcalico.org/tier ends with '-1'", true],
    ["app contains 'e'", true],
    ["app == ')'", false],
    ['app ~ web', undefined],
    ["app == 'web' &&", undefined],
    ["app == 'web' app", undefined],
    ['app == web', undefined],
    ["app = 'web'", undefined],
    ['has(app', undefined],
    ['has()', undefined],
    ['all', undefined],
    ["app notin {'db'}", true],
    ["app in {'web',}", true],
    ["app startswith 'we'", true],
    ["!app == 'web' || all()", true],
    ["!!(app == 'web')", true],
    ['! has( missing )', true],
    ["in in {'x'}", false],
    ["app == 'web'\n", undefined],
    ['('.repeat(10_000), undefined],
  ])('%s: %s', (expression, met) => {
    const read = parseSelector(expression);
    expect(read && meetsExpression(read.asks, labelsKnown({ labels }))).toBe(met);
  });
});
