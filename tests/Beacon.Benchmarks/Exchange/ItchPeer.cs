using System.Diagnostics;
using System.Globalization;

namespace Beacon.Benchmarks.Exchange;

/// <summary>The C++ program of <c>scripts/bench/peers</c>, which decodes the same day and builds books of levels.</summary>
internal sealed class ItchPeer : IDisposable
{
    private readonly string _program;
    private readonly string _day = Path.GetTempFileName();

    public ItchPeer(string program, byte[] day)
    {
        _program = program;
        File.WriteAllBytes(_day, day);
    }

    /// <summary>What it measured, in million messages a second, and what it found.</summary>
    public readonly record struct Result(double Decode, ulong DecodeSum, double Books, ulong BooksSum);

    /// <summary>Runs it once.</summary>
    /// <exception cref="InvalidDataException">It has failed.</exception>
    public Result Run()
    {
        using var process = Process.Start(new ProcessStartInfo(_program, [_day]) { RedirectStandardOutput = true })!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidDataException($"{_program} ended with code {process.ExitCode}");
        var words = printed.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);
        return words is ["decode", var decode, var decodeSum, "books", var books, var booksSum]
            ? new Result(Rate(decode), Sum(decodeSum), Rate(books), Sum(booksSum))
            : throw new InvalidDataException($"{_program} printed \"{printed}\"");
    }

    public void Dispose() => File.Delete(_day);

    private static double Rate(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    private static ulong Sum(string word) => ulong.Parse(word, CultureInfo.InvariantCulture);
}
