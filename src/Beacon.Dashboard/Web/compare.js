
// Two sides compared: /compare?baseline=ID,ID&runs=ID,ID.
async function showComparison() {
  where(location.pathname + location.search, 'comparison');
  document.title = 'Comparison';
  try {
    const text = await (await call('/pages/compare' + location.search)).json();
    page.replaceChildren(markup(text));
  } catch (error) {
    if (error instanceof Refused) {
      failed(error);
      if (error.kind === 'needs_force') page.firstElementChild.append(forced());
      return;
    }
    connected(false);
    setTimeout(showComparison, 2000);
    return;
  }
  connected(true);
}

// Runs that are not comparable are compared if somebody insists, as with --force.
function forced() {
  const query = new URLSearchParams(location.search);
  query.set('force', 'true');
  return el('p', {}, el('a', { className: 'button', href: '/compare?' + query, textContent: 'Compare them all the same' }));
}
