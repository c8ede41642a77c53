/**
 * @param script path of the script that starts the renderer; `undefined` without a renderer
 * @returns the HTML of the reference page
 */
export function docsHtml(script: string | undefined): string {
  const renderer =
    script === undefined
      ? ""
      : `
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
    <link rel="stylesheet" href="/docs/docs.css" />
    <script defer src="/docs/swagger-ui-bundle.js"></script>
    <script type="module" src="${script}"></script>`;
  const body =
    script === undefined
      ? `
    <main>
      <p>
        The reference has no renderer. Install the package <code>swagger-ui-dist</code>
        next to <code>@sandboxes/server</code>, and restart the server.
      </p>
    </main>`
      : `
    <div id="reference"></div>
    <noscript><p>The reference needs JavaScript.</p></noscript>`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>API reference</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/pages/base.css" />${renderer}
  </head>
  <body>
    <header>
      <nav aria-label="Site">
        <a href="/">Sandboxes</a>
        <a href="/docs/openapi.json">The OpenAPI description</a>
      </nav>
    </header>${body}
  </body>
</html>
`;
}
