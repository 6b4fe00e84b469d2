namespace Beacon.Architecture.Tests;

/// <summary>
/// Cycles in a graph: its strongly connected components of more than one node. Tarjan, R. (1972). Depth-first search and linear graph
/// algorithms. SIAM Journal on Computing 1, 146-160.
/// </summary>
internal static class Cycles
{
    /// <summary>The cycles of a graph.</summary>
    /// <param name="graph">By node, the nodes that it points to; those that are no keys are passed over.</param>
    public static IReadOnlyList<IReadOnlyList<string>> In(IReadOnlyDictionary<string, HashSet<string>> graph)
    {
        var indices = new Dictionary<string, int>();
        var lowest = new Dictionary<string, int>();
        var path = new Stack<string>();
        var cycles = new List<IReadOnlyList<string>>();

        void Visit(string node)
        {
            indices[node] = lowest[node] = indices.Count;
            path.Push(node);
            foreach (var next in graph[node].Where(graph.ContainsKey))
            {
                if (!indices.ContainsKey(next))
                    Visit(next);
                if (path.Contains(next))
                    lowest[node] = Math.Min(lowest[node], lowest[next]);
            }

            if (lowest[node] != indices[node])
                return;
            var component = new List<string>();
            do component.Add(path.Pop());
            while (component[^1] != node);
            if (component.Count > 1)
                cycles.Add(component);
        }

        foreach (var node in graph.Keys)
            if (!indices.ContainsKey(node))
                Visit(node);
        return cycles;
    }
}
