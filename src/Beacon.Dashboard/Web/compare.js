
// Two sides compared.
function showComparison() {
  where('/compare', 'compare');
}
