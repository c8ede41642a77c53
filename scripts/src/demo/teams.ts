import type { SandboxSeed } from "@sandboxes/test-utils";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function ago(milliseconds: number): string {
  return new Date(Date.now() - milliseconds).toISOString();
}

/** The sandboxes of the first team. */
export const acme: readonly SandboxSeed[] = [
  {
    name: "api-review",
    status: "active",
    vcpu_count: 2,
    memory_mib: 4096,
    created_at: ago(4 * minute),
    metadata: { env: "prod", owner: "agent-7" },
  },
  {
    name: "web-crawler",
    status: "active",
    vcpu_count: 4,
    memory_mib: 8192,
    created_at: ago(3 * hour),
    network: { allow_out: ["*.example.com"], deny_out: ["0.0.0.0/0"] },
    metadata: { env: "prod", owner: "agent-12", queue: "pages" },
  },
  {
    name: "翻訳",
    status: "paused",
    vcpu_count: 2,
    memory_mib: 2048,
    created_at: ago(2 * day),
    snapshot_id: "3c90c3cc-0d44-4b50-8888-8dd25736052a",
    metadata: { env: "prod", owner: "agent-3", lang: "日本語" },
  },
  {
    name: "nightly-eval",
    status: "resuming",
    vcpu_count: 8,
    memory_mib: 16_384,
    created_at: ago(9 * hour),
    timeout_seconds: 86_400,
    metadata: { env: "staging", owner: "agent-7" },
  },
  {
    name: "notebook",
    // A transient state of the live API.
    status: "starting",
    vcpu_count: 2,
    memory_mib: 512,
    created_at: ago(20_000),
    metadata: { env: "dev", owner: "zoë" },
  },
  {
    name: "scratch",
    status: "paused",
    vcpu_count: 2,
    memory_mib: 2048,
    created_at: ago(31 * day),
    metadata: {},
  },
];

/** The sandboxes of another team. One of them matches the filter of the first team. */
export const globex: readonly SandboxSeed[] = [
  {
    name: "ledger",
    status: "active",
    vcpu_count: 2,
    memory_mib: 2048,
    created_at: ago(5 * hour),
    metadata: { env: "prod", owner: "bookkeeper" },
  },
  {
    name: "simulator",
    status: "paused",
    vcpu_count: 16,
    memory_mib: 32_768,
    created_at: ago(6 * day),
    metadata: { env: "test" },
  },
];
