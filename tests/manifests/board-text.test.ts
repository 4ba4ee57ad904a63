import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinDocuments, type ObjectText, readDocuments, rebaseDocuments } from '../../src/manifests/board-text.ts';
import { parseManifests } from '../../src/manifests/parse.ts';

const service = (name: string, more = ''): string =>
  `# ${name}\napiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  ports:\n  - port: 80${more}\n`;

function shownOf(...texts: readonly string[]): readonly ObjectText[] {
  return texts.flatMap((text) => parseManifests([{ name: '', text }]).objects.map((object) => ({ object, text })));
}

describe('a board as text', () => {
  it('keeps the objects and texts of documents that nobody touched', () => {
    const shown = shownOf(service('a'), service('b'), service('c'));
    const text = joinDocuments(shown).replace('# b\n', '# the second\n').replace('name: b', 'name: d');
    const { ok, objects } = readDocuments(text, shown);
    expect(ok).toBe(true);
    expect(objects.map(({ object }) => object.metadata.name)).toEqual(['a', 'd', 'c']);
    expect(objects[0]?.object).toBe(shown[0]?.object);
    expect(objects[2]?.object).toBe(shown[2]?.object);
    expect(objects[1]?.text).toContain('# the second');
  });

  it('tells errors at their line, and of documents that were touched alone', () => {
    const broken = service('old', '\n    targetPort: {}');
    const shown = shownOf(service('a'), broken, service('c'));
    expect(readDocuments(joinDocuments(shown), shown).ok).toBe(true);
    const text = joinDocuments(shown).replace(/(name: c[\s\S]*)port: 80/, '$1port: eighty');
    const { ok, diagnostics } = readDocuments(text, shown);
    expect(ok).toBe(false);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const line = text.slice(0, text.indexOf('eighty')).split('\n').length;
    expect(errors.map((each) => [each.code, each.line])).toEqual([['VALUE_REFUSED', line]]);
  });

  it('says which documents no board keeps, at their line, and keeps the rest', () => {
    const shown = shownOf(service('a'));
    const written = `${joinDocuments(shown)}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: of }\n---\napiVersion: example.org/v1\nkind: Unheard\nmetadata: { name: of }\n`;
    const { ok, objects, diagnostics } = readDocuments(written, shown);
    expect(ok).toBe(true);
    expect(objects.map(({ object }) => object.metadata.name)).toEqual(['a']);
    const lineOf = (text: string): number => written.slice(0, written.indexOf(text)).split('\n').length;
    expect(diagnostics.map((each) => [each.severity, each.code, each.detail, each.line])).toEqual([
      ['warning', 'KIND_LEFT_OUT', { kind: 'ConfigMap', why: 'texts' }, lineOf('kind: ConfigMap')],
      ['warning', 'KIND_LEFT_OUT', { kind: 'Unheard' }, lineOf('kind: Unheard')],
    ]);
  });

  it('takes the later of two objects with one name, and says so', () => {
    const shown = shownOf(service('a'));
    const { objects, diagnostics } = readDocuments(
      `${joinDocuments(shown)}---\n${service('a', '\n    name: x')}`,
      shown,
    );
    expect(objects).toHaveLength(1);
    expect(objects[0]?.object).not.toBe(shown[0]?.object);
    expect(diagnostics.map(({ code }) => code)).toContain('DUPLICATE_OBJECT');
  });

  it('gives back what it was made of, whatever is between, and never throws', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 5 });
    const gaps = fc.constantFrom('', '\n', '\n\n', '# aside\n');
    fc.assert(
      fc.property(names, fc.array(gaps), fc.string({ maxLength: 30 }), (all, between, more) => {
        const shown = shownOf(...all.map((name) => service(name)));
        const text = shown
          .map((each, index) => `${each.text}${index % 2 === 0 ? (between[index] === '\n' ? '\n' : '') : ''}`)
          .join('---\n');
        expect(readDocuments(text, shown).objects.map(({ object }) => object)).toEqual(
          shown.map(({ object }) => object),
        );
        readDocuments(`${text}---\n${more}`, shown);
        readDocuments(`${more}${text}`, shown);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a board that changes while its text is written', () => {
  const typed = (name: string, port: number): string => service(name).replace('port: 80', `port: ${port}`);
  const before = shownOf(service('a'), service('b'), service('c'));
  const after = shownOf(typed('a', 90), typed('b', 91), typed('d', 92));
  const rest = `${typed('b', 91)}---\n`;

  it('keeps what was written, and has the rest as it is there', () => {
    const text = joinDocuments(before).replace('port: 80', 'port: 81').concat('---\n# half a Pod\nkind: Pod\n');
    expect(rebaseDocuments(text, before, after)).toBe(
      `${typed('a', 81)}---\n${rest}# half a Pod\nkind: Pod\n---\n${typed('d', 92)}`,
    );
    expect(rebaseDocuments(text, before, before)).toBe(text);
  });

  it('does not bring back what was deleted by hand', () => {
    expect(rebaseDocuments(service('b'), before, after)).toBe(`${rest}${typed('d', 92)}`);
  });
});
