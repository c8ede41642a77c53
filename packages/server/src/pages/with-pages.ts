import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";
import type { App } from "../app.ts";
import { securityHeaders } from "../response/respond.ts";
import { docsHtml } from "./docs-html.ts";
import { sandboxesHtml } from "./sandboxes-html.ts";
import { baseStyle, docsStyle, sandboxesStyle } from "./style.ts";

/** A file that is served at a path. */
interface Page {
  readonly type: string;
  /** Directives of its Content-Security-Policy, besides those of every page. */
  readonly strict?: string;
  /** Reads or creates the content. Called at the first request. */
  load(): Promise<string | Uint8Array> | string;
}

/** Options for `withPages`. */
export interface PageOptions {
  /**
   * The folder with `swagger-ui-bundle.js` and `swagger-ui.css`, which render the reference.
   *
   * @default the folder of the package `swagger-ui-dist`, if it is installed
   */
  renderer?: URL | undefined;
}

type Loaded = { readonly body: string | Uint8Array; readonly tag: string };

// The scripts are in a folder beside this file: TypeScript in the source, whose types are removed at the
// first request, and JavaScript in the built package.
const scripts = new URL("browser/", import.meta.url);
const extension = extname(import.meta.filename);

/**
 * Adds two pages for browsers to an app: `/` shows the sandboxes of a team, and `/docs` the reference. The
 * app handles every other request, and requests for these two paths that do not accept HTML. Requests for
 * pages are neither counted nor logged. Needs Node, and the package `swagger-ui-dist` for the reference.
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
      // The next request tries again.
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
        // A page that cannot be read is a failure like any other.
        (cause: unknown) => app.refuse({ status: 500, cause }, context),
      );
    },
  };
}

const documents: ReadonlySet<string> = new Set(["/", "/docs"]);

/** @returns the path if it may be the path of a page */
function pagePath({ method, url, headers }: Request): string | undefined {
  if (method !== "GET" && method !== "HEAD") return undefined;
  const { pathname } = new URL(url);
  if (documents.has(pathname)) return takesHtml(headers.get("Accept")) ? pathname : undefined;
  return /^\/(pages|docs)\//.test(pathname) ? pathname : undefined;
}

/** @returns whether HTML is accepted; without the header, as from curl, anything is (RFC 9110, section 12.5.1) */
function takesHtml(accept: string | null): boolean {
  return accept === null || /text\/html|\*\/\*/i.test(accept);
}

async function listPages(renderer: URL | undefined): Promise<ReadonlyMap<string, Page>> {
  const script = (name: string): string => `/pages/${name}${extension}`;
  const pages = new Map<string, Page>([
    // With trusted types, no script can turn a text into HTML.
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
  // Not every Node version that runs the built package has it.
  const { stripTypeScriptTypes } = await import("node:module");
  return stripTypeScriptTypes(text);
}

/** @returns the description with this server as its only server, so that the reference sends requests nowhere else */
async function loadDocument(): Promise<string> {
  const { document } = await import("@sandboxes/schema/document");
  const servers = [{ url: "/", description: "This server" }];
  return JSON.stringify({ ...document, servers });
}

const rendererFiles = {
  "swagger-ui-bundle.js": "text/javascript",
  "swagger-ui.css": "text/css",
};

/** @returns the folder of the renderer if it is installed */
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

// Pages load only from this server and have no inline scripts. A form that its script did not handle is not
// sent either.
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
