import { type Document, type Node, isAlias, isCollection, isNode, isPair, visit } from "yaml";

/** Largest number of values that the aliases of a file may stand for together. */
const most = 1_000_000;

/**
 * Finds the aliases of a YAML document that stand for nothing, for something that they are a part of,
 * or, since a few lines of them can multiply without end, for more than can be read.
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
  return wrong.length > 0 ? wrong : excess(tree.contents);
}

/** @returns the first alias at which the document becomes too large */
function excess(contents: unknown): { message: string; offset: number }[] {
  const sizes = new Map<string, number>();
  let [written, expanded] = [0, 0];
  let first: { message: string; offset: number } | undefined;
  const measure = (node: unknown): void => {
    const before = expanded;
    if (isAlias(node)) {
      expanded += sizes.get(node.source) ?? 0;
      const message = `With \`*${node.source}\` the aliases of this file stand for more than ${most.toLocaleString("en")} values.`;
      if (expanded - written > most) first ??= { message, offset: node.range?.[0] ?? 0 };
    } else if (isPair(node)) {
      measure(node.key);
      measure(node.value);
    } else {
      expanded++;
      written++;
      if (isCollection(node)) for (const item of node.items) measure(item);
    }
    if (isNode(node) && !isAlias(node) && node.anchor !== undefined)
      sizes.set(node.anchor, expanded - before);
  };
  measure(contents);
  return first ? [first] : [];
}
