/**
 * Returns the names of the sandboxes of an environment.
 *
 * @param {import("@sandboxes/client").Client} client
 * @param {string} env
 */
exports.namesIn = async (client, env) => {
  const sandboxes = await client.sandboxes.list({ metadata: { env } });
  return sandboxes.map(({ name }) => name);
};
