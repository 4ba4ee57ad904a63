import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { Markdown } from '../../src/ui/markdown/Markdown.tsx';

const markup = (text: string): string =>
  renderToStaticMarkup(<Markdown text={text} />).replaceAll(/ (class|role|target|rel|aria-hidden)="[^"]*"/g, '');
const plain = (text: string): string =>
  renderToStaticMarkup(<Markdown text={text} />)
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

test.each([
  ['*a* **b** `c_d_e`', '<span><em>a</em> <strong>b</strong> <code>c_d_e</code></span>'],
  ['_a_ nf_conntrack_max 2 * 3 * 4', '<span><em>a</em> nf_conntrack_max 2 * 3 * 4</span>'],
  ['one\ntwo\n\nthree', '<span>one two</span><span>three</span>'],
  ['- a\n- *b*', '<span><span><span>•</span>a</span><span><span>•</span><em>b</em></span></span>'],
  ['1. a\n2. b', '<span><span><span>1.</span>a</span><span><span>2.</span>b</span></span>'],
  ['[the *docs*](https://kubernetes.io/)', '<span><a href="https://kubernetes.io/">the <em>docs</em></a></span>'],
  ['a\n```yaml\nb:\n\n  - *c*\n```\nd', '<span>a</span><code>b:\n\n  - *c*</code><span>d</span>'],
  ['```\na', '<span>``` a</span>'],
  ['[next](./?lesson=pod-to-pod)', '<span><a href="./?lesson=pod-to-pod">next</a></span>'],
])('%j', (text, expected) => {
  expect(markup(text)).toBe(expected);
});

test.each([
  '<img src=x onerror=alert(1)>',
  '[a](javascript:alert)',
  '[a](JaVaScRiPt:alert)',
  '[a](data:text/html,x)',
  '[a](//example.org/)',
  '[a](\\\\example.org)',
  '[a](https:///x)',
  '[a](\u0001//example.org/)',
  '[a](\u0000javascript:alert)',
  '[a](/\u0085/example.org)',
  '[a](java\tscript:alert)',
])('%j is shown as it was written', (text) => {
  expect(markup(text)).not.toMatch(/<(a|img|script)/);
  expect(plain(text)).toBe(text);
});

test('a long text of nothing but marks is read in no time', () => {
  const start = performance.now();
  for (const mark of ['*', '**a', '`', '[', '_a ', '[a](', '```a\n']) plain(mark.repeat(5000).slice(0, 10_000));
  expect(performance.now() - start).toBeLessThan(5000);
});

test('what the lessons say has no marks by chance', async () => {
  for (const { id, load } of SCENARIOS) {
    const { story } = await load();
    for (const { title, text } of story) expect(plain(text), `${id}: ${title}`).toBe(text);
  }
});
