import type { Api } from "../api/api.ts";
import { deprecatedTag, renamed } from "./deprecated-tag.ts";
import { docComment } from "./doc-comment.ts";
import { propertyName } from "./literal.ts";

/** Emits a named type for each schema, beside the types that they are part of. */
export function emitIndex(api: Api): string {
  const roots = ["components", "operations", "paths"];
  if (api.document.root["webhooks"] !== undefined) roots.push("webhooks");
  const aliases = api.schemas.flatMap(
    ({ name, typeName, deprecation, aliases: former, schema }) => {
      const description =
        typeof schema["description"] === "string" ? schema["description"] : undefined;
      const line = (type: string, comment: string): string =>
        `${comment}export type ${type} = components["schemas"][${JSON.stringify(name)}];\n`;
      const names = new Set(
        former.map((alias) => alias.typeName).filter((type) => type !== typeName),
      );
      return [
        line(typeName, docComment([description, deprecatedTag(deprecation)])),
        ...Array.from(names, (type) => line(type, docComment([deprecatedTag(renamed(typeName))]))),
      ];
    },
  );
  const imports = aliases.length > 0 ? 'import type { components } from "./types.gen.ts";\n\n' : "";
  return `${imports}export type { ${roots.map(propertyName).join(", ")} } from "./types.gen.ts";\n\n${aliases.join("\n")}`;
}
