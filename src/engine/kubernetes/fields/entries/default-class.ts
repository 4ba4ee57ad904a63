/** The annotation of the class that an Ingress gets which names none: "true". */
export const IS_DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';
