
// The pages, by their addresses.
const decoded = part => { try { return decodeURIComponent(part); } catch { return part; } };
function open() {
  if (!token) return askForLink();
  const [, first, id, rest] = location.pathname.split('/').map(decoded);
  if (first === 'runs' && rest === 'logs') showLogs(id);
  else if (first === 'runs' && id === 'current') awaitRun();
  else if (first === 'runs' && id) showRun(id);
  else if (first === 'compare') showComparison();
  else if (first === 'trends') showTrends();
  else showRuns();
}
open();
