import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The server of the page. */
export interface PageServer {
  url: string;
  close(): void;
}

/**
 * Serves the page, and passes requests below `/api` on to the API with the API key.
 *
 * @param script is added to the page
 * @param onReport receives what the script sends to `/report`
 */
export async function servePage(
  api: { url: string; apiKey: string },
  script: string,
  onReport: (text: string) => void,
): Promise<PageServer> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("app.tsx", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const [app] = outputFiles;
  const page = `<!doctype html><div id="root"></div><script type="module" src="/app.js"></script><script type="module">${script}</script>`;

  const server = createServer(async (request, response) => {
    const { url = "/", method = "GET" } = request;
    let body = "";
    for await (const chunk of request) body += chunk;
    if (url.startsWith("/api/")) {
      const answer = await fetch(api.url + url.slice("/api".length), {
        method,
        headers: { "content-type": "application/json", "x-api-key": api.apiKey },
        ...(body !== "" && { body }),
      });
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(await answer.text());
      return;
    }
    if (url === "/report") onReport(body);
    const isApp = url === "/app.js";
    response.writeHead(200, { "content-type": isApp ? "text/javascript" : "text/html" });
    response.end(isApp ? app!.text : page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
