// Shows the error message of the program when PostgreSQL is unreachable.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../node_modules/.bin/sandboxes", import.meta.url));
const database = "postgres://demo@127.0.0.1:1/none";
const { status, stderr } = spawnSync(program, ["serve", "--port", "0", "--database", database], {
  encoding: "utf8",
  timeout: 60_000,
});
if (status !== 1 || !stderr.includes("cannot be opened: connect ECONNREFUSED"))
  throw new Error(`The program exited with ${status}: ${stderr}`);
console.log(stderr.trim());
