/** Runs the tests of a repository in a new sandbox. @returns whether they passed */
export async function runTests(client, repository) {
  const sandbox = await client.sandboxes.create({ name: "tests", metadata: { repository } });
  try {
    const command = "git clone $REPOSITORY app && cd app && npm test";
    const env = { REPOSITORY: repository };
    const { exit_code } = await client.sandboxes.exec(sandbox.id, { command, env });
    return exit_code === 0;
  } finally {
    await client.sandboxes.delete(sandbox.id);
  }
}
