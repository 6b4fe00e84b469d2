namespace Beacon.Plans.Text;

/// <summary>What an exception says, with those that it wraps: .NET often names the cause in an inner exception only.</summary>
public static class ExceptionText
{
    /// <summary>The messages from the outermost to the innermost, each once, joined by colons.</summary>
    /// <param name="exception">The exception.</param>
    public static string Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var said = new List<string>();
        for (var each = exception; each is not null; each = each.InnerException)
        {
            var message = each
                .Message.Replace(", see inner exception.", "", StringComparison.Ordinal)
                .Replace(" See the inner exception for details.", "", StringComparison.Ordinal)
                .TrimEnd('.', ' ');
            if (each is not AggregateException && !said.Exists(earlier => earlier.Contains(message, StringComparison.Ordinal)))
                said.Add(message);
        }

        return said.Count == 0 ? exception.Message : string.Join(": ", said);
    }
}
