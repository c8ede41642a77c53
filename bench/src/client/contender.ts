/** Makes one authenticated call for a list, with nothing set that a user would not have to set. */
export type Contender = () => Promise<readonly unknown[]>;

// Nobody listens there, and the fetch of a runtime refuses this port of itself: a call that goes
// past the stub ends at once.
export const baseUrl = "http://localhost:9";
export const apiKey = "sk_bench_0123456789";
