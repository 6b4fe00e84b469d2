
'use strict';
// Shows the values under the pointer. All content is set as text, never as markup. Charts may come and go.
const show = {
  'bytes': v => { let p = 0; while (v >= 1024 && p < 4) { v /= 1024; p++; } return v.toFixed(p ? 1 : 0) + ' ' + ['', 'Ki', 'Mi', 'Gi', 'Ti'][p] + 'B'; },
  'bytes/s': v => show.bytes(v) + '/s',
  'share': v => (v * 100).toFixed(1) + ' %',
  'cores': v => v.toFixed(2),
  '': v => v.toLocaleString('en', { maximumFractionDigits: 2 }),
};
const tip = document.createElement('div');
const rule = document.createElement('div');
tip.className = 'tip';
rule.className = 'rule';
document.addEventListener('pointermove', event => {
  const plot = event.target.closest?.('.chart svg.plot');
  if (!plot) {
    tip.remove();
    rule.remove();
    return;
  }
  const chart = plot.closest('.chart');
  const [endX, endY] = [Number(chart.dataset.x), Number(chart.dataset.y)];
  const height = Number(plot.getAttribute('height'));
  const lines = [...chart.querySelectorAll('.line')].reverse().map(line => ({
    name: line.dataset.name,
    colour: line.getAttribute('class').split(' ')[1],
    points: line.getAttribute('points').split(' ').map(point => point.split(',').map(Number)),
  }));
  const [box, frame] = [plot.getBoundingClientRect(), chart.getBoundingClientRect()];
  const at = (event.clientX - box.left) / box.width * 1000;
  const nearest = points => points.reduce((best, point) => Math.abs(point[0] - at) < Math.abs(best[0] - at) ? point : best);
  const found = lines.map(line => ({ ...line, point: nearest(line.points) }));
  const x = nearest(found.map(line => line.point))[0];
  tip.replaceChildren(Object.assign(document.createElement('b'), { textContent: (x / 1000 * endX).toFixed(endX < 10 ? 2 : 1) + ' s' }));
  for (const { name, colour, point } of found) {
    const row = document.createElement('span');
    const label = document.createElement('span');
    label.textContent = name;
    label.className = colour;
    row.append(label, show[chart.dataset.unit]((1 - point[1] / height) * endY));
    tip.append(row);
  }
  const left = box.left - frame.left + x / 1000 * box.width;
  Object.assign(rule.style, { left: left + 'px', top: box.top - frame.top + 'px', height: height + 'px' });
  Object.assign(tip.style, { top: box.top - frame.top + 4 + 'px', left: at < 550 ? left + 10 + 'px' : 'auto', right: at < 550 ? 'auto' : frame.width - left + 10 + 'px' });
  chart.append(rule, tip);
});
