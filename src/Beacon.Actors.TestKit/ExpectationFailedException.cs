using System.Globalization;
using System.Text;
using Beacon.Records.Events;

namespace Beacon.Actors.TestKit;

/// <summary>An expectation of a run was not met. Its message lists the events instead, so that any test framework shows them.</summary>
public sealed class ExpectationFailedException : Exception
{
    private const int MostEvents = 60;

    internal ExpectationFailedException(string expected, string instead, IReadOnlyList<RunEvent> events)
        : base(TextOf(expected, instead, events)) { }

    private static string TextOf(string expected, string instead, IReadOnlyList<RunEvent> events)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"expected {expected}; {instead}. What happened:").AppendLine();
        var shown = events.Where(EventText.IsShown).ToList();
        if (shown.Count > MostEvents)
            text.Append(CultureInfo.InvariantCulture, $"  … {shown.Count - MostEvents} events before").AppendLine();
        foreach (var happened in shown.TakeLast(MostEvents))
            text.Append(CultureInfo.InvariantCulture, $"  {happened.Elapsed.TotalSeconds, 10:0.000} s  {EventText.Of(happened)}")
                .AppendLine();
        if (shown.Count == 0)
            text.AppendLine("  nothing");
        return text.ToString().TrimEnd();
    }
}
