/** Makes one authenticated call for a list, with only the options that a user must set. */
export type Contender = () => Promise<readonly unknown[]>;

// Nothing listens on this port, and every `fetch` refuses to use it. So a call that does not go through
// the stub fails immediately.
export const baseUrl = "http://localhost:9";
export const apiKey = "sk_bench_0123456789";
