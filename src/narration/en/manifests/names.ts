import type { NameForm } from '../../../manifests/checks/check-details.ts';

/** What names are made of, in the API server's words. // apimachinery v0.34 pkg/util/validation */
export const NAME_FORMS: Readonly<Record<NameForm, string>> = {
  SUBDOMAIN:
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  LABEL:
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  SERVICE:
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
};
