import { ALL_KINDS } from '../../../../src/engine/kubernetes/kinds/all-kinds.ts';
import type { KindFacts } from '../../../../src/engine/kubernetes/kind-table/kind.ts';

/** src/engine/kubernetes/kind-table/kind-table.ts, as it follows from the files of the kinds. */
export function formatTable(): string {
  return [
    '// Written by scripts/kinds.mjs from src/engine/kubernetes/kinds: what is known of every kind before what its objects say is fetched.',
    '',
    "import type { KindFacts } from './kind.ts';",
    '',
    'export const KIND_TABLE = [',
    ...ALL_KINDS.map(formatLine),
    '] as const satisfies readonly KindFacts[];',
    '',
  ].join('\n');
}

function formatLine({ group, kind, scope, roles, formerly, template, fileName }: KindFacts): string {
  const facts = { group, kind, scope, roles, formerly, template, fileName };
  const parts = Object.entries(facts).flatMap(([name, fact]) =>
    fact === undefined ? [] : [`${name}: ${Array.isArray(fact) ? `[${fact.map(quoted).join(', ')}]` : quoted(fact)}`],
  );
  const line = `  { ${parts.join(', ')} },`;
  return line.length <= WIDTH ? line : ['  {', ...parts.map((part) => `    ${part},`), '  },'].join('\n');
}

/** Of a line (biome.json). */
const WIDTH = 120;

const quoted = (text: unknown): string => `'${String(text)}'`;
