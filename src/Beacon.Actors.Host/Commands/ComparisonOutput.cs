using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans.Text;
using Beacon.Records.Comparing;
using Beacon.Reports.Exporting;

namespace Beacon.Actors.Host.Commands;

/// <summary>Writes a comparison in the form that was asked for.</summary>
internal static class ComparisonOutput
{
    /// <summary>Writes the comparison; returns the exit code.</summary>
    /// <exception cref="ComparisonException">The JUnit report can't be written.</exception>
    public static int Write(Comparison comparison, ComparisonRequest request, CommandSettings settings, TextWriter output)
    {
        if (settings.Json)
            output.WriteLine(ComparisonJson.Write(comparison, WayOut.Comparing));
        else if (request.Markdown)
            ComparisonMarkdown.Write(output, comparison, WayOut.Comparing);
        else
            ComparisonView.Show(Terminals.For(output, settings.Plain, settings.Screen.Colour), comparison, WayOut.Comparing);

        try
        {
            if (request.JUnit is { } path)
                ComparisonJUnit.Write(path, comparison);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ComparisonException($"--junit {request.JUnit}: {ExceptionText.Of(exception)}");
        }

        return comparison.Regressions.Any() ? ExitCodes.Regression : ExitCodes.Success;
    }
}
