using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Logs;
using Microsoft.AspNetCore.Mvc;

namespace Beacon.Dashboard.Logs;

/// <summary>Which lines a request asks for.</summary>
internal sealed record LogParameters
{
    [Description("only these components; may be repeated")]
    [FromQuery(Name = "component")]
    public string[]? Component { get; init; }

    [Description("out or err; both if it is missing")]
    [FromQuery(Name = "stream")]
    public string? Stream { get; init; }

    [Description("seconds since the start of the run: only lines that began to arrive then or later")]
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    [Description("seconds since the start of the run: only lines that began to arrive then or earlier")]
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    [Description("a .NET regular expression: only matching lines; (?i) ignores case")]
    [FromQuery(Name = "grep")]
    public string? Grep { get; init; }

    [Description("only so many of the last lines, 0 to 10000")]
    [FromQuery(Name = "tail")]
    public string? Tail { get; init; }

    [Description("only so many of the first lines; not with tail or follow")]
    [FromQuery(Name = "limit")]
    public string? Limit { get; init; }

    [Description("NAME.out:BYTES or NAME.err:BYTES: of this log only what comes before a line, by its begin; may be repeated")]
    [FromQuery(Name = "before")]
    public string[]? Before { get; init; }

    [Description("NAME.out:BYTES or NAME.err:BYTES: of this log only what comes after a line, by its end; may be repeated")]
    [FromQuery(Name = "after")]
    public string[]? After { get; init; }

    [Description("true: goes on with what is printed, as server-sent events, until the run has ended")]
    [FromQuery(Name = "follow")]
    public string? Follow { get; init; }

    [Description("true: the one log that component and stream name, as plain text")]
    [FromQuery(Name = "download")]
    public string? Download { get; init; }
}

/// <summary>A request for lines, understood.</summary>
internal sealed class LogRequest
{
    private const int MostTail = 10_000;

    private readonly PatternMatcher? _pattern;
    private readonly CancellationToken _aborted;

    /// <summary>Reads the parameters.</summary>
    /// <exception cref="BadCallException">One of them makes no sense.</exception>
    public LogRequest(LogParameters parameters, LogFacts facts, CancellationToken aborted)
    {
        _aborted = aborted;
        Components = Wanted(parameters.Component ?? [], facts.Components);
        Stream = parameters.Stream switch
        {
            null or "" => null,
            "out" => OutputStream.Stdout,
            "err" => OutputStream.Stderr,
            var other => throw Bad("stream", other, "write out or err, or leave it out for both"),
        };
        _pattern = PatternOf(parameters.Grep);
        IsFollowing = Flag("follow", parameters.Follow);
        IsDownload = Flag("download", parameters.Download);
        var tail = Number("tail", parameters.Tail, MostTail);
        Limit = Number("limit", parameters.Limit, int.MaxValue);
        if (Limit is not null && (tail is not null || IsFollowing))
            throw new BadCallException("limit does not go with tail or follow; leave one of them out");
        if (IsDownload && (Components is not [_] || Stream is null))
            throw new BadCallException("download=true needs one component and a stream: component=NAME&stream=out");
        Query = new LogQuery
        {
            From = Time("from", parameters.From) ?? TimeSpan.Zero,
            To = Time("to", parameters.To) ?? TimeSpan.MaxValue,
            Tail = tail,
            Matches = Matches,
            After = Places("after", parameters.After ?? [], facts.Components),
            Before = Places("before", parameters.Before ?? [], facts.Components),
        };
    }

    public IReadOnlyList<string> Components { get; }

    public OutputStream? Stream { get; }

    public LogQuery Query { get; }

    /// <summary>How many of the first lines are wanted; null: all.</summary>
    public int? Limit { get; }

    public bool IsFollowing { get; }

    public bool IsDownload { get; }

    /// <summary>Whether a line is wanted.</summary>
    /// <exception cref="BadCallException">The pattern takes too long.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for an answer any more.</exception>
    public bool Matches(RecordedLine line)
    {
        _aborted.ThrowIfCancellationRequested();
        var isMatch = _pattern?.IsMatch($"{line.Text}") != false;
        return _pattern?.Timeouts > 0
            ? throw Bad(
                "grep",
                _pattern.Pattern.Text,
                $"it takes more than {Durations.Format(OutputPattern.Timeout)} on one line; simplify it"
            )
            : isMatch;
    }

    private static List<string> Wanted(string[] wanted, IReadOnlyList<string> names)
    {
        foreach (var name in wanted)
            Check(name, names);
        return wanted.Length == 0 ? [.. names] : [.. names.Where(wanted.Contains)];
    }

    private static void Check(string name, IReadOnlyList<string> names)
    {
        if (!names.Contains(name))
            throw new BadCallException(
                $"the run has no component \"{new UntrustedText(name)}\"; leave it out for all of them{Nearest.Suggestion(name, names)}",
                "no_such_component",
                StatusCodes.Status404NotFound
            );
    }

    private static PatternMatcher? PatternOf(string? pattern)
    {
        try
        {
            return string.IsNullOrEmpty(pattern) ? null : new PatternMatcher(new OutputPattern(pattern));
        }
        catch (ArgumentException exception)
        {
            throw Bad(
                "grep",
                pattern,
                $"it is not a regular expression: {ExceptionText.Of(exception)}; put \\ before a character to mean itself"
            );
        }
    }

    private static ImmutableDictionary<LogStream, long> Places(string name, string[] places, IReadOnlyList<string> names)
    {
        var known = ImmutableDictionary.CreateBuilder<LogStream, long>();
        foreach (var place in places)
        {
            var colon = place.LastIndexOf(':');
            var dot = colon < 0 ? -1 : place.LastIndexOf('.', colon);
            if (
                dot < 0
                || place[(dot + 1)..colon] is not ("out" or "err")
                || !long.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            )
                throw Bad(name, place, "write NAME.out:BYTES or NAME.err:BYTES, with the begin or the end of a line");
            Check(place[..dot], names);
            known[new LogStream(place[..dot], place[dot + 1] == 'o' ? OutputStream.Stdout : OutputStream.Stderr)] = bytes;
        }

        return known.ToImmutable();
    }

    private static bool Flag(string name, string? text) =>
        text switch
        {
            null or "" or "false" => false,
            "true" => true,
            _ => throw Bad(name, text, "write true or false"),
        };

    private static int? Number(string name, string? text, int most) =>
        string.IsNullOrEmpty(text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number
        : throw Bad(name, text, $"write a number of lines from 0 to {most}");

    private static TimeSpan? Time(string name, string? text) =>
        string.IsNullOrEmpty(text) ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1e9
            ? TimeSpan.FromMicroseconds(Math.Round(seconds * 1e6))
        : throw Bad(name, text, "write seconds since the start of the run: 12.5");

    private static BadCallException Bad(string name, string? value, string wayOut) =>
        new($"{name}=\"{new UntrustedText(value ?? "")}\": {wayOut}");
}
