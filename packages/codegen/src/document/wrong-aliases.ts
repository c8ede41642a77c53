import { type Document, type Node, isAlias, isNode, visit } from "yaml";

/**
 * Finds the aliases of a YAML document that stand for nothing, or for something that they are a part of.
 *
 * @see https://yaml.org/spec/1.2.2/#71-alias-nodes
 */
export function wrongAliases(tree: Document): { message: string; offset: number }[] {
  const wrong: { message: string; offset: number }[] = [];
  const anchors = new Map<string, Node>();
  visit(tree, (_, node, path) => {
    if (!isNode(node)) return;
    const offset = node.range?.[0] ?? 0;
    if (!isAlias(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      return;
    }
    const target = anchors.get(node.source);
    if (!target)
      wrong.push({
        message: `\`*${node.source}\` needs an anchor \`&${node.source}\` before it.`,
        offset,
      });
    else if (path.includes(target))
      wrong.push({ message: `\`*${node.source}\` is a part of what it stands for.`, offset });
  });
  return wrong;
}
