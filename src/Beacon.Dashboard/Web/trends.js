
// The statistics of a plan from run to run.
function showTrends() {
  where('/trends', 'trends');
}
