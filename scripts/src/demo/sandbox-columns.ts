import { styleText } from "node:util";
import type { Sandbox } from "@sandboxes/schema";
import type { Column } from "./format-table.ts";

/** The columns of the table of sandboxes. */
export const sandboxColumns: readonly Column<Sandbox>[] = [
  { title: "name", cell: ({ name }) => name, style: (text) => styleText("bold", text) },
  {
    title: "status",
    cell: ({ status }) => status,
    style: (text, { status }) => styleText(colourOf(status), text),
  },
  { title: "vCPU", align: "right", cell: ({ vcpu_count }) => String(vcpu_count) },
  { title: "memory", align: "right", cell: ({ memory_mib }) => formatMemory(memory_mib) },
  { title: "created", align: "right", cell: ({ created_at }) => formatAge(created_at) },
  {
    title: "metadata",
    cell: ({ metadata }) =>
      Object.entries(metadata)
        .map((pair) => pair.join("="))
        .join(" "),
    style: (text) => styleText("dim", text),
  },
];

function colourOf(status: Sandbox["status"]): "green" | "yellow" | "cyan" | "magenta" {
  switch (status) {
    case "active":
      return "green";
    case "paused":
      return "yellow";
    case "resuming":
      return "cyan";
    default:
      return "magenta";
  }
}

function formatMemory(mib: number): string {
  return mib < 1024 ? `${mib} MiB` : `${mib / 1024} GiB`;
}

const units = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
] as const;

function formatAge(instant: string): string {
  const age = Math.max(1, (Date.now() - Date.parse(instant)) / 1000);
  const [unit, seconds] = units.find((each) => age >= each[1])!;
  return `${Math.floor(age / seconds)} ${unit} ago`;
}
