import type { FactGroup } from '../../../../simulation/facts/fact.ts';
import { useSimulation } from '../../../../simulation/workspace/context.ts';
import { useWords } from '../../../../ui/words.ts';
import { Group, ObjectLink, Row } from './fields.tsx';

/** What one reads off an object, group by group. */
export function FactGroups({ groups }: { readonly groups: readonly FactGroup[] }) {
  const said = useWords('inspector');
  const { view } = useSimulation();
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
