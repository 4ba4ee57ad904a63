import { recordOf } from '../../../../engine/text.ts';
import { type Shape, shapeOfKind } from '../../../../manifests/checks/shape.ts';
import { useWords } from '../../../../ui/words.ts';
import { Group } from '../fields/fields.tsx';
import { MappingFields, SchemaField } from './SchemaField.tsx';
import { type SchemaFormProps, SchemaProvider, useObjectEditing } from './schema-editing.ts';

/** What of an object is not a form's: who it is, and what the cluster says of it. */
const ELSEWHERE = new Set(['apiVersion', 'kind', 'metadata', 'status']);

const LABELS: Shape = { is: 'texts' };

/** The fields of an object as its kind's schema has them: each can be set, added and taken away. */
export function SchemaForm(props: SchemaFormProps) {
  const { object, omit } = props;
  const words = useWords('inspector');
  const schema = useObjectEditing(props);
  const shape = shapeOfKind(object.apiVersion, object.kind);
  if (shape?.is !== 'mapping') return <p className="px-4 py-3 text-small text-muted">{words.noForm}</p>;
  const parts = [...shape.fields].filter(
    ([name]) => !ELSEWHERE.has(name) && (name === 'spec' || object[name] !== undefined),
  );
  return (
    <SchemaProvider value={schema}>
      {omit?.has('metadata.labels') !== true && (
        <Group title={words.fields.labels}>
          <SchemaField path={['metadata', 'labels']} shape={LABELS} value={recordOf(object.metadata.labels)} />
        </Group>
      )}
      {parts.map(([name, part]) => {
        const of = part();
        return (
          <Group key={name} title={name}>
            {of.is === 'mapping' ? (
              <MappingFields path={[name]} fields={of.fields} value={recordOf(object[name])} />
            ) : (
              <SchemaField path={[name]} shape={of} value={object[name]} />
            )}
          </Group>
        );
      })}
    </SchemaProvider>
  );
}
