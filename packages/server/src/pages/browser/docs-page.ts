// The script of `/docs`. It runs in a browser, after the renderer.
declare const SwaggerUIBundle: (options: Readonly<Record<string, unknown>>) => unknown;

const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = (): void => void document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", paint);
paint();

/** The parts of the renderer that its plugins can replace. */
export const reference: unknown = SwaggerUIBundle({
  url: "/docs/openapi.json",
  domNode: document.getElementById("reference"),
  deepLinking: true,
  displayOperationId: true,
  displayRequestDuration: true,
  // The original sends the description to another server.
  validatorUrl: null,
  // The original has an empty label.
  onComplete: () => document.getElementById("servers")?.setAttribute("aria-label", "Server"),
});
