/** Rules of typefaces that were made already. */
export type Faces = Map<CSSFontFaceRule, Promise<string>>;

/** The typefaces of the page that a text takes, as rules with the files in them. A file that cannot be fetched is left out. */
export async function embedFonts(
  { sans, mono }: { readonly sans: string; readonly mono: string },
  text: string,
  made: Faces = new Map(),
): Promise<string> {
  const families = [sans, mono].map(firstFamily);
  const signs = new Set(text);
  const faces = fontFaces().filter(
    ({ style }) =>
      families.includes(firstFamily(style.getPropertyValue('font-family'))) &&
      takes(style.getPropertyValue('unicode-range'), signs),
  );
  const rules = await Promise.all(
    faces.map((face) => {
      const rule = made.get(face) ?? embedded(face);
      made.set(face, rule);
      return rule;
    }),
  );
  return rules.join('');
}

function firstFamily(list: string): string {
  return (list.split(',')[0] ?? '').trim().replaceAll(/["']/g, '');
}

function fontFaces(): readonly CSSFontFaceRule[] {
  return [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule),
  );
}

/** Whether one of the signs is in the range of a typeface: "U+0-FF, U+131". */
function takes(ranges: string, signs: ReadonlySet<string>): boolean {
  if (ranges === '') return true;
  const bounds = ranges.split(',').map((range) => {
    const [, first = '0', last = first] = /U\+([\da-f]+)(?:-([\da-f]+))?/i.exec(range) ?? [];
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
  });
  return [...signs].some((sign) => {
    const code = sign.codePointAt(0) ?? 0;
    return bounds.some(([first, last]) => code >= first && code <= last);
  });
}

async function embedded({ style, parentStyleSheet }: CSSFontFaceRule): Promise<string> {
  const [, address = ''] = /url\("?([^")]+)"?\)/.exec(style.getPropertyValue('src')) ?? [];
  try {
    const answer = await fetch(new URL(address, parentStyleSheet?.href ?? document.baseURI));
    if (!answer.ok) return '';
    const data = await dataUrl(await answer.blob());
    const [family, weight] = [style.getPropertyValue('font-family'), style.getPropertyValue('font-weight')];
    const range = style.getPropertyValue('unicode-range');
    return `@font-face{font-family:${family};font-weight:${weight};src:url(${data}) format("woff2");${range === '' ? '' : `unicode-range:${range}`}}`;
  } catch {
    return '';
  }
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(blob);
  });
}
