import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { BoardIcon } from '../../src/ui/BoardIcon.tsx';
import { KindIcon } from '../../src/ui/KindIcon.tsx';

test.each([BoardIcon, KindIcon])('a kind may be called like what every object has', (Icon) => {
  const wheel = renderToString(createElement(Icon, { kind: 'Unknown' }));
  expect(renderToString(createElement(Icon, { kind: 'constructor' }))).toBe(wheel);
  expect(renderToString(createElement(Icon, { kind: 'Service' }))).not.toBe(wheel);
});
