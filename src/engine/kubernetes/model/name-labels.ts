/** Labels that say the name of the object that has them: a kubelet sets the one, the API server the other. */
export const NAME_OF_NODE = 'kubernetes.io/hostname';
export const NAME_OF_NAMESPACE = 'kubernetes.io/metadata.name';
