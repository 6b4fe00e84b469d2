using System.Globalization;

namespace Beacon.Exchange.Playback;

/// <summary>What goes wrong on purpose, packet by packet.</summary>
/// <param name="Loss">Share of the packets that are not sent, 0 to 1.</param>
/// <param name="Duplication">Share that is sent twice.</param>
/// <param name="Reordering">Share that is sent after some of those behind it.</param>
/// <param name="JitterMilliseconds">A packet in a hundred, and all behind it, waits for a random time up to this.</param>
internal sealed record ChaosOptions(double Loss = 0, double Duplication = 0, double Reordering = 0, double JitterMilliseconds = 0)
{
    /// <summary>
    /// "1%" is 1 % of loss, of duplicates and of reordering each, and 1 ms of jitter; else
    /// "loss=1%,duplicates=2%,reordering=1%,jitter=3ms".
    /// </summary>
    public static ChaosOptions Parse(string text)
    {
        if (TryShare(text, out var all))
            return new ChaosOptions(all, all, all, 1);
        var chaos = new ChaosOptions();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
            chaos = part.Split('=', 2, StringSplitOptions.TrimEntries) switch
            {
                ["loss", var value] when TryShare(value, out var share) => chaos with { Loss = share },
                ["duplicates", var value] when TryShare(value, out var share) => chaos with { Duplication = share },
                ["reordering", var value] when TryShare(value, out var share) => chaos with { Reordering = share },
                ["jitter", var value] when TryMilliseconds(value, out var milliseconds) => chaos with { JitterMilliseconds = milliseconds },
                _ => throw new UsageException(
                    $"--chaos \"{part}\" is no percentage such as 1%, and none of loss=1%, duplicates=1%, reordering=1%, jitter=2ms"
                ),
            };
        return chaos;
    }

    private static bool TryShare(string text, out double share)
    {
        var isNumber = TryNumber(text, "%", 100, out share);
        share /= 100;
        return isNumber;
    }

    private static bool TryMilliseconds(string text, out double milliseconds) => TryNumber(text, "ms", 10_000, out milliseconds);

    private static bool TryNumber(string text, string unit, double most, out double number)
    {
        number = 0;
        return text.EndsWith(unit, StringComparison.Ordinal)
            && double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
            && number <= most;
    }
}
