import { createContext, type ReactNode, use, useId } from 'react';
import type { RawObject } from '../../../../engine/objects.ts';
import type { FieldMeaning } from '../../../../simulation/views/field-meaning.ts';
import { fieldId } from './field-id.ts';

export type FieldPath = readonly (string | number)[];

/** Whose fields a form shows. */
export type Owner = Pick<RawObject, 'apiVersion' | 'kind'>;

/** What a field of the form means, or of another object; undefined: nothing is known of it, or not yet. */
export type TellMeaning = (path: FieldPath, owner?: Owner) => FieldMeaning | undefined;

const TellContext = createContext<TellMeaning>(() => undefined);
const DescriptionContext = createContext<string | undefined>(undefined);
const PathContext = createContext<FieldPath | undefined>(undefined);

export const TellProvider = TellContext.Provider;

/** The id of what tells what the field around is for: its control is described by that. */
export function useFieldDescription(): string | undefined {
  return use(DescriptionContext);
}

/** Where the field around stands in its object. */
export function useFieldPath(): FieldPath | undefined {
  return use(PathContext);
}

/** What is asked about, at the element that holds the field. */
export interface Asked {
  readonly path: FieldPath;
  /** Absent: of the object that the form is of. */
  readonly owner?: Owner | undefined;
}

/** Holds a field, or what is called as one: what it means is told while the pointer rests on it or it has the focus. */
export function About({ path, owner, children }: Asked & { readonly children: ReactNode }) {
  const meaning = use(TellContext)(path, owner);
  const asked: Asked = {
    path,
    ...(owner !== undefined && { owner: { apiVersion: owner.apiVersion, kind: owner.kind } }),
  };
  const id = useId();
  return (
    <PathContext value={path}>
      <DescriptionContext value={meaning && id}>
        <div data-field={fieldId(path)} data-about={meaning && JSON.stringify(asked)}>
          {children}
          {meaning && (
            <p id={id} hidden>
              {sayMeaning(meaning)}
            </p>
          )}
        </div>
      </DescriptionContext>
    </PathContext>
  );
}

function sayMeaning({ title, text, source }: FieldMeaning): string {
  return [`${title}.`, text, source].filter((part) => part !== undefined && part !== '').join(' ');
}
