import { schemas } from "@sandboxes/schema/schemas";

/** A template from which sandboxes can be created. */
export interface Template {
  /** A name such as `superserve/base`. */
  readonly name: string;
  /**
   * The ID, a UUID. Sandboxes can be created from the name or the ID.
   *
   * @default none
   */
  readonly id?: string;
  /**
   * Whether the template is ready. Creating a sandbox from a template that is not ready returns 409.
   *
   * @default true
   */
  readonly ready?: boolean;
}

/** The default template of a new sandbox, as the spec states it. */
export const defaultTemplate: string = schemas.CreateSandbox.properties.from_template.default;

/** The default templates: the one of the spec, and others that the service has. */
export const defaultTemplates: readonly Template[] = [
  { name: defaultTemplate },
  { name: "superserve/node-22" },
  { name: "superserve/python-3.11" },
  { name: "superserve/python-ml" },
];

/** @returns the template with that name or ID, or `undefined` */
export function findTemplate(
  templates: readonly Template[],
  nameOrId: string,
): Template | undefined {
  // IDs are case-insensitive (RFC 9562, section 4).
  const id = nameOrId.toLowerCase();
  return templates.find(
    (template) => template.name === nameOrId || template.id?.toLowerCase() === id,
  );
}
