/** Which fields of objects bear on networking: what a link carries. */
export { API_VERSIONS, removedVersion } from './kubernetes/fields/api-versions.ts';
export type { Field, PrivateValue } from './kubernetes/fields/field.ts';
export type { FieldParts } from './kubernetes/kinds/field-parts.ts';
export { SERVICE } from './kubernetes/kinds/service.ts';
export { port as PORT } from './kubernetes/fields/values.ts';
export { MASK, provesWho } from './kubernetes/fields/unread-values.ts';
export { fieldsOfKind, fieldsOfObject, projectObject, renameIn } from './kubernetes/kinds/project-object.ts';
export { namingAnnotations } from './kubernetes/projection/entry-annotations.ts';
export { optionsAt } from './kubernetes/projection/field-options.ts';
export { mapHost, type NamedObject } from './kubernetes/projection/map-names.ts';
export { fieldNamed, isSaid } from './kubernetes/projection/named-rules.ts';
export type { AnnotationEffect } from './kubernetes/projection/pod-annotations.ts';
export { project } from './kubernetes/projection/project.ts';
export { holdsName } from './routing/unread/parties/names-word.ts';
