import { mapHost } from '../../engine/fields.ts';
import { objectKey, type ObjectRef } from '../../engine/objects.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { type BoardObject, hasPods, objectsOf, podPath } from '../build/board-objects.ts';
import { fieldsAt, listAt } from '../build/fields.ts';

/** Objects whose containers are told of `ref` as a host, in their command, arguments or environment: what a program reads is not renamed. */
export function namesLeft(document: ScenarioDocument, ref: ObjectRef): readonly ObjectRef[] {
  return objectsOf(document).flatMap((each) => {
    const { namespace } = each.ref;
    const isRef = (host: string): boolean => {
      let isFound = false;
      mapHost(host, namespace, (named) => {
        // A Namespace is in none.
        const { kind, name } = named;
        isFound ||= objectKey(ref.namespace === undefined ? { kind, name } : named) === objectKey(ref);
        return undefined;
      });
      return isFound;
    };
    return hasPods(each.ref) && textsOf(each).some((text) => hostsIn(text).some(isRef)) ? [each.ref] : [];
  });
}

/** What the containers of its pods are told. */
function textsOf({ ref, object }: BoardObject): readonly string[] {
  const spec = fieldsAt(object, ...podPath(ref.kind), 'spec');
  const containers = [...listAt(spec['initContainers']), ...listAt(spec['containers'])];
  return containers.flatMap(({ command, args, env }) =>
    [command, args, listAt(env).map(({ value }) => value)]
      .flat()
      .filter((each): each is string => typeof each === 'string'),
  );
}

/** What in a text stands where hosts do: after "//" or "@", before a port, with a dot in it, or alone. A single word within others is none. */
function hostsIn(text: string): readonly string[] {
  const found = text.matchAll(/(^|\/\/|@|[\s=,;"'])([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(:\d+|[/\s,;"']|$)/g);
  return [...found].flatMap(([, before = '', host = '', after = '']) => {
    const isAlone = before === '' && after === '';
    return isAlone || before === '//' || before === '@' || after.startsWith(':') || host.includes('.') ? [host] : [];
  });
}
