import type { Field } from '../../src/engine/kubernetes/fields/field.ts';
import { fieldNamed } from '../../src/engine/kubernetes/projection/named-rules.ts';
import { fieldsOfKind } from '../../src/engine/kubernetes/kinds/project-object.ts';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';

/** Names that the language asks for, not the program. */
const OF_THE_LANGUAGE = new Set(['toJSON', 'then', ...Object.getOwnPropertyNames(Object.prototype)]);

/**
 * Objects that note which of their fields are looked at by name, whether they are there or not. What is only copied, counted or
 * printed whole (ownKeys, and the values in the order of the keys) is not looked at. Copies hold recorded values again.
 */
export class Recorder {
  /** "Deployment spec.template.spec.containers.image" */
  readonly reads = new Set<string>();
  readonly #known = new WeakMap<object, object>();

  objects(given: readonly RawObject[]): readonly RawObject[] {
    return given.map((object) => {
      const own = JSON.parse(JSON.stringify(object)) as RawObject;
      return this.#wrap(own, own.kind) as RawObject;
    });
  }

  #wrap(value: unknown, path: string): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const known = this.#known.get(value) ?? this.#create(value, path);
    this.#known.set(value, known);
    return known;
  }

  #create(target: object, path: string): object {
    if (Array.isArray(target)) {
      return new Proxy(target, {
        get: (list, key, self) => this.#wrap(Reflect.get(list, key, self) as unknown, path),
      });
    }
    // Keys of a copy that is being made: described once each, and their values taken in this order.
    let described: Set<PropertyKey> | undefined;
    let last: PropertyKey | undefined;
    let expected: PropertyKey[] = [];
    const read = (key: PropertyKey): void => {
      described = undefined;
      expected = [];
      if (typeof key === 'string' && !OF_THE_LANGUAGE.has(key))
        this.reads.add(`${path}${path.includes(' ') ? '.' : ' '}${escape(key)}`);
    };
    const below = (key: PropertyKey): string => `${path}${path.includes(' ') ? '.' : ' '}${escape(String(key))}`;
    return new Proxy(target, {
      ownKeys: (of) => {
        const keys = Reflect.ownKeys(of);
        described = new Set();
        expected = [...keys];
        last = undefined;
        return keys;
      },
      getOwnPropertyDescriptor: (of, key) => {
        if (described === undefined || described.has(key)) read(key);
        else described.add((last = key));
        const found = Reflect.getOwnPropertyDescriptor(of, key);
        return found === undefined ? undefined : { ...found, value: this.#wrap(found.value, below(key)) };
      },
      has: (of, key) => {
        read(key);
        return Reflect.has(of, key);
      },
      get: (of, key, self) => {
        if (described !== undefined && (key === last || key === expected[0]))
          expected = expected.slice(expected.indexOf(key) + 1);
        else read(key);
        last = undefined;
        return this.#wrap(Reflect.get(of, key, self) as unknown, below(key));
      },
    });
  }

  /** Fields that were looked at and that a share link does not hold. */
  missing(): readonly string[] {
    return [...this.reads].filter((read) => !isShared(read)).toSorted();
  }
}

/** A dot in a name is not a step. */
function escape(key: string): string {
  return key.replaceAll('.', '\u2024');
}

function isShared(read: string): boolean {
  const [kind = '', path = ''] = read.split(' ');
  let at: Field | undefined = fieldsOfKind(kind);
  for (const step of path.split('.')) {
    // What people name, and what is below a value that is no mapping.
    if (at?.type === 'map' || at?.type === 'any') return true;
    if (at?.type !== 'group') return false;
    at = fieldNamed(at, step.replaceAll('\u2024', '.'));
  }
  return at !== undefined && !(at.type === 'value' && at.never === true);
}
