import { spawn } from "node:child_process";
import { copyFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Saves a spec repeatedly while the generator watches it in another process.
 *
 * @param generator the path of the generator's program
 * @param spec the spec; a copy in `folder` is edited
 * @returns the time from each save until the generator reports the last written file, in milliseconds
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
    // The first saves only warm up the process.
    for (let run = -3; run < runs; run++) {
      await new Promise((done) => setTimeout(done, 150));
      const marked = text.replace(/^ {2}title: .*$/m, `$& ${run + 4}`);
      if (marked === text) throw new Error(`${spec} has no title to change.`);
      const start = performance.now();
      writeFileSync(saved, marked);
      const told = await said.until("Waiting for the next save.");
      const time = performance.now() - start;
      const files = [...told.matchAll(/^wrote (.*)$/gm)].map(([, file = ""]) => file);
      if (files.length === 0) throw new Error(`The generator did not react to a save:\n${told}`);
      for (const file of files) statSync(file);
      if (run >= 0) times.push(time);
    }
    return times;
  } finally {
    child.kill();
    await ended;
  }
}

/** The output of a program, read until some words appear. */
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
