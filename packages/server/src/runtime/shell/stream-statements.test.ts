import { Bash } from "just-bash";
import { expect, it } from "vitest";
import { collectOutput } from "../collect-output.ts";
import { start } from "../fixtures/machine.ts";

// A script must behave the same with the plugin, in a thread, and without it.
it.each([
  "echo a; echo b >&2; echo c",
  "echo a && echo b || echo c; false && echo d || echo e; false || false; echo $?",
  "true; false; echo $?; ! true; echo $?; ! false; echo $?",
  "for i in 1 2 3; do [ $i = 2 ] && continue; echo $i; done; echo $i",
  "for i in 1 2 3; do echo $i; [ $i = 2 ] && break; done; echo after",
  "for i in 1 2; do for j in 1 2; do echo $i$j; break 2; done; done; echo $?",
  "for ((i = 0; i < 3; i++)); do echo $i; done > f; cat f",
  "i=0; while [ $i -lt 3 ]; do echo $i; i=$((i + 1)); done; echo $?",
  "i=0; until echo cond $i; [ $i = 2 ]; do i=$((i + 1)); done",
  "if echo c; false; then echo t; elif echo d; then echo u; else echo e; fi; if false; then :; fi; echo $?",
  "case abc in a*) echo a ;;& *c) echo c ;& x) echo x ;; *) echo no ;; esac",
  'x=$(echo sub; echo err >&2); echo "[$x]"; echo $(echo a; (echo b; echo c) | tr b B)',
  "printf 'b\\na\\n' | sort | while read -r l; do echo got $l; done; echo ${PIPESTATUS[@]}",
  "false | true; echo ${PIPESTATUS[@]}; set -o pipefail; false | true; echo $?",
  'f() { echo in; echo err >&2; local x=2; return 5; }; x=1; f; echo $? $x; y=$(f 2>&1); echo "$y"; f 2> /dev/null | cat',
  "f() { echo a; exit 3; }; f; echo no",
  "(echo a; cd /tmp; x=2; exit 4); echo $? $PWD $x",
  "{ echo a; x=2; cd /tmp; }; echo $x $PWD; { echo a; echo b >&2; } 2>&1 | sort",
  "set -e; echo a; false && true; if false; then :; fi; false || true; ! true; echo b; false; echo no",
  "set -e; (false; echo no); echo no",
  "set -e; f() { false; echo continued; }; f || echo caught; f && echo x; echo end",
  "set -u; echo a; echo $nope; echo no",
  "set -x; echo hi; x=1",
  "echo hi > /dev/stdout; echo ho > /dev/stderr; echo a > f 2>&1; cat f",
  "exec 3> f; echo three >&3; exec 3>&-; cat f; exec 2>&1; nope",
  "cat <<E\n a $HOME\n  b\nE\ncat <<'E' | tr a b\naa $HOME\nE\ncat <<< word",
  "while read -r a b; do echo \"$b $a\"; done <<< $'1 2\\n3 4'; read -r x < /nope; echo $?",
  'echo a > f; echo b >> f; while read -r l; do echo "<$l>"; done < f; cat < f > g; cat g; ls',
  "eval 'echo a; exit 3'; echo no",
  "echo 'echo sourced; v=7; return 2' > s; . ./s; echo $? $v; echo 'echo $0; exit 9' > t; bash t; echo $?; sh -c 'echo $1' x y",
  "break; continue; return 3; echo $?",
  "cd /nope; echo $?; pushd /tmp; popd; unset HOME; cd; echo $?",
  'a=(1 2 3); for i in "${a[@]}"; do echo $i; done; declare -A m=([k]=v); echo ${m[k]} ${#a[@]}',
  "echo $((1 / 0))",
  "echo ${x?bad}; echo no",
  "x=5 env | grep ^x; readonly r=1; r=2; echo $r",
  "[[ a == a ]] && echo yes; (( 0 )) || echo zero; (( 1 + 1 )); echo $?",
  "true && { echo a; false; } && echo no; echo $?",
  "set -- a b c; shift; echo $# $1; alias ll='echo aliased'; shopt -s expand_aliases; type -t echo f",
  "echo a &\nwait; echo b; sleep 0.01 & echo $?",
  "echo hi > f; nope 2> g; nope > f 2>&1; cat f g; nope 2>&1 > f | cat; nope &> f; cat f",
  "echo out >&2; { echo a >&2; } 2> f; cat f; f() { nope; } 2> g; f; cat g; echo a > f > g; cat f g",
  "nope |& cat; nope | cat; (nope; echo a) |& sort; ! nope | cat; echo $?",
  "set -euo pipefail; { false; } || echo caught; (exit 3) || echo $?; f() { false; }; f | cat; echo no",
  "set -u; { echo a; echo $nope; echo no; }; echo no",
  "exec > f 2>&1; echo a; nope; cat /bin/nope",
  "set -e; x=$(false); echo no",
  "set -e; if true; then false; fi; echo no",
  "echo 'open",
  "nope; echo $?; /bin/nope; echo $?; /tmp; echo $?",
  "echo $LINENO\necho $LINENO; for i in 1\ndo echo $LINENO\ndone",
  "let x=3; printf '%s\\n' $x; printf %s no-newline; printf -v y %03d 7; echo $y",
  "time -p true 2> /dev/null; { time true; } 2>&1 | wc -l",
  "f() { for i in 1 2; do echo $i; return 4; done; }; for k in 1 2; do f || echo $?; done",
  "trap 'echo bye' EXIT; echo x",
  "echo a | tee b | cat - b; xargs -n1 echo < b; find . -name 'b' -exec echo {} \\;",
  "# only a comment",
  "  \n\n  echo indented\n",
  "echo \u{1F600}é; echo é >&2; echo \"a\\tb\" 'c\\td'",
])("changes nothing but the time of the output: %j", async (command) => {
  const plain = new Bash({ cwd: "/home/user", env: { HOME: "/home/user" }, defenseInDepth: false });
  await plain.fs.mkdir("/tmp", { recursive: true });
  const { stdout, stderr, exitCode } = await plain.exec(command, { rawScript: true });
  const machine = await start();
  const streamed = await collectOutput(
    async (write) => await machine.run({ command, timeout_s: 30 }, { write }),
  );
  // The output of `time` differs in each run.
  const withoutTimes = (text: string): string => text.replaceAll(/\d+\.\d\d/g, "0.00");
  expect({ ...streamed, stderr: withoutTimes(streamed.stderr) }).toEqual({
    stdout,
    stderr: withoutTimes(stderr),
    exit_code: exitCode,
    truncated: false,
  });
});
