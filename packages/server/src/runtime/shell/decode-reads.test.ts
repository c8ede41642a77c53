import { expect, it } from "vitest";
import { run, start } from "../fixtures/machine.ts";

it.each<[script: string, stdout: string]>([
  ['read x <<< é; echo "$x ${#x}"', "é 1\n"],
  ["printf 'é\\nü\\n' | { read x; echo $x; read y; echo $y; read z; echo $? $z; }", "é\nü\n1\n"],
  ["printf 'é\\nü' > f; while read -r x; do echo \"[$x]\"; done < f", "[é]\n"],
  ["IFS=, read a b <<< 'é,ü ß'; echo $b $a", "ü ß é\n"],
  ["read <<< é; echo $REPLY", "é\n"],
  ["f() { local x; read x; echo $x; }; echo é | f", "é\n"],
  ["y=$(echo é | (read x; echo $x$x)); echo $y", "éé\n"],
  ["builtin read x <<< é && echo ok $x", "ok é\n"],
  ["x=é; read x < /missing || echo $? $x", "1 é\n"],
  ["! read x < /dev/null; echo $?", "0\n"],
  ["set -e; if read x < /dev/null; then echo no; fi; read x < /dev/null; echo never", ""],
  ["read x <<< a; x=é; echo $x", "é\n"],
  ["read x <<< 'Ã©'; echo $x", "Ã©\n"],
])("%s writes %j", async (script, stdout) => {
  expect((await run(await start(), script)).stdout).toBe(stdout);
});
