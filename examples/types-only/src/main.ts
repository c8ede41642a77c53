import type { Sandbox } from "@sandboxes/schema";
import { advise, memoryInUse } from "./advise.ts";

const sandboxes: Sandbox[] = [
  {
    id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    name: "crawler",
    status: "active",
    vcpu_count: 2,
    memory_mib: 2048,
    created_at: "2023-11-07T05:31:56Z",
    metadata: { env: "prod" },
  },
  {
    id: "6f0f3f0e-7c39-4a4b-9d6e-9b0f5ad0c9a1",
    name: "reviewer",
    status: "starting",
    vcpu_count: 2,
    memory_mib: 2048,
    created_at: "2023-11-07T05:32:10Z",
    metadata: {},
  },
];

for (const { name, status } of sandboxes) console.log(`${name}: ${advise(status)}`);
console.log(`${memoryInUse(sandboxes)} MiB in use`);
