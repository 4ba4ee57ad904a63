/** A step from one version of the document to the next. */
export interface Migration {
  /** The version it makes. */
  readonly to: number;
  readonly migrate: (document: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

export const CURRENT_VERSION = 1;

/** In order, one for each version after the first. A test opens a saved document of every version before a migration. */
export const MIGRATIONS: readonly Migration[] = [];

/** Brings a document of an older version up to the newest that the migrations make. */
export function applyMigrations(
  document: Readonly<Record<string, unknown>>,
  from: number,
  migrations: readonly Migration[] = MIGRATIONS,
): Readonly<Record<string, unknown>> {
  let current = document;
  for (const { to, migrate } of migrations) if (to > from) current = { ...migrate(current), version: to };
  return current;
}
