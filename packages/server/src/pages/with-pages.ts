import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";
import type { App } from "../app.ts";
import { securityHeaders } from "../respond.ts";
import { docsHtml } from "./docs-html.ts";
import { sandboxesHtml } from "./sandboxes-html.ts";
import { baseStyle, docsStyle, sandboxesStyle } from "./style.ts";

/** What is served at a path. */
interface Page {
  readonly type: string;
  /** What its Content-Security-Policy forbids beside what that of every page does. */
  readonly strict?: string;
  /** Makes it, at the first request for it. */
  load(): Promise<string | Uint8Array> | string;
}

/** What the pages are made of. */
export interface PageOptions {
  /**
   * The folder with `swagger-ui-bundle.js` and `swagger-ui.css`, which render the reference.
   *
   * @default that of the package `swagger-ui-dist`, where it is installed
   */
  renderer?: URL | undefined;
}

type Loaded = { readonly body: string | Uint8Array; readonly tag: string };

// The scripts stand in a folder beside this file: as TypeScript, of which the types are taken off when
// it is asked for, and as JavaScript where this file is built.
const scripts = new URL("browser/", import.meta.url);
const extension = extname(import.meta.filename);

/**
 * Adds two pages for browsers to an app: `/` shows the sandboxes of a team, and `/docs` the
 * reference. Whatever else is asked for is answered by the app, and so are these two where HTML is not
 * accepted. Needs Node, and the package `swagger-ui-dist` for the reference. Requests for pages are neither
 * counted nor logged.
 *
 * @example
 * const server = await listen(withPages(createApp({ store })), { port: 8080 });
 */
export function withPages(app: App, { renderer }: PageOptions = {}): App {
  const loaded = new Map<string, Promise<Loaded>>();
  let pages: Promise<ReadonlyMap<string, Page>> | undefined;

  const answer = async (request: Request, path: string): Promise<Response | undefined> => {
    pages ??= listPages(renderer ?? findRenderer());
    const page = (await pages).get(path);
    if (!page) return undefined;
    let loading = loaded.get(path);
    if (!loading) {
      loading = load(page);
      loaded.set(path, loading);
      // What could not be read may be there the next time.
      loading.catch(() => loaded.delete(path));
    }
    const { body, tag } = await loading;
    const headers = { ...headersOf(page), ETag: tag };
    if (request.headers.get("If-None-Match") === tag)
      return new Response(null, { status: 304, headers });
    return new Response(request.method === "HEAD" ? null : (body as BodyInit), { headers });
  };

  return {
    ...app,
    documents,
    fetch: (request, context) => {
      const path = pagePath(request);
      if (path === undefined) return app.fetch(request, context);
      return answer(request, path).then(
        (response) => response ?? app.fetch(request, context),
        // What is wrong with a page is a failure like any other.
        (cause: unknown) => app.refuse({ status: 500, cause }, context),
      );
    },
  };
}

const documents: ReadonlySet<string> = new Set(["/", "/docs"]);

/** @returns the path that may be one of a page */
function pagePath({ method, url, headers }: Request): string | undefined {
  if (method !== "GET" && method !== "HEAD") return undefined;
  const { pathname } = new URL(url);
  if (documents.has(pathname)) return takesHtml(headers.get("Accept")) ? pathname : undefined;
  return /^\/(pages|docs)\//.test(pathname) ? pathname : undefined;
}

/** @returns whether HTML is among what is accepted; without the header, as for curl, anything is (RFC 9110, section 12.5.1) */
function takesHtml(accept: string | null): boolean {
  return accept === null || /text\/html|\*\/\*/i.test(accept);
}

async function listPages(renderer: URL | undefined): Promise<ReadonlyMap<string, Page>> {
  const script = (name: string): string => `/pages/${name}${extension}`;
  const pages = new Map<string, Page>([
    // No text can become HTML in it, wherever it comes from.
    ["/", { ...html(sandboxesHtml(script("sandboxes-page"))), strict: trustedTypes }],
    ["/docs", html(docsHtml(renderer && script("docs-page")))],
    ["/docs/openapi.json", { type: "application/json", load: loadDocument }],
    ["/docs/docs.css", { type: "text/css", load: () => docsStyle }],
    ["/pages/base.css", { type: "text/css", load: () => baseStyle }],
    ["/pages/sandboxes.css", { type: "text/css", load: () => sandboxesStyle }],
  ]);
  for (const [name, type] of renderer ? Object.entries(rendererFiles) : [])
    pages.set(`/docs/${name}`, {
      type,
      load: async () => await readFile(new URL(name, renderer)),
    });
  for (const name of await readdir(scripts))
    if (extname(name) === extension && !/\.(test|d)\.ts$/.test(name))
      pages.set(`/pages/${name}`, {
        type: "text/javascript",
        load: async () => await loadScript(name),
      });
  return pages;
}

function html(text: string): Page {
  return { type: "text/html", load: () => text };
}

async function loadScript(name: string): Promise<string> {
  const text = await readFile(new URL(name, scripts), "utf8");
  if (extension !== ".ts") return text;
  // Not every Node that runs what is built has it.
  const { stripTypeScriptTypes } = await import("node:module");
  return stripTypeScriptTypes(text);
}

/** The description, of this server: what is tried out in the reference goes to no other. */
async function loadDocument(): Promise<string> {
  const { document } = await import("@sandboxes/schema/document");
  const servers = [{ url: "/", description: "This server" }];
  return JSON.stringify({ ...document, servers });
}

const rendererFiles = {
  "swagger-ui-bundle.js": "text/javascript",
  "swagger-ui.css": "text/css",
};

/** @returns the folder of the renderer, where it is installed */
function findRenderer(): URL | undefined {
  try {
    const { resolve } = createRequire(import.meta.url);
    return new URL(".", pathToFileURL(resolve("swagger-ui-dist/package.json")));
  } catch {
    return undefined;
  }
}

async function load({ load: make }: Page): Promise<Loaded> {
  const body = await make();
  return { body, tag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"` };
}

// Nothing but what comes from this server, and no script in a page itself. An input that its script
// did not take is not sent anywhere either.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const trustedTypes = "require-trusted-types-for 'script'; trusted-types 'none'";

function headersOf({ type, strict }: Page): Record<string, string> {
  return {
    ...securityHeaders,
    "Content-Type": `${type}; charset=utf-8`,
    "Content-Security-Policy": strict === undefined ? policy : `${policy}; ${strict}`,
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
    Vary: "Accept",
  };
}
