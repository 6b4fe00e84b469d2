
// All runs.
async function showRuns() {
  where();
  const query = new URLSearchParams(location.search);
  const form = el('form', { className: 'filters', role: 'search' });
  const [list, foot] = [el('div', { className: 'scroll', id: 'runs', tabIndex: 0, role: 'group', ariaLabel: 'runs' }), el('p', { className: 'pages' })];
  const fields = {
    plan: el('select', { name: 'plan' }), outcome: el('select', { name: 'outcome' }),
    label: el('input', { name: 'label', type: 'search' }), since: el('input', { name: 'since', type: 'date' }),
  };
  for (const [name, field] of Object.entries(fields)) form.append(el('label', {}, name, field));
  let latest;
  let turn = 0;
  let ticking;
  const load = async () => {
    const own = ++turn;
    let answer;
    try {
      answer = await (await call('/pages/runs?' + query)).json();
    } catch (error) {
      if (own !== turn) return;
      if (!(error instanceof Refused)) return connected(false);
      clearInterval(ticking);
      return failed(error);
    }
    if (own !== turn) return;
    latest = answer;
    connected(true);
    if (latest.total > 0 && latest.offset >= latest.total) {
      query.delete('offset');
      return changed();
    }
    document.getElementById('loading')?.remove();
    if (!page.contains(form)) page.append(el('h1', { textContent: 'Runs' }), el('p', { className: 'note', id: 'results' }), form, compare, list, foot);
    document.getElementById('results').textContent = [latest.results, ...latest.notes].join(' · ');
    for (const [name, words] of [['plan', latest.plans], ['outcome', latest.outcomes]])
      if ([...fields[name].options].slice(1).map(option => option.value).join() !== words.join())
        fields[name].replaceChildren(...['', ...words].map(word => el('option', { value: word, textContent: word || 'all' })));
    for (const [name, field] of Object.entries(fields)) if (document.activeElement !== field) field.value = query.get(name) ?? '';
    const holder = el('div');
    const isFiltered = Object.keys(fields).some(name => query.get(name));
    if (latest.total === 0)
      holder.append(el('p', { className: 'empty', textContent: isFiltered ? 'No run matches.' : 'No runs yet: beacon run makes one.' }));
    else holder.append(markup(latest.html));
    for (const attribute of ['class', 'id', 'tabindex', 'role', 'aria-label']) if (list.hasAttribute(attribute)) holder.setAttribute(attribute, list.getAttribute(attribute));
    morph(list, holder);
    showPicked();
    const last = Math.min(latest.offset + latest.limit, latest.total);
    const counted = (number, what) => `${number.toLocaleString('en')} ${what}`;
    if (latest.offset === 0 && last === latest.total)
      foot.replaceChildren(latest.total ? counted(latest.total, latest.total === 1 ? 'run' : 'runs') : '');
    else foot.replaceChildren(
      button('Newer', latest.offset > 0, () => go(latest.offset - latest.limit)),
      latest.total ? `${(latest.offset + 1).toLocaleString('en')} to ${last.toLocaleString('en')} of ${latest.total.toLocaleString('en')}` : '',
      button('Older', last < latest.total, () => go(last)));
  };
  // Picked runs are compared: the earliest is the baseline of two; of more, the earlier half is.
  const picked = new Map();
  const compare = el('button', { type: 'button', id: 'compare', disabled: true, textContent: 'Compare' });
  const showPicked = () => {
    compare.disabled = picked.size < 2;
    compare.textContent = picked.size < 2 ? 'Compare: pick two runs or more' : `Compare ${picked.size} runs`;
    for (const box of list.querySelectorAll('[data-pick]')) box.checked = picked.has(box.dataset.pick);
  };
  list.addEventListener('change', event => {
    const box = event.target.closest('[data-pick]');
    if (!box) return;
    box.checked ? picked.set(box.dataset.pick, box.closest('tr').querySelector('time').dateTime) : picked.delete(box.dataset.pick);
    showPicked();
  });
  compare.addEventListener('click', () => {
    const ids = [...picked].sort((one, other) => one[1] < other[1] ? -1 : 1).map(([id]) => id);
    const half = Math.ceil(ids.length / 2);
    location.href = '/compare?' + new URLSearchParams({ baseline: ids.slice(0, half).join(','), runs: ids.slice(half).join(',') });
  });
  const button = (text, isEnabled, onclick) => el('button', { type: 'button', textContent: text, disabled: !isEnabled, onclick });
  const go = offset => { offset > 0 ? query.set('offset', offset) : query.delete('offset'); changed(); };
  const changed = () => { history.replaceState(null, '', query.size ? '?' + query : '/'); load(); };
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('input', () => {
    for (const [name, field] of Object.entries(fields)) field.value ? query.set(name, field.value) : query.delete(name);
    query.delete('offset');
    changed();
  });
  ticking = setInterval(() => { if (!document.hidden && token) load(); }, 2000);
  await load();
}
