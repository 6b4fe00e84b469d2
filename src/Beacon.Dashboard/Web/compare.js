
// Two sides compared: /compare?baseline=ID,ID&runs=ID,ID.
async function showComparison() {
  where(location.pathname + location.search, 'comparison');
  await showMarkup('/pages/compare' + location.search, 'Comparison');
}

async function showMarkup(path, title) {
  document.title = title;
  try {
    const text = await (await call(path)).json();
    page.replaceChildren(markup(text));
  } catch (error) {
    if (error instanceof Refused) return failed(error);
    connected(false);
    setTimeout(() => showMarkup(path, title), 2000);
    return;
  }
  connected(true);
}
