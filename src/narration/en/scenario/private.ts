/** What a link holds that somebody may want to know of, within a list. */
export const PRIVATE = {
  annotation: 'annotation that a controller acts on',
  'condition-message': 'message of a condition',
  'header-match': 'value of a header match',
  'query-match': 'value of a query match',
  'request-header': 'header of a request',
  'unread-object': 'contents of an object that is not read',
};
