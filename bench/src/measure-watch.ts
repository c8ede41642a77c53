import { spawn } from "node:child_process";
import { copyFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Saves a spec again and again while the generator watches it in a process of its own.
 *
 * @param generator path of its program
 * @param spec the spec to begin with; a copy of it in `folder` is what is saved
 * @returns from each save to the last of the files being there as the generator says, in milliseconds
 */
export async function measureWatch(
  generator: string,
  spec: string,
  folder: string,
  runs: number,
): Promise<number[]> {
  const saved = join(folder, "watched.yaml");
  copyFileSync(spec, saved);
  const text = readFileSync(spec, "utf8");
  const child = spawn(
    process.execPath,
    [generator, "watch", saved, "--out", join(folder, "watched")],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const said = new Lines();
  for (const stream of [child.stdout, child.stderr]) stream.on("data", said.add);
  const ended = new Promise((resolve) => child.on("close", resolve));
  try {
    await said.until("Waiting for the next save.");
    const times: number[] = [];
    // The first saves warm the compiler of the process and are not counted.
    for (let run = -3; run < runs; run++) {
      await new Promise((done) => setTimeout(done, 150));
      const marked = text.replace(/^ {2}title: .*$/m, `$& ${run + 4}`);
      if (marked === text) throw new Error(`${spec} has no title to change.`);
      const start = performance.now();
      writeFileSync(saved, marked);
      const told = await said.until("Waiting for the next save.");
      const time = performance.now() - start;
      const files = [...told.matchAll(/^wrote (.*)$/gm)].map(([, file = ""]) => file);
      if (files.length === 0) throw new Error(`A save was not followed:\n${told}`);
      for (const file of files) statSync(file);
      if (run >= 0) times.push(time);
    }
    return times;
  } finally {
    child.kill();
    await ended;
  }
}

/** What a program says, up to some words at a time. */
class Lines {
  #text = "";
  #wake = (): void => {};

  readonly add = (chunk: Buffer): void => {
    this.#text += chunk.toString();
    this.#wake();
  };

  async until(words: string): Promise<string> {
    while (!this.#text.includes(words)) await new Promise<void>((wake) => (this.#wake = wake));
    const end = this.#text.indexOf(words) + words.length;
    const told = this.#text.slice(0, end);
    this.#text = this.#text.slice(end);
    return told;
  }
}
