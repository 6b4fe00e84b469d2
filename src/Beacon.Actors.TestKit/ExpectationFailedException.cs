using System.Globalization;
using System.Text;
using Beacon.Records.Events;

namespace Beacon.Actors.TestKit;

/// <summary>An expectation of a run was not met. Its message tells what happened instead, so that any test framework reports it.</summary>
public sealed class ExpectationFailedException : Exception
{
    private const int MostEvents = 60;

    internal ExpectationFailedException(string expected, string instead, IReadOnlyList<RunEvent> events)
        : base(Tell(expected, instead, events)) { }

    private static string Tell(string expected, string instead, IReadOnlyList<RunEvent> events)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"expected {expected}; {instead}. What happened:").AppendLine();
        var told = events.Where(EventText.IsTold).ToList();
        if (told.Count > MostEvents)
            text.Append(CultureInfo.InvariantCulture, $"  … {told.Count - MostEvents} events before").AppendLine();
        foreach (var happened in told.TakeLast(MostEvents))
            text.Append(CultureInfo.InvariantCulture, $"  {happened.Elapsed.TotalSeconds, 10:0.000} s  {EventText.Tell(happened)}")
                .AppendLine();
        if (told.Count == 0)
            text.AppendLine("  nothing");
        return text.ToString().TrimEnd();
    }
}
