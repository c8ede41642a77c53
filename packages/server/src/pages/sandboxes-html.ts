/**
 * @param script path of the script of the page
 * @returns the HTML of the page that shows a team's sandboxes
 */
export function sandboxesHtml(script: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Sandboxes</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/pages/base.css" />
    <link rel="stylesheet" href="/pages/sandboxes.css" />
    <script type="module" src="${script}"></script>
  </head>
  <body>
    <header>
      <h1>Sandboxes</h1>
      <nav aria-label="Site">
        <a href="/docs">API reference</a>
        <button type="button" id="forget" hidden>Forget the key</button>
      </nav>
    </header>
    <main>
      <noscript><p>This page needs JavaScript. The API does not.</p></noscript>
      <form id="key-form" class="panel" hidden>
        <label for="key">API key</label>
        <div class="line">
          <input id="key" type="password" autocomplete="off" spellcheck="false" required
            aria-describedby="key-error key-note" />
          <button class="primary">Show sandboxes</button>
        </div>
        <p id="key-error" class="problem" role="alert"></p>
        <p id="key-note" class="note">This tab keeps it until you close the tab. The server printed the first key at its first start; <code>sandboxes keys create</code> makes another one.</p>
      </form>
      <p id="problem" class="problem" role="alert"></p>
      <div id="board" hidden>
        <section class="toolbar" aria-label="What is listed">
          <form id="filter-form">
            <fieldset>
              <legend>Filter by metadata</legend>
              <div class="field">
                <label for="filter-key">Key</label>
                <input id="filter-key" autocomplete="off" spellcheck="false" required />
              </div>
              <div class="field">
                <label for="filter-value">Value</label>
                <input id="filter-value" autocomplete="off" spellcheck="false" />
              </div>
              <button>Add filter</button>
            </fieldset>
          </form>
          <button type="button" id="new" class="primary">New sandbox</button>
        </section>
        <ul id="filters" class="filters" aria-label="Filters" hidden></ul>
        <p id="count" class="note"></p>
        <table id="table" role="table" hidden>
          <caption class="unseen">The sandboxes of your team, the newest first</caption>
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">Name</th>
              <th scope="col" role="columnheader">Status</th>
              <th scope="col" role="columnheader">Size</th>
              <th scope="col" role="columnheader">Created</th>
              <th scope="col" role="columnheader">Metadata</th>
              <th scope="col" role="columnheader">Actions</th>
            </tr>
          </thead>
          <tbody id="rows" role="rowgroup"></tbody>
        </table>
        <p id="none" class="panel" hidden></p>
        <section id="console" class="panel" aria-labelledby="console-title" hidden>
          <div class="title">
            <h2 id="console-title">Console of <span id="console-name"></span></h2>
            <button type="button" id="console-close">Close the console</button>
          </div>
          <pre id="console-output" tabindex="0" role="log" aria-label="Output"></pre>
          <form id="console-form" class="line">
            <label for="console-command">Command</label>
            <input id="console-command" autocomplete="off" autocapitalize="off" spellcheck="false" />
            <button class="primary">Run</button>
            <button type="button" id="console-stop" hidden>Stop</button>
          </form>
        </section>
      </div>
      <p id="live" class="unseen" role="status" aria-live="polite"></p>
    </main>
    <dialog id="new-dialog" aria-labelledby="new-title">
      <form id="new-form">
        <h2 id="new-title">New sandbox</h2>
        <label for="new-name">Name</label>
        <input id="new-name" autocomplete="off" maxlength="64" required />
        <label for="new-timeout">Pause after, in seconds</label>
        <input id="new-timeout" type="number" min="1" max="604800" placeholder="never" />
        <label for="new-metadata">Metadata, one key=value a line</label>
        <textarea id="new-metadata" rows="3" spellcheck="false"></textarea>
        <p id="new-error" class="problem" role="alert"></p>
        <div class="actions">
          <button type="button" id="new-cancel">Cancel</button>
          <button class="primary">Create</button>
        </div>
      </form>
    </dialog>
    <dialog id="delete-dialog" aria-labelledby="delete-title">
      <form id="delete-form">
        <h2 id="delete-title">Delete <span id="delete-name"></span>?</h2>
        <p>What is on its disk is lost.</p>
        <p id="delete-error" class="problem" role="alert"></p>
        <div class="actions">
          <button type="button" id="delete-cancel">Cancel</button>
          <button class="danger">Delete</button>
        </div>
      </form>
    </dialog>
  </body>
</html>
`;
}
