import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawObject } from '../../src/engine/objects.ts';
import { cleanObject } from '../../src/manifests/clean-object.ts';
import { formatManifests } from '../../src/manifests/format.ts';
import { parseManifests } from '../../src/manifests/parse.ts';
import { followInText, patchText } from '../../src/manifests/patch-text.ts';
import { setAtPath } from '../../src/manifests/set-at-path.ts';

const TEXT = `# The way in
apiVersion: v1
kind: Service
metadata:
  name: web # as DNS has it
spec:
  type: ClusterIP
  ports:
  # for people
  - port: 80
    name: http
  # for machines
  - port: 90
    name: grpc
  selector: {app: web} # all of them
`;

const read = (text: string): RawObject => {
  const [object] = parseManifests([{ name: '', text }]).objects;
  if (object === undefined) throw new Error('nothing was read');
  return object;
};

describe('a text that follows its object', () => {
  it('changes where the object does, and nowhere else', () => {
    const object = read(TEXT);
    expect(patchText(TEXT, object)).toBe(TEXT);
    const port = setAtPath(object, ['spec', 'ports', 0, 'port'], 8080);
    expect(patchText(TEXT, port)).toBe(TEXT.replace('port: 80', 'port: 8080'));
    const type = setAtPath(object, ['spec', 'type'], 'NodePort');
    expect(patchText(TEXT, type)).toBe(TEXT.replace('type: ClusterIP', 'type: NodePort'));
    const one = setAtPath(object, ['spec', 'ports', 1], undefined);
    expect(patchText(TEXT, one)).toContain('# for people');
    expect(patchText(TEXT, one)).not.toContain('grpc');
    const more = setAtPath(object, ['spec', 'ports', 2], { port: 91, name: 'yes' });
    expect(patchText(TEXT, more)).toContain('# for machines');
    // To YAML 1.1, which kubectl reads, it would be true.
    expect(patchText(TEXT, more)).toContain('name: "yes"');
  });

  it('stays as it is where the fields only stand in another order, and keeps its comments where one changed too', () => {
    const { metadata, spec, ...object } = read(TEXT);
    const { type: _, ...rest } = spec as Record<string, unknown>;
    expect(patchText(TEXT, { spec: { ...rest, type: 'ClusterIP' }, metadata, ...object })).toBe(TEXT);
    expect(patchText(TEXT, { spec: { ...rest, type: 'NodePort' }, metadata, ...object })).toBe(
      TEXT.replace('type: ClusterIP', 'type: NodePort'),
    );
  });

  it('takes into a draft what happened to the object meanwhile', () => {
    const object = read(TEXT);
    const draft = TEXT.replace('name: grpc', 'name: half a na');
    const after = setAtPath(object, ['spec', 'type'], 'NodePort');
    expect(followInText(draft, object, after)).toBe(draft.replace('ClusterIP', 'NodePort'));
    expect(followInText('kind: [', object, after)).toBe('kind: [');
  });

  it('reads back as the object, whatever was done to it, with its comments', () => {
    const scalar = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('yes', '80', 'null', '1e3', '- a', 'a: b', '#'),
      fc.integer(),
      fc.boolean(),
    );
    const value = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        scalar,
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie('any'), { maxKeys: 3 }),
      ),
    })).any;
    const path = fc.constantFrom(
      ['spec', 'ports'],
      ['spec', 'ports', 1],
      ['spec', 'ports', 0, 'name'],
      ['spec', 'selector'],
      ['spec', 'more'],
      ['spec', 'selector', 'app'],
      ['data'],
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(path, fc.oneof(value, fc.constant(undefined))), { minLength: 1, maxLength: 4 }),
        (edits) => {
          let object = read(TEXT);
          for (const [at, given] of edits) object = setAtPath(object, at, given);
          const text = patchText(TEXT, object);
          expect(cleanObject(read(text))).toEqual(cleanObject(read(formatManifests([object]))));
        },
      ),
      { numRuns: 60 },
    );
  });
});
