// Runs a command of this repository on a machine that may have only Node 20 and npm:
//
//   node scripts/bootstrap.mjs <command> [arguments]
//
// It uses the installed Node and pnpm if their versions fit, and otherwise downloads them with npx. Then
// it installs the dependencies. If there is nothing to do, that takes half a second. This file has no
// dependencies and only old syntax, so that an old Node prints a message and not a syntax error.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { nodePackage } from "./node-package.mjs";

class Problem extends Error {}

const parent = process.ppid;

const OFFLINE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|SOCKET_TIMEOUT|fetch failed/;

function say(text) {
  process.stderr.write(`› ${text}\n`);
}

function startProgram(command, args, stdio) {
  if (process.platform !== "win32") return spawn(command, args, { stdio });
  // On Windows, npx and pnpm are .cmd files, which only the shell can start.
  const words = [command, ...args].map((word) => (/\s/.test(word) ? `"${word}"` : word));
  return spawn(words.join(" "), { stdio, shell: true });
}

/** Runs a program and returns its output. `code` is null if it could not be started. */
function capture(command, args, onLine) {
  return new Promise((resolve) => {
    const child = startProgram(command, args, ["ignore", "pipe", "pipe"]);
    let stdout = "";
    let all = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
      all += chunk;
      if (onLine) onLine(String(chunk).trimEnd().split("\n").pop());
    });
    child.stderr.on("data", (chunk) => {
      all += chunk;
    });
    child.on("error", () => resolve({ code: null, stdout, all }));
    child.on("close", (code) => resolve({ code, stdout: stdout.trim(), all }));
  });
}

function nodeFits(version) {
  const [major, minor] = version.split(".").map(Number);
  return (major === 22 && minor >= 18) || major === 24 || major >= 26;
}

/** Another major version of pnpm would read the lockfile and the settings differently. */
function pnpmFits(version, wanted) {
  return version.split(".")[0] === wanted.split(".")[0];
}

/** Puts a matching Node and pnpm first on PATH, unless they are already there. */
async function provideTools(wantedPnpm) {
  const wantedNode = readFileSync(".node-version", "utf8").trim();
  const pnpm = await capture("pnpm", ["--version"]);
  if (nodeFits(process.versions.node) && pnpm.code === 0 && pnpmFits(pnpm.stdout, wantedPnpm))
    return;

  const names = [];
  const packages = [];
  if (!nodeFits(process.versions.node)) {
    names.push(`Node ${wantedNode}`);
    packages.push("-p", `${nodePackage()}@${wantedNode}`);
  }
  names.push(`pnpm ${wantedPnpm}`);
  packages.push("-p", `pnpm@${wantedPnpm}`);
  const wanted = names.join(" and ");

  say(`Downloading ${wanted} with npx (kept in npm's cache; Node here is ${process.version})`);
  // Without a network, fail after seconds: by default npm retries for over a minute. The log level shows
  // the error even when the caller is `npm --silent`.
  const flags = [
    "--loglevel=error",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=5000",
  ];
  const npx = await capture("npx", [
    "-y",
    ...flags,
    ...packages,
    "--",
    "node",
    "-p",
    "process.version+process.env.PATH",
  ]);
  const [, version, bin] = /^v([\d.]+)(.*)$/.exec(npx.stdout.split(delimiter)[0]) || [];

  if (npx.code === null)
    throw new Problem(`npx is missing. It comes with npm: install npm, or ${wanted}.`);
  if (npx.code !== 0 || !bin) {
    if (OFFLINE.test(npx.all)) {
      throw new Problem(
        `The npm registry cannot be reached. It is needed once, to download ${wanted}.`,
      );
    }
    const reason = /^npm (?:error|ERR!) (?!code)(.+)$/m.exec(npx.all);
    throw new Problem(
      `npx could not get ${wanted}${reason ? `: ${reason[1]}` : ` (exit code ${npx.code})`}`,
    );
  }
  if (!nodeFits(version)) {
    throw new Problem(
      `npx returned Node ${version} instead of ${wantedNode}. Install Node ${wantedNode} and start again.`,
    );
  }
  process.env.PATH = bin + delimiter + process.env.PATH;
}

/** Runs `pnpm install` with a number of retries for each request to the registry. */
function pnpmInstall(retries) {
  const args = [
    "install",
    "--frozen-lockfile",
    "--reporter=append-only",
    `--config.fetch-retries=${retries}`,
  ];
  // Replace a node_modules that belongs to another store without asking: there may be no terminal.
  args.push("--config.confirm-modules-purge=false");
  return capture("pnpm", args, (line) => {
    if (process.stderr.isTTY && line.startsWith("Progress:"))
      process.stderr.write(`\r  ${line}\u001b[K\r`);
  });
}

async function install() {
  const first = !existsSync("node_modules/.modules.yaml");
  say(
    first
      ? "Installing the dependencies (up to a minute, the first time)"
      : "Checking the dependencies",
  );

  // Without a network, pnpm would retry hundreds of requests. So try once without retries.
  let pnpm = await pnpmInstall(0);
  if (pnpm.code !== 0 && OFFLINE.test(pnpm.all)) {
    const registry = await capture("pnpm", ["view", "pnpm", "version"]);
    if (registry.code !== 0) {
      throw new Problem(
        "The npm registry cannot be reached, and some dependencies are not installed yet.",
      );
    }
    pnpm = await pnpmInstall(2);
  }
  if (pnpm.code === 0) return;

  if (/ERR_PNPM_OUTDATED_LOCKFILE/.test(pnpm.all)) {
    throw new Problem(
      "pnpm-lock.yaml does not match the manifests. Run `pnpm install` and commit the lockfile.",
    );
  }
  const reason = /^\[?ERR_PNPM[^]*/m.exec(pnpm.all);
  process.stderr.write(`\n${reason ? reason[0] : pnpm.all}`);
  throw new Problem(
    `pnpm could not install the dependencies (exit code ${pnpm.code}). See the message above.`,
  );
}

/**
 * Calls back when the shell that npm runs a script in has ended. npm passes SIGTERM on to that shell, and
 * the shell ends without passing it on.
 */
function watchParent(onEnd) {
  if (!process.env.npm_lifecycle_event) return undefined;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onEnd();
  }, 200);
  timer.unref();
  return timer;
}

/** Runs the command and returns its exit code. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = startProgram(command, args, "inherit");
    // The terminal sends Ctrl-C to the child too: wait until it has ended.
    process.on("SIGINT", () => {});
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    const watch = watchParent(() => child.kill("SIGTERM"));
    child.on("error", () => resolve(127));
    child.on("close", (code, signal) => {
      clearInterval(watch);
      resolve(signal ? 128 + constants.signals[signal] : code);
    });
  });
}

async function main([command, ...args]) {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    throw new Problem(
      `Node 20 or newer is needed, and this is ${process.version}. See https://nodejs.org.`,
    );
  }
  if (!command) throw new Problem("Usage: node scripts/bootstrap.mjs <command> [arguments]");
  process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
  if (!existsSync("pnpm-lock.yaml")) {
    throw new Problem("pnpm-lock.yaml is missing. Restore it from version control.");
  }
  // Turn off telemetry, and the question that Corepack asks before a download.
  Object.assign(process.env, { DO_NOT_TRACK: "1", COREPACK_ENABLE_DOWNLOAD_PROMPT: "0" });

  // `pnpm run` has already installed the dependencies (verifyDepsBeforeRun) and set PATH.
  const wantedPnpm = JSON.parse(readFileSync("package.json", "utf8")).packageManager.split("@")[1];
  const [, caller] = /^pnpm\/(\S+)/.exec(process.env.npm_config_user_agent || "") || [];
  if (caller && pnpmFits(caller, wantedPnpm) && nodeFits(process.versions.node))
    return run(command, args);

  await provideTools(wantedPnpm);
  await install();
  return run("pnpm", ["exec", command, ...args]);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    if (!(error instanceof Problem)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  },
);
