import { inspectDocument } from "@sandboxes/codegen/in-memory";
import { compare } from "@sandboxes/openapi-diff";
import { edits } from "./edits/edits.ts";
import { placesOf } from "./edits/places.ts";
import { read } from "./example-documents.ts";

// Compares each document with itself, and with copies of itself that have every kind of edit. Prints what
// was not reported by one entry:
// node --conditions=@sandboxes/source test/print-edits.ts [--repeat=N] [--seed=N] openapi.yaml …
const option = (name: string, fallback: number): number =>
  Number(process.argv.find((arg) => arg.startsWith(`--${name}=`))?.split("=")[1] ?? fallback);
const repeat = option("repeat", 3);
let seed = option("seed", 1);
const random = (): number => {
  seed = (seed * 48271) % 2147483647;
  return seed / 2147483647;
};
const pick = <Item>(list: readonly Item[]): Item =>
  list[Math.floor(random() * list.length)] as Item;

for (const file of process.argv.slice(2).filter((arg) => !arg.startsWith("--"))) {
  const text = JSON.stringify({ ...inspectDocument(file).root, openapi: "3.1.0" });
  const before = read(JSON.parse(text));
  const { changes: own } = await compare(inspectDocument(file), before, { types: false });
  let [made, wrong] = [0, 0];
  for (const edit of edits)
    for (let n = 0; n < repeat; n++) {
      const root = JSON.parse(text) as Parameters<typeof placesOf>[0];
      if (!edit.make(placesOf(root), pick)) continue;
      const { changes } = await compare(before, read(root), { types: false });
      made++;
      if (changes.length === 1 && edit.rules.test(changes[0]?.rule ?? "")) continue;
      wrong++;
      const found = changes.slice(0, 4).map(({ rule, pointer }) => `${rule} ${pointer}`);
      console.log(`${edit.name}: ${changes.length} entries\n  ${found.join("\n  ")}`);
    }
  console.log(
    `${file}: ${own.length} entries with itself; ${made} edits, ${wrong} not reported by one entry`,
  );
}
