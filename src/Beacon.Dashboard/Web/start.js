
// The pages, by their addresses.
function open() {
  if (!token) return askForLink();
  const [, first, id, rest] = location.pathname.split('/').map(decodeURIComponent);
  if (first === 'runs' && rest === 'logs') showLogs(id);
  else if (first === 'runs' && id === 'current') awaitRun();
  else if (first === 'runs' && id) showRun(id);
  else if (first === 'compare') showComparison();
  else if (first === 'trends') showTrends();
  else showRuns();
}
open();
