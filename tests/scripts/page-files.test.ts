import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { formatNotices } from '../../scripts/notices.mjs';
import { addPicture, addPolicy, addPrefetches, firstModules, inlineStyles } from '../../scripts/page-files.mjs';

const HEAD = '<head>\n    <meta charset="utf-8" />\n    <title>t</title>';

test('the policy stands before everything that is fetched, and names the styles of the page by their hash', () => {
  const page = addPolicy(`${HEAD}<style>html{color:red}</style><script type="module" src="./a.js"></script></head>`);
  const hash = createHash('sha256').update('html{color:red}').digest('base64');
  expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<title>'));
  expect(page).toContain(`style-src 'self' 'sha256-${hash}';`);
  expect(page).toContain("default-src 'none'; script-src 'self';");
  expect(page).toContain("require-trusted-types-for 'script'");
  expect(page).not.toContain('unsafe');
});

test.each([
  ['a script in the page', '<script>go()</script>'],
  ['a handler', '<body onload="go()">'],
  ['a style attribute', '<p style="color:red">'],
])('%s, which the policy would forbid, stops the build', (_, html) => {
  expect(() => addPolicy(`${HEAD}${html}`)).toThrow('forbids');
});

test('notices name every package that is in the page, with the text of its licence', () => {
  const notices = formatNotices([]);
  for (const name of ['react-dom', '@xyflow/react', 'd3-zoom', 'yaml', 'lucide-react', 'tailwindcss']) {
    expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+`, 'm'));
  }
  expect(notices).toContain('Permission to use, copy, modify, and/or distribute this software');
  expect(notices).toContain('SIL OPEN FONT LICENSE');
  expect(notices).not.toContain('playwright');
});

test('a package that is bundled without being a dependency stops the build', () => {
  expect(() => formatNotices(['/x/node_modules/@some/where/index.js'])).toThrow('@some/where');
  expect(() => formatNotices(['/x/node_modules/react/index.js', '\0rolldown/runtime.js'])).not.toThrow();
});

test('scripts that run first are fetched at once, each of them once, and read when they are asked for', () => {
  const page = addPrefetches('<head><link rel="modulepreload" href="./assets/a.js"></head>', [
    'assets/a.js',
    'assets/b.js',
  ]);
  expect(page).toBe(
    '<head><link rel="modulepreload" fetchpriority="low" href="./assets/a.js"><link rel="prefetch" as="script" crossorigin href="./assets/b.js">\n  </head>',
  );
});

test('what runs first comes with the one lesson that opens by itself; a build without it, as of the pages to measure, has neither', () => {
  const first = { script: 'run.ts', lesson: 'lesson.ts' };
  const lookIn = (modules: Readonly<Record<string, readonly string[]>>) => (id: string) => {
    const ids = Object.entries(modules).find(([name]) => id.endsWith(`/${name}`))?.[1];
    return ids === undefined ? null : { dynamicallyImportedIds: ids };
  };
  expect(firstModules(first, lookIn({ 'run.ts': [], 'lesson.ts': ['/pod.ts'] })).slice(1)).toEqual(['/pod.ts']);
  expect(firstModules(first, lookIn({ 'board.tsx': [] }))).toEqual([]);
  expect(() => firstModules(first, lookIn({ 'run.ts': [] }))).toThrow('lesson.ts');
  expect(() => firstModules(first, lookIn({ 'run.ts': [], 'lesson.ts': ['/a.ts', '/b.ts'] }))).toThrow('lesson.ts');
});

test('style sheets stand in the page, and find their fonts from there', () => {
  const asked: string[] = [];
  const page = inlineStyles('<head><link rel="stylesheet" crossorigin href="./assets/a.css"></head>', (file) => {
    asked.push(file);
    return '@font-face{src:url(./b.woff2)}i{background:url("./c.svg")}u{background:url(data:,)}\n';
  });
  expect(asked).toEqual(['assets/a.css']);
  expect(page).toBe(
    '<head><style>@font-face{src:url(./assets/b.woff2)}i{background:url("./assets/c.svg")}u{background:url(data:,)}</style></head>',
  );
  expect(() =>
    inlineStyles(page.replace(/<style>.*<\/style>/, '<link rel="stylesheet" href="./a.css">'), () => '</style>'),
  ).toThrow('a.css');
});

test('the picture stands in the place of the program, with its rules and its script, and the policy names both', () => {
  const html = `${HEAD}</head><body><div id="root"></div><noscript>no</noscript></body>`;
  const picture = { html: '<p>board $& drawn</p>', css: 'p{top:0}', script: 'place("$&")', walk: '["</script>"]' };
  const page = addPolicy(addPicture(html, picture, ['assets/c.js']), [picture.script]);
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  expect(page).toContain(
    '<div id="root">\n      <div id="picture" data-otherwise="./assets/c.js" hidden inert aria-hidden="true"><p>board $& drawn</p></div>',
  );
  expect(page).toContain(`script-src 'self' ${hash(picture.script)};`);
  expect(page).toContain(hash(picture.css));
});

test('a page without a place for the picture stops the build', () => {
  expect(() => addPicture(HEAD, { html: '', css: '', script: '', walk: '' })).toThrow('no place');
});
