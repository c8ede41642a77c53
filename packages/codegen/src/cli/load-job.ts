import { dirname } from "node:path";
import type { Config } from "../config/config.ts";
import { findConfig, loadConfig } from "../config/load-config.ts";
import type { Job } from "./parse-arguments.ts";

/** @returns the configuration of a job, and the folder that its relative paths start from */
export async function loadJob(job: Job): Promise<{ config: Config; base: string }> {
  if (typeof job.config === "object") return { config: job.config, base: process.cwd() };
  const path = job.config ?? findConfig(process.cwd());
  return { config: override(await loadConfig(path), job), base: dirname(path) };
}

/** @returns the configuration with the fields that the command line sets */
export function override(config: Config, { overrides }: Pick<Job, "overrides">): Config {
  if (Object.keys(overrides).length === 0 || !Array.isArray(config?.specs)) return config;
  return { ...config, specs: config.specs.map((entry) => ({ ...entry, ...overrides })) };
}
