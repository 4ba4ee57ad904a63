/** An object as people write it, before anything is wrong with it. */
export type Plain = { [field: string]: unknown };

/** `place`: its name, behind its namespace and a slash where it has one. */
export function of(apiVersion: string, kind: string, place: string, rest: Plain = {}): Plain {
  const [name, namespace] = place.split('/').toReversed();
  const { metadata, ...fields } = rest;
  const own = metadata as Plain | undefined;
  return { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }), ...own }, ...fields };
}

export const inShop = (apiVersion: string, kind: string, name: string, rest: Plain = {}): Plain =>
  of(apiVersion, kind, `shop/${name}`, rest);
