// One of several processes that make the same changes to one store: `contend.ts <address> <number>`.
import { connectTo } from "./backends.ts";
import { changed, idOf, recordOf } from "./records.ts";

const [address = "", number = ""] = process.argv.slice(2);
const store = await connectTo(address);
for (const id of ["capped", "contended"]) await store.addTeam({ id }).catch(ifThereIsOne);

let added = 0;
for (let index = 0; index < 25; index++) {
  const record = recordOf("capped", Number(number) * 100 + index);
  if (await store.addSandbox(record, { sandboxes: 25, now: 0 })) added += 1;
}

await store
  .addSandbox(recordOf("contended", 9999, { metadata: { count: "0" } }))
  .catch(ifThereIsOne);
let changes = 0;
while (changes < 25) {
  const before = (await store.findSandbox("contended", idOf(9999)))!;
  const count = String(Number(before.sandbox.metadata["count"]) + 1);
  if (await store.replaceSandbox(changed(before, { metadata: { count } }))) changes += 1;
}
await store.close();
process.stdout.write(JSON.stringify({ added, changed: changes }));

function ifThereIsOne(error: unknown): void {
  if (!(error instanceof Error && error.message.endsWith(" already."))) throw error;
}
