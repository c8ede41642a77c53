import type { Reading } from "../operation.ts";
import { readBytes } from "./read-bytes.ts";

/**
 * Leaves the body to the caller. The time limits of the call hold until its end. The data is the same
 * response, its body behind these limits.
 */
export const unread: Reading = {
  mode: "response",
  async read(response, { race, onPiece, keepOpen, end }) {
    if (typeof response.body?.getReader !== "function") return response;
    keepOpen();
    const bytes = readBytes({ response, race, onPiece });
    const body = new ReadableStream({
      async pull(controller) {
        try {
          const { done, value } = await bytes.next();
          if (value) controller.enqueue(value);
          if (!done) return;
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        end();
      },
      async cancel() {
        end();
        await bytes.return();
      },
    });
    const { status, statusText, headers } = response;
    return new Response(body, { status, statusText, headers });
  },
};
