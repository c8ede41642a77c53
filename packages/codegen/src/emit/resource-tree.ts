/** The methods of a resource and the resources inside of it, by name. */
export interface Resource<Method> {
  methods: Map<string, Method>;
  resources: Map<string, Resource<Method>>;
}

/**
 * Arranges methods as a client has them.
 *
 * @param methods each with the place of its operation; a later one of the same name replaces an earlier one
 * @returns the client itself, which has only resources
 */
export function resourceTree<Method extends { operation: { resource: string; name: string } }>(
  methods: readonly Method[],
): Resource<Method> {
  const root = emptyResource<Method>();
  for (const method of methods) {
    let resource = root;
    for (const name of method.operation.resource.split(".")) {
      const inner = resource.resources.get(name) ?? emptyResource<Method>();
      resource.resources.set(name, inner);
      resource = inner;
    }
    resource.methods.set(method.operation.name, method);
  }
  return root;
}

function emptyResource<Method>(): Resource<Method> {
  return { methods: new Map(), resources: new Map() };
}
