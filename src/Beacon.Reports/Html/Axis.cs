namespace Beacon.Reports.Html;

/// <summary>An axis that starts at 0, with ticks at round numbers.</summary>
internal sealed record Axis(double End, double Step, Func<double, string> Label)
{
    private static readonly double[] RoundSeconds = [10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200];

    /// <summary>The positions of the ticks.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            for (var tick = 0; tick * Step <= End * 1.0001; tick++)
                yield return tick * Step;
        }
    }

    /// <summary>
    /// The class of the label below a tick: at the end of the axis it stands before the tick, where there is room; every second one is left
    /// out on a phone.
    /// </summary>
    public string LabelClass(double tick) =>
        (PlaceOf(tick) > 0.94 ? "xlabel last" : "xlabel") + (Math.Round(tick / Step) % 2 == 1 ? " second" : "");

    /// <summary>The position of a value, from 0 to 1.</summary>
    public double PlaceOf(double value) => Math.Clamp(value / End, 0, 1);

    /// <summary>Creates an axis for values up to a maximum; it ends at a tick.</summary>
    public static Axis UpTo(double largest, Func<double, string> label)
    {
        var step = RoundStep(Positive(largest) / 3);
        return new Axis(Math.Ceiling(Positive(largest) / step * 0.9999) * step, step, label);
    }

    /// <summary>Creates an axis for bytes; its step is a power of two.</summary>
    public static Axis UpToBytes(double largest, Func<double, string> label)
    {
        var step = Math.Max(1, Math.Pow(2, Math.Ceiling(Math.Log2(Positive(largest) / 3))));
        return new Axis(Math.Ceiling(Positive(largest) / step * 0.9999) * step, step, label);
    }

    /// <summary>Creates an axis for the time since the start of a run; it ends with that time.</summary>
    public static Axis Of(TimeSpan span)
    {
        var seconds = Positive(span.TotalSeconds);
        var wanted = seconds / 6;
        var step = wanted < 10 ? RoundStep(wanted) : RoundSeconds.FirstOrDefault(round => round >= wanted, RoundStep(wanted / 3600) * 3600);
        return new Axis(
            seconds,
            step,
            step switch
            {
                < 1 when seconds < 2 => tick => $"{Figures.Number(tick * 1000)} ms",
                < 60 when seconds < 180 => tick => $"{Figures.Number(tick)} s",
                _ when seconds < 3600 => tick => FormattableString.Invariant($"{(long)tick / 60}:{(long)tick % 60:00}"),
                _ => tick => FormattableString.Invariant($"{(long)tick / 3600}:{(long)tick / 60 % 60:00}:{(long)tick % 60:00}"),
            }
        );
    }

    private static double Positive(double number) => double.IsFinite(number) && number > 0 ? number : 1;

    // The smallest 1, 2 or 5 times a power of ten that is at least a number.
    private static double RoundStep(double number)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(number)));
        var lead = number / power;
        return power
            * (
                lead <= 1.0001 ? 1
                : lead <= 2.0001 ? 2
                : lead <= 5.0001 ? 5
                : 10
            );
    }
}
