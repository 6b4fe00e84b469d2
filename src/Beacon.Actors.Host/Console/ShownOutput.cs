using Beacon.Plans.Text;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Console;

/// <summary>The latest lines of each component that are on the screen already, so that no line is printed twice.</summary>
internal sealed class ShownOutput
{
    private readonly Dictionary<string, Queue<UntrustedText>> _shown = [];

    public void Add(ComponentOutput output)
    {
        if (!_shown.TryGetValue(output.Component, out var lines))
            _shown.Add(output.Component, lines = new Queue<UntrustedText>());
        if (lines.Count == RunSnapshot.LastLinesKept)
            lines.Dequeue();
        lines.Enqueue(output.Line);
    }

    /// <summary>The last lines of a component that are not on the screen.</summary>
    public List<UntrustedText> Missing(ComponentSnapshot component)
    {
        var shown = (_shown.GetValueOrDefault(component.Name) ?? []).ToList();
        return [.. component.LastLines.Where(line => !shown.Remove(line))];
    }
}
