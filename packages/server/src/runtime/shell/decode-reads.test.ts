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
  ['read -a x <<< "é b ü"; echo "${x[2]} ${#x[@]} ${#x[0]}"', "ü 3 1\n"],
  ["while IFS=: read -ra x; do echo \"${x[1]}\"; done <<< $'a:é\\nb:ü'", "é\nü\n"],
  ['read -a x <<< "it\'s é"; printf \'<%s>\' "${x[@]}"; echo', "<it's><é>\n"],
  ["read -a x < /dev/null; echo $? ${#x[@]}", "1 0\n"],
  ['printf "é\\nü b\\n" > f; mapfile -t x < f; echo "${x[1]} ${#x[@]}"', "ü b 2\n"],
  ["printf 'é\\n' | { readarray; printf '%s' \"${MAPFILE[0]}\"; }", "é\n"],
  ["printf 'é:ü' > f; mapfile -t -d : x < f; echo ${x[@]}", "é ü\n"],
  ["x=(é); mapfile -t -O 1 x <<< ü; echo ${x[@]} ${!x[@]}", "é ü 0 1\n"],
  ["f() { local -a x; mapfile -t x <<< é; echo ${x[0]}; }; f; echo ${#x[@]}", "é\n0\n"],
  ["exec 3< <(echo é); read -u 3 x; echo $x", "é\n"],
  ["echo 'é ü' > f; exec 4< f; read -ru 4 -a x; echo ${x[1]}", "ü\n"],
  ["set -u; mapfile -t x < /dev/null; echo ${#x[@]}", "0\n"],
  ["mapfile -t x < /missing; echo $?", "1\n"],
  ["mapfile -t 'a b' <<< é; echo $?", "1\n"],
  ["x=$'a\\nb'; mapfile -t y <<< \"$x\"; echo ${y[@]@Q}", "'a' 'b'\n"],
])("%s writes %j", async (script, stdout) => {
  expect((await run(await start(), script)).stdout).toBe(stdout);
});
