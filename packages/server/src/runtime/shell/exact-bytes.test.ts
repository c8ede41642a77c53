import { expect, it } from "vitest";
import { run, start } from "../fixtures/machine.ts";

it.each<[command: string, hex: string]>([
  [String.raw`printf '\303\251'`, "c3a9"],
  [String.raw`printf '\xc3\xa9 é'`, "c3a920c3a9"],

  [String.raw`printf '\377\0\200'`, "ff0080"],
  [String.raw`printf '%s %b' '\303\251' '\0303\251'`, "5c3330335c32353120c3a9"],
  [String.raw`printf '%b' '\303' '\251' '\x41'`, "c3a941"],
  [String.raw`printf '%*s|%b' 3 a '\303\251'`, "2020617cc3a9"],
  [String.raw`printf '\\303\\251 %%b'`, "5c3330335c323531202562"],
  [String.raw`printf -v x '\303\251'; echo -n "$x"`, "c3a9"],
  [String.raw`x=$(printf '\303\251'); echo -n "$x${"$"}{#x}"`, "c3a931"],
  [String.raw`echo -e '\xc3\xa9\0303\0251'`, "c3a9c3a90a"],
  [String.raw`echo -n '\303\251'; echo -n -E '\xc3'`, "5c3330335c3235315c786333"],
  [String.raw`echo -n $'\303\251' "$'\303'" # $'\303\251'`, "c3a92024275c33303327"],
  [
    String.raw`awk 'BEGIN { printf "\303\251" }'; echo x | sed 's/x/\xc3\xa9/' | tr -d '\n'`,
    "c3a9c3a9",
  ],
  [String.raw`printf '\303\251' | cat; printf '\303\251' | wc -c | tr -d ' \n'`, "c3a932"],
  [String.raw`printf '😀\360\237\222\200💀'`, "f09f9880f09f9280f09f9280"],
  ["echo -n 'Ã©' 'é'", "c383c2a920c3a9"],
])("%s writes %s", async (command, hex) => {
  const machine = await start();
  const bytes = Buffer.from(hex, "hex");
  const text = bytes.toString();
  expect((await run(machine, command)).stdout).toBe(text);
  // A script that redirects itself is not streamed.
  expect((await run(machine, `exec 9< /dev/null; ${command}`)).stdout).toBe(text);
  const base64 = bytes.toString("base64");
  for (const script of [
    `{ ${command}\n} > f; base64 -w 0 f`,
    `exec 9< /dev/null; { ${command}\n} > f; base64 -w 0 f`,
    `( ${command}\n) | base64 -w 0`,
    `for i in 1; do { ${command}\n}; done > f; { cat f; } | { cat; } > g; base64 -w 0 g`,
    `f() { ${command}\n}; f >&2 2> f; f > f; base64 -w 0 f`,
  ])
    expect([script, (await run(machine, script)).stdout]).toEqual([script, base64]);
});

it("joins the bytes of a character that are written one by one", async () => {
  expect((await run(await start(), String.raw`printf '\303'; printf '\251'`)).stdout).toBe("é");
});

it.each<[script: string, hex: string]>([
  [String.raw`{ printf '\303'; printf '\251'; } > f; cat f`, "c3a9"],
  [String.raw`{ printf '\303'; } > f; { printf '\251'; } >> f; cat f`, "c3a9"],
  [String.raw`{ printf '\360\237'; printf '\222\251'; } | cat`, "f09f92a9"],
  [String.raw`printf '\377\376' > f; { cat f; echo; } > g; { grep . g; } | sed 's/x/y/'`, "fffe0a"],
  [String.raw`printf '\377' > f; x=$(cat f); printf '%s' "$x$x"`, "ffff"],
  [String.raw`printf '\303\251\377\n' | while read -r x; do printf '%s' "$x"; done`, "c3a9ff"],
  [String.raw`if printf '\377'; then :; fi > f; cat f`, "ff"],
  [String.raw`printf '\357\273\277a' | sed s/a/b/`, "efbbbf62"],
])("%s keeps its bytes", async (script, hex) => {
  const { stdout } = await run(await start(), `{ ${script}\n} | base64 -w 0`);
  expect(Buffer.from(stdout, "base64").toString("hex")).toBe(hex);
});

it.each<[script: string, output: Partial<Record<"stdout" | "stderr", string>>]>([
  ["exec 9< /dev/null; echo é", { stdout: "é\n" }],
  ["exec 9< /dev/null; echo é >&2", { stderr: "é\n" }],
  ["exec 2>&1; echo é >&2; bash -c 'echo ü'", { stdout: "é\nü\n" }],
  ["exec 9< /dev/null; nopé", { stderr: "bash: nopé: command not found\n" }],
  ["exec 9< /dev/null; bash -c 'echo ü; exit 3' > /dev/null", { stdout: "" }],
  ["exec > f; echo é; exec > g; cat f", { stdout: "" }],
  ["echo é >&2; bash -c 'nopé'", { stderr: "é\nbash: nopé: command not found\n" }],
])("%s writes text", async (script, output) => {
  expect(await run(await start(), script)).toMatchObject(output);
});

it("writes bytes that are not text to a file", async () => {
  const { stdout } = await run(await start(), String.raw`printf '\377\0\200' > f; base64 f`);
  expect(stdout).toBe("/wCA\n");
});
