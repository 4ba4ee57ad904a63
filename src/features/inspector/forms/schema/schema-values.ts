import type { Shape } from '../../../../manifests/checks/shape.ts';

/** The values of a field that has few; none: it is typed. */
export function choicesOf(shape: Shape): readonly string[] {
  if (shape.is !== 'value' || shape.expects === undefined) return [];
  if (shape.expects === 'BOOLEAN') return ['true', 'false'];
  return typeof shape.expects === 'object' && 'oneOf' in shape.expects ? shape.expects.oneOf : [];
}

/** The values of a list that is typed: one a line, and where no value holds a comma or a space these part them too. */
export function valuesOf(text: string, item: Shape): readonly unknown[] {
  const isText = item.is !== 'value' || item.expects === undefined || item.expects === 'STRING';
  const parts = text.split(isText ? '\n' : /[\s,]+/).map((part) => part.trim());
  return parts.flatMap((part) => (part === '' ? [] : [valueOf(part, item, undefined)]));
}

/** What is meant by a text in a field: a number where one is expected, or stood there before. */
export function valueOf(text: string, shape: Shape, before: unknown): unknown {
  const expects = shape.is === 'value' ? shape.expects : undefined;
  const isNumber = /^-?\d{1,15}$/.test(text);
  if (expects === 'BOOLEAN') return text === 'true' ? true : text === 'false' ? false : text;
  if (expects === 'PORT_OR_NAME') return isNumber ? Number(text) : text;
  if (typeof expects === 'object' && 'least' in expects) return isNumber ? Number(text) : text;
  if (expects !== undefined) return text;
  if (typeof before === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true';
  return isNumber && typeof before !== 'string' ? Number(text) : text;
}
