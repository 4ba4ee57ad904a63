import { createContext, use } from 'react';
import type { RawObject } from '../../../../engine/objects.ts';
import { formatManifests } from '../../../../manifests/format.ts';
import { parseObjects } from '../../../../manifests/edit.ts';
import { setAtPath } from '../../../../manifests/set-at-path.ts';
import { homeOf, refOf } from '../../../../simulation/object-refs.ts';
import { useDocument } from '../../../../simulation/workspace/context.ts';
import { useWords } from '../../../../ui/words.ts';
import { useShownCluster } from '../../object/shown-cluster.ts';

export type Path = readonly (string | number)[];

/** Sets a field; undefined takes it away. */
export type SetField = (path: Path, value: unknown) => void;

/** As {@link SetField}; answers why the value is not taken. */
export type CommitField = (path: Path, value: unknown) => string | undefined;

export interface SchemaFormProps {
  readonly object: RawObject;
  /** Absent: it can only be read. */
  readonly editing: { readonly set: SetField; readonly commit: CommitField } | undefined;
  /** Fields that stand elsewhere on the page. */
  readonly omit?: ReadonlySet<string> | undefined;
}

/** "spec.rules.host": the path without the places in lists. */
export function fieldNames(path: Path): string {
  return path.filter((step) => typeof step === 'string').join('.');
}

const NONE: ReadonlySet<string> = new Set();

/** How the fields of an object are changed that its kind's schema describes. */
export interface SchemaEditing {
  readonly kind: string;
  /** Absent: they can only be read. */
  readonly set: SetField | undefined;
  /** As `set`, of what is typed or chosen; answers why it is not taken. */
  readonly commit: CommitField | undefined;
  /** What an API server says of the object with this value at the path, about that path; undefined: nothing. */
  readonly check: (path: Path, value: unknown) => string | undefined;
  /** Fields that another form has ("spec.rules.host": of each rule). */
  readonly omit: ReadonlySet<string>;
  /** The names of objects of a kind, as far as this one may name them. */
  readonly namesOf: (kind: string) => readonly string[];
}

const SchemaContext = createContext<SchemaEditing | undefined>(undefined);

export const SchemaProvider = SchemaContext.Provider;

/** Throws outside a form made from a schema. */
export function useSchemaEditing(): SchemaEditing {
  const editing = use(SchemaContext);
  if (editing === undefined) throw new Error('useSchemaEditing needs a SchemaProvider above it');
  return editing;
}

/** Editing of the object, field by field. */
export function useObjectEditing({ object, editing, omit = NONE }: SchemaFormProps): SchemaEditing {
  const narrator = useWords('narrator');
  const programs = useDocument((state) => state.engine.programs.cluster);
  const { objects } = useShownCluster();
  const home = useDocument((state) => homeOf(state.document));
  const { namespace } = refOf(object, home);
  return {
    kind: object.kind,
    set: editing?.set,
    commit: editing?.commit,
    omit,
    namesOf: (kind) =>
      [...objects.values()]
        .map((each) => refOf(each, home))
        .flatMap((each) => (each.kind === kind && (each.namespace ?? namespace) === namespace ? [each.name] : [])),
    check: (path, value) => {
      const { diagnostics } = parseObjects(formatManifests([setAtPath(object, path, value)]), programs);
      const about = JSON.stringify(path);
      const found = diagnostics.find((each) => each.severity !== 'info' && JSON.stringify(each.path) === about);
      return found && narrator.diagnostic(found);
    },
  };
}
