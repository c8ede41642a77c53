/** Shows the names of the sandboxes of an environment as list items, or the reason why it cannot. */
export async function showNames(list, client, env) {
  try {
    const sandboxes = await client.sandboxes.list({ metadata: { env } });
    list.replaceChildren(...sandboxes.map(({ name }) => item(name)));
  } catch (error) {
    list.replaceChildren(item(error.message));
  }
}

function item(text) {
  const element = document.createElement("li");
  element.textContent = text;
  return element;
}
