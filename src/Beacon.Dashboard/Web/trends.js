
// The statistics of a plan from run to run: the latest against the ten before them.
async function showTrends() {
  const query = new URLSearchParams(location.search);
  where();
  let plans;
  try {
    plans = (await (await call('/pages/runs?limit=1')).json()).plans;
  } catch (error) {
    if (error instanceof Refused) return failed(error);
    connected(false);
    return setTimeout(showTrends, 2000);
  }
  connected(true);
  if (!query.get('plan') && plans.length) query.set('plan', plans[0]);
  const plan = el('select', { name: 'plan' }, ...plans.map(name => el('option', { value: name, textContent: name })));
  const latest = el('input', { name: 'latest', type: 'number', min: 1, max: 100, value: query.get('latest') ?? 5 });
  const form = el('form', { className: 'filters' }, el('label', {}, 'plan', plan), el('label', {}, 'latest runs', latest));
  const content = el('div');
  const load = async () => {
    history.replaceState(null, '', '/trends?' + query);
    document.title = 'Trends · ' + (query.get('plan') ?? '');
    try {
      content.replaceChildren(markup(await (await call('/pages/trends?' + query)).json()));
    } catch (error) {
      if (!(error instanceof Refused)) {
        connected(false);
        return setTimeout(load, 2000);
      }
      if (error.status === 401) return failed(error);
      content.replaceChildren(el('p', { className: 'empty', textContent: error.message }));
    }
    connected(true);
  };
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('change', () => {
    query.set('plan', plan.value);
    query.set('latest', latest.value);
    load();
  });
  plan.value = query.get('plan') ?? '';
  page.replaceChildren(el('h1', { textContent: 'Trends' }), form, content);
  if (plans.length) await load();
  else content.replaceChildren(el('p', { className: 'empty', textContent: 'No runs yet: beacon run makes one.' }));
}
