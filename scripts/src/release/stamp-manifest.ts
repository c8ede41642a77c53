/**
 * Returns the web address of the repository in which a GitHub workflow runs.
 *
 * @returns a URL such as `https://github.com/owner/name`, or undefined outside of a workflow
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function repositoryOfWorkflow(env: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = env;
  return server && name ? `${server}/${name}` : undefined;
}

/**
 * Adds the location of the source to a manifest. It is unknown before the release: it is the repository
 * in which the release workflow runs, and npm compares it with the provenance.
 *
 * @param directory the folder of the package in the repository, such as `packages/client`
 * @param url the web address of the repository
 * @returns a new manifest
 */
export function stampManifest<T extends object>(
  manifest: T,
  directory: string,
  url: string,
): T & { repository: object; homepage: string; bugs: object } {
  return {
    ...manifest,
    repository: { type: "git", url: `git+${url}.git`, directory },
    homepage: `${url}/tree/main/${directory}#readme`,
    bugs: { url: `${url}/issues` },
  };
}
