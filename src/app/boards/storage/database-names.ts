/** Its own name: the database of earlier versions stays as it is until all of it is here, and a tab of one blocks nothing. */
export const DATABASE = 'packetwalk-boards';

/** Where versions before the list of boards kept the one document they had. */
export const OLD_DATABASE = 'packetwalk';

/** True when this browser has a database of one of these names, or when that cannot be known. */
export async function hasDatabase(...names: readonly string[]): Promise<boolean> {
  if (typeof indexedDB.databases !== 'function') return true;
  return (await indexedDB.databases()).some(({ name = '' }) => names.includes(name));
}
