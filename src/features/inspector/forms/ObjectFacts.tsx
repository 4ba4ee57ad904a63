import type { ObjectRef } from '../../../engine/objects.ts';
import { useDocument, useSimulation } from '../../../simulation/workspace/context.ts';
import { factsOf } from '../../../simulation/facts/object-facts.ts';
import { Group, ObjectLink, Row } from './fields/fields.tsx';
import { useWords } from '../../../ui/words.ts';

/** What the cluster makes of an object that has no form: policies, Gateways, routes. */
export function ObjectFacts({ reference }: { readonly reference: ObjectRef }) {
  const said = useWords('inspector');
  const words = useWords('objectFacts');
  const narrator = useWords('narrator');
  const { view } = useSimulation();
  const cluster = useDocument((state) => state.router.cluster);
  const groups = factsOf(cluster, reference, { ...words, condition: narrator.condition });
  if (groups === undefined) return <p className="px-4 py-3 text-small text-muted">{said.noForm}</p>;
  return groups.map(({ title, facts }) => (
    <Group key={title} title={title}>
      {facts.map((fact) =>
        'link' in fact ? (
          <ObjectLink
            key={fact.link}
            text={fact.text}
            {...(fact.detail === undefined ? {} : { detail: fact.detail })}
            onSelect={() => view.getState().select(fact.link)}
          />
        ) : (
          <Row key={fact.label} label={fact.label}>
            {fact.values.length === 0 && <span className="text-faint">{said.fields.none}</span>}
            {fact.values.map((value) => (
              <div key={value} className={`break-words ${fact.wrong === true ? 'text-rejected' : 'text-ink'}`}>
                {value}
              </div>
            ))}
          </Row>
        ),
      )}
      {facts.length === 0 && <p className="text-small text-faint">{said.fields.none}</p>}
    </Group>
  ));
}
