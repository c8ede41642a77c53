/**
 * Reads a body as UTF-8. Unlike `response.text()`, gives what did arrive when the connection breaks.
 *
 * @returns the text, and why the rest is missing when it is
 */
export async function readText(response: Response): Promise<{ text: string; cause?: unknown }> {
  let text = "";
  try {
    if (response.body) {
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read())
        text += decoder.decode(chunk.value, { stream: true });
      text += decoder.decode();
    }
    return { text };
  } catch (cause) {
    return { text, cause };
  }
}
