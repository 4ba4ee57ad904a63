import { Plus, X } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { isRecord, recordOf, scalarText } from '../../../../engine/text.ts';
import type { Shape } from '../../../../manifests/checks/shape.ts';
import { fitsBeside, startOf, withItem } from '../../../../manifests/assist/starts.ts';
import { Button } from '../../../../ui/Button.tsx';
import { IconButton } from '../../../../ui/IconButton.tsx';
import { useWords } from '../../../../ui/words.ts';
import { About } from '../fields/About.tsx';
import { useFieldsDrafted } from '../fields/field-draft.ts';
import { Fact, INPUT, SelectField } from '../fields/fields.tsx';
import type { Labels } from '../fields/labels.ts';
import { LabelsField } from '../fields/LabelsField.tsx';
import { TextField } from '../fields/TextField.tsx';
import { fieldNames, type Path, useSchemaEditing } from './schema-editing.ts';
import { useFocusAdded } from './use-focus-added.ts';
import { choicesOf, valueOf, valuesOf } from './schema-values.ts';

export interface SchemaFieldProps {
  readonly path: Path;
  readonly shape: Shape;
  /** undefined: it has just been chosen, and says nothing yet. */
  readonly value: unknown;
}

/** One field by its schema; what it means is told where the pointer rests on it, or it has the focus. */
export function SchemaField(props: SchemaFieldProps) {
  return (
    <About path={props.path}>
      <FieldByShape {...props} />
    </About>
  );
}

function FieldByShape({ path, shape, value }: SchemaFieldProps) {
  const { commit } = useSchemaEditing();
  const { form } = useWords('code');
  const name = String(path.at(-1) ?? '');
  switch (shape.is) {
    case 'mapping':
      if (Array.isArray(value)) return <Items path={path} item={shape} items={value} />;
      return (
        <Part title={name} path={path}>
          <MappingFields path={path} fields={shape.fields} value={recordOf(value)} />
        </Part>
      );
    case 'list':
      if (shape.item.is === 'mapping')
        return <Items path={path} item={shape.item} items={Array.isArray(value) ? value : []} />;
      return <ValueList path={path} item={shape.item} items={Array.isArray(value) ? value : []} />;
    case 'texts':
      return (
        <LabelsField
          label={name}
          labels={labelsOf(value)}
          onCommit={
            commit &&
            ((labels) =>
              commit(path, Object.keys(labels).length === 0 && path.at(-2) === 'metadata' ? undefined : labels))
          }
        />
      );
    case 'value':
    case 'any':
      if (isRecord(value) || Array.isArray(value)) return <Fact label={name} values={[form.inYaml]} />;
      return <ValueField path={path} shape={shape} value={value} />;
  }
}

/** A scalar: chosen where there are few values, else typed. Empty takes it away. */
function ValueField({ path, shape, value }: SchemaFieldProps) {
  const { commit, check } = useSchemaEditing();
  const { form } = useWords('code');
  const name = String(path.at(-1) ?? '');
  const choices = choicesOf(shape);
  const text = scalarText(value) ?? '';
  if (choices.length > 0) {
    const known = choices.includes(text) || text === '' ? choices : [text, ...choices];
    return (
      <SelectField
        label={name}
        value={text}
        options={[{ value: '', label: form.notSaid }, ...known.map((each) => ({ value: each, label: each }))]}
        onCommit={commit && ((chosen) => commit(path, chosen === '' ? undefined : valueOf(chosen, shape, value)))}
      />
    );
  }
  return (
    <TextField
      label={name}
      value={text}
      check={(typed) => (typed === '' ? undefined : check(path, valueOf(typed, shape, value)))}
      onCommit={commit && ((typed) => commit(path, typed === '' ? undefined : valueOf(typed, shape, value)))}
    />
  );
}

/** Scalars, one a line. */
function ValueList({
  path,
  item,
  items,
}: {
  readonly path: Path;
  readonly item: Shape;
  readonly items: readonly unknown[];
}) {
  const { commit, check } = useSchemaEditing();
  return (
    <TextField
      label={String(path.at(-1) ?? '')}
      value={items.map((each) => scalarText(each) ?? '').join('\n')}
      lines={Math.max(items.length, 1)}
      check={(typed) =>
        valuesOf(typed, item)
          .map((each, index) => check([...path, index], each))
          .find((wrong) => wrong !== undefined)
      }
      onCommit={
        commit &&
        ((typed) => {
          const values = valuesOf(typed, item);
          return commit(path, values.length === 0 ? undefined : values);
        })
      }
    />
  );
}

type ItemShape = Extract<Shape, { readonly is: 'mapping' }>;

/** Mappings in a list: each with its fields, taken away by a button; another one is added below. */
function Items({
  path,
  item,
  items,
}: {
  readonly path: Path;
  readonly item: ItemShape;
  readonly items: readonly unknown[];
}) {
  const { set, kind, namesOf } = useSchemaEditing();
  const { form } = useWords('code');
  const name = String(path.at(-1) ?? '');
  const focusAdded = useFocusAdded(items);
  return (
    <div className="flex flex-col gap-2">
      {items.map((each, index) => (
        // Items have no name: their place identifies them.
        // oxlint-disable-next-line react/no-array-index-key
        <Part key={index} title={form.item(name, index + 1)} called={calledBy(each)} path={[...path, index]}>
          <MappingFields path={[...path, index]} fields={item.fields} value={recordOf(each)} />
        </Part>
      ))}
      {set !== undefined && (
        <div className="flex flex-wrap gap-1">
          <Button
            label={form.addItem(name)}
            icon={<Plus size={14} aria-hidden />}
            variant="outline"
            onClick={() => {
              focusAdded([...path, items.length]);
              set(path, withItem({ kind, path, namesOf }, item, items));
            }}
          />
          {items.length === 0 && <Button label={form.remove(name)} onClick={() => set(path, undefined)} />}
        </div>
      )}
    </div>
  );
}

/** A mapping below another, with its name and a button that takes it away. */
function Part({
  title,
  called,
  path,
  children,
}: {
  readonly title: string;
  /** What tells it from others of its kind. */
  readonly called?: string | undefined;
  readonly path: Path;
  readonly children: ReactNode;
}) {
  const id = useId();
  const { set } = useSchemaEditing();
  const { form } = useWords('code');
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2 border-l-2 border-line pl-3">
      <div className="flex items-center gap-2">
        <h4 id={id} className="min-w-0 flex-1 font-mono text-small text-ink">
          {title}
          {called !== undefined && <span className="text-muted"> {called}</span>}
        </h4>
        {set !== undefined && (
          <IconButton
            label={form.remove(title)}
            icon={<X size={14} aria-hidden />}
            onClick={() => set(path, undefined)}
          />
        )}
      </div>
      {children}
    </section>
  );
}

/** "http 80". */
function calledBy(item: unknown): string | undefined {
  const { name, port, host } = recordOf(item);
  const said = [name, port, host].flatMap((each) => scalarText(each) ?? []);
  return said.length === 0 ? undefined : said.join(' ');
}

function labelsOf(value: unknown): Labels {
  return Object.fromEntries(Object.entries(recordOf(value)).map(([key, each]) => [key, scalarText(each) ?? '']));
}

export interface MappingFieldsProps {
  readonly path: Path;
  readonly fields: ReadonlyMap<string, () => Shape>;
  readonly value: Readonly<Record<string, unknown>>;
}

function isIn(path: Path, field: Path): boolean {
  return field.length === path.length + 1 && path.every((step, at) => step === field[at]);
}

/** The fields of a mapping that are there, and a list of those that may be added. */
export function MappingFields({ path, fields, value }: MappingFieldsProps) {
  const { form } = useWords('code');
  const { set, kind, namesOf, omit } = useSchemaEditing();
  /** Chosen, and without a value yet. */
  const drafted = useFieldsDrafted();
  const [begun, setBegun] = useState(() => drafted.flatMap((each) => (isIn(path, each) ? [String(each.at(-1))] : [])));
  const isHere = (name: string): boolean => !omit.has(fieldNames([...path, name]));
  const said = Object.keys(value).filter((name) => value[name] !== undefined);
  const there = [...new Set([...said, ...begun])].filter(isHere);
  const missing = [...fields.keys()].filter(
    (name) => !there.includes(name) && isHere(name) && fitsBeside({ kind, path }, value, name),
  );
  const add = (name: string): void => {
    const at = [...path, name];
    const start = startOf({ kind, path: at, namesOf }, fields.get(name)?.());
    if (start === undefined) setBegun([...begun, name]);
    else set?.(at, start);
  };
  return (
    <>
      {there.map((name) => (
        <SchemaField
          key={name}
          path={[...path, name]}
          shape={fields.get(name)?.() ?? { is: 'any' }}
          value={value[name]}
        />
      ))}
      {set !== undefined && missing.length > 0 && (
        <select
          aria-label={form.addTo(String(path.findLast((step) => typeof step === 'string') ?? ''))}
          className={`${INPUT} font-sans text-muted`}
          value=""
          onChange={(event) => add(event.target.value)}
        >
          <option value="">{form.addField}</option>
          {missing.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
    </>
  );
}
