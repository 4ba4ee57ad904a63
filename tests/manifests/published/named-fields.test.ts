import { expect, test } from 'vitest';
import { type Mapping, typeNamed } from '../../../src/manifests/published/published.ts';
import { ALSO_REQUIRED, FORM_OF } from '../../../src/manifests/refused/forms.ts';
import { CHOICES, MADE_SPECS, NOT_ENFORCED, TOLD_BY_RULES } from '../../../src/manifests/refused/published-fields.ts';
import { BETWEEN, LEAST_0, ZERO_IS_ABSENT } from '../../../src/manifests/refused/ranges.ts';
import { RULES } from '../../../src/manifests/refused/rules.ts';

function fieldsOf(type: string): readonly string[] | undefined {
  const rule = typeNamed(type);
  return typeof rule === 'object' && 'fields' in rule
    ? Object.keys((rule as Mapping).fields).map((name) => name.replace(/!$/, ''))
    : undefined;
}

const TYPES = { RULES: Object.keys(RULES), MADE_SPECS: [...MADE_SPECS], ALSO_REQUIRED: Object.keys(ALSO_REQUIRED) };
const FIELDS = {
  FORM_OF: [...FORM_OF.keys()],
  BETWEEN: Object.keys(BETWEEN),
  LEAST_0: [...LEAST_0],
  ZERO_IS_ABSENT: [...ZERO_IS_ABSENT],
  NOT_ENFORCED: [...NOT_ENFORCED],
  CHOICES: Object.keys(CHOICES),
  TOLD_BY_RULES: [...TOLD_BY_RULES],
  ALSO_REQUIRED: Object.entries(ALSO_REQUIRED).flatMap(([type, names]) => names.map((name) => `${type}.${name}`)),
};

// A rule of a type that is written otherwise in what is published would never be asked.
test.each(Object.entries(TYPES))('the types of %s are published', (_table, types) => {
  expect(types.filter((type) => fieldsOf(type) === undefined)).toEqual([]);
});

test.each(Object.entries(FIELDS))('the fields of %s are published', (_table, fields) => {
  expect(fields.length).toBeGreaterThan(0);
  const unknown = fields.filter((field) => {
    const dot = field.lastIndexOf('.');
    return fieldsOf(field.slice(0, dot))?.includes(field.slice(dot + 1)) !== true;
  });
  expect(unknown).toEqual([]);
});
