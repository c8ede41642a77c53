import type { Attack } from "../attack.ts";
import { describeReaction, maxBlockMs, serve, watchServer } from "./served.ts";

/** The maximum round trip of `/health`, in milliseconds. It leaves room for a busy machine. */
const maxHealthMs = 500;

function nested(depth: number): string {
  return `mkdir -p $(printf 'd/%.0s' {1..${depth}}); cd d && mkdir -p $(printf 'e/%.0s' {1..${depth}}); find . | wc -l`;
}

const cases: readonly (readonly [name: string, command: string])[] = [
  ["1,500 nested folders", nested(1500)],
  ["2,000 nested folders", nested(2000)],
  [
    "2,000 folders, each inside the one before",
    "i=0; while [ $i -lt 2000 ]; do mkdir d && cd d || break; i=$((i+1)); done; pwd | wc -c",
  ],
  [
    "names of 200,000 characters",
    "x=$(printf '%0200000d' 0); touch $x; mkdir -p a/$x/b; echo > $x; ls | wc -l",
  ],
  ["30,000 files", "mkdir f; touch f/{1..30000}; ls f | wc -l; rm -r f"],
  ["a link that leads to itself", "ln -s a b; ln -s b a; cat a; ls -R; cp -rL . ../x; find -L ."],
];

/** Attacks by large file trees, which the server loads, walks and saves. */
export const pathAttacks: readonly Attack[] = cases.map(([name, command]) => ({
  name: `freeze: ${name}`,
  run: async () => {
    await using server = await serve();
    const team = await server.join();
    await team.exec("true");
    let [ms, status] = [0, 0];
    const reaction = await watchServer(server.url, async () => {
      ({ ms, status } = await team.exec(command, { timeout_s: 3 }));
      await team.exec("true");
    });
    return {
      // The time limit, and some time for the response of a busy machine.
      withstood:
        reaction.block < maxBlockMs && reaction.health < maxHealthMs && ms < 5000 && status === 200,
      figure: `${describeReaction(reaction)}, the command ${ms.toFixed(0)} ms of its 3,000`,
    };
  },
}));
