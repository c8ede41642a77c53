import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";

/** A browser and its files on disk. */
export interface Chromium {
  readonly browser: Browser;
  close(): Promise<void>;
}

/**
 * Starts the Chromium of the package `@sparticuz/chromium`.
 *
 * @param args arguments for Chromium, besides those it always needs here
 * @returns the browser, or the reason why it does not run
 */
export async function launchChromium(args: readonly string[] = []): Promise<Chromium | string> {
  // The package unpacks into the folder for temporary files, and uses any file that it finds there, even
  // one that another process has not finished unpacking.
  const folder = mkdtempSync(join(tmpdir(), "sandboxes-chromium-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  try {
    const { default: packed } = await import("@sparticuz/chromium");
    const { chromium } = await import("playwright-core");
    const browser = await chromium.launch({
      executablePath: await packed.executablePath(),
      // Chromium's own sandbox needs rights that containers do not have, and it does not support root.
      args: [
        "--no-sandbox",
        "--headless=shell",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        ...args,
      ],
      timeout: 60_000,
    });
    const close = async (): Promise<void> => {
      try {
        await browser.close();
      } finally {
        remove();
      }
    };
    return { browser, close };
  } catch (error) {
    remove();
    return (error as Error).message;
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}
