using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Logs;
using Spectre.Console;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// Writes lines of logs, each with its time and its component. Plain text, since a renderable per line is too slow for millions.
/// </summary>
internal sealed class LogPrinter
{
    private const string Uncertain = "~";

    private readonly CleanWriter _output;
    private readonly Dictionary<(string, OutputStream), string> _prefixes = [];
    private readonly Func<TimeSpan, string> _timeOf;

    /// <param name="output">Where the lines go.</param>
    /// <param name="look">What the lines may look like: its colours are used.</param>
    /// <param name="components">The names of the run's components, in start order.</param>
    /// <param name="clock">The start of the run in local time, to print the time of day; null: print the seconds since the start.</param>
    public LogPrinter(CleanWriter output, IAnsiConsole look, IReadOnlyList<string> components, DateTimeOffset? clock)
    {
        _output = output;
        _timeOf = clock is { } start
            ? elapsed => (start + elapsed).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)
            : elapsed => Durations.Seconds(elapsed).PadLeft(9);
        var width = components.DefaultIfEmpty("").Max(name => name.Length);
        foreach (var (place, name) in components.Index())
        {
            _prefixes[(name, OutputStream.Stdout)] = Rendered(
                look,
                $"[{ComponentColours.Of(place)}]{ScreenText.Escape(name.PadRight(width))} |[/] "
            );
            _prefixes[(name, OutputStream.Stderr)] = Rendered(
                look,
                $"[{ComponentColours.Of(place)}]{ScreenText.Escape(name.PadRight(width))} ![/] "
            );
        }
    }

    /// <summary>Writes a line. If its time is not known, ~ and the last known time are printed.</summary>
    /// <param name="line">The line.</param>
    /// <param name="text">What it says.</param>
    public void Write(RecordedLine line, string text)
    {
        _output.Write(line.IsTimeKnown ? " " : Uncertain);
        _output.Write(_timeOf(line.Elapsed));
        _output.Write(' ');
        _output.Trusted.Write(_prefixes[(line.Component, line.Stream)]);
        _output.Write(text);
        _output.Write('\n');
    }

    private static string Rendered(IAnsiConsole look, string markup)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(text),
                Ansi = look.Profile.Capabilities.Ansi ? AnsiSupport.Yes : AnsiSupport.No,
                ColorSystem = (ColorSystemSupport)look.Profile.Capabilities.ColorSystem,
            }
        );
        console.Profile.Width = int.MaxValue;
        console.Write(new Markup(markup));
        return text.ToString();
    }
}
