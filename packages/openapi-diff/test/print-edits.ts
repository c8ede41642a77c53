import { inspectDocument } from "@sandboxes/codegen/in-memory";
import { compare } from "@sandboxes/openapi-diff";
import { edits } from "./edits/edits.ts";
import { placesOf } from "./edits/places.ts";
import { read } from "./example-documents.ts";

// Makes every kind of edit in each document that is named, and prints what was not reported by one
// entry: node --conditions=@sandboxes/source test/print-edits.ts [--repeat=N] openapi.yaml …
const repeat = Number(process.argv.find((arg) => arg.startsWith("--repeat="))?.slice(9) ?? 3);
let seed = 1;
const random = (): number => {
  seed = (seed * 48271) % 2147483647;
  return seed / 2147483647;
};
const pick = <Item>(list: readonly Item[]): Item =>
  list[Math.floor(random() * list.length)] as Item;

for (const file of process.argv.slice(2).filter((arg) => !arg.startsWith("--"))) {
  const text = JSON.stringify({ ...inspectDocument(file).root, openapi: "3.1.0" });
  const before = read(JSON.parse(text));
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
  console.log(`${file}: ${made} edits, ${wrong} not reported by one entry`);
}
