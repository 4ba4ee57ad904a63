import type { RawObject } from '../../engine/objects.ts';
import { addressOf, type FieldAddress } from '../../manifests/assist/field-address.ts';
import { takenBy } from '../../manifests/assist/complete.ts';
import { type Shape, shapeAt, shapeOfKind } from '../../manifests/checks/shape.ts';
import type { RoomWords } from '../../narration/page/language.ts';

type FieldWords = RoomWords['fieldMeanings'];

/** What a field is for. */
export interface FieldMeaning {
  /** Its name and what it takes. */
  readonly title: string;
  readonly text: string;
  /** The official page on it, by its title. */
  readonly source?: string;
}

/** What is told of a field, in a text and in a form; undefined: nobody has said anything of it. */
export function fieldMeaning(said: FieldWords, address: FieldAddress, shape: Shape): FieldMeaning | undefined {
  const takes = takenBy(shape);
  const told = said.meaningOf(address);
  if (told === undefined && takes === undefined) return undefined;
  const usual =
    shape.is === 'value' && shape.usual !== undefined ? said.isUsual(JSON.stringify(shape.usual)) : undefined;
  const source = said.pageOf(address);
  return {
    title: takes === undefined ? address.name : `${address.name}: ${sayTaken(said, takes)}`,
    text: [told, usual].filter((part) => part !== undefined).join(' '),
    ...(source !== undefined && { source }),
  };
}

/** "a number from 1 to 65535". */
export function sayTaken(said: FieldWords, takes: NonNullable<ReturnType<typeof takenBy>>): string {
  return takes === 'TEXTS' ? said.takesTexts : said.takes(takes);
}

/** The meaning of the field at a path of an object. */
export function meaningAt(
  said: FieldWords,
  { apiVersion, kind }: Pick<RawObject, 'apiVersion' | 'kind'>,
  path: readonly (string | number)[],
): FieldMeaning | undefined {
  const whole = shapeOfKind(apiVersion, kind);
  const address = addressOf(kind, path);
  const shape = whole && shapeAt(whole, path);
  return address === undefined || shape === undefined ? undefined : fieldMeaning(said, address, shape);
}
