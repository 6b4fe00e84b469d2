
// The output of a run's components.
function showLogs(id) {
  where('/runs/' + id, id);
}
