namespace Beacon.Plans.Reading;

/// <summary>Reads <c>restart</c>.</summary>
internal static class RestartReader
{
    private const double MostFactor = 1000;
    private const int MostRestarts = 100_000;
    private static readonly TimeSpan LeastWindow = TimeSpan.FromMilliseconds(1);

    public static RestartSpec Read(Setting restart)
    {
        var spec = new RestartSpec
        {
            Policy = restart["policy"].OneOf<RestartMode>(),
            MinBackoff = restart["min-backoff"].Duration(TimeSpan.Zero),
            MaxBackoff = restart["max-backoff"].Duration(TimeSpan.Zero),
            Factor = restart["factor"].Number(1, MostFactor),
            Jitter = restart["jitter"].Number(0, 1),
            MaxRestarts = restart["max-restarts"].Integer(0, MostRestarts),
            Within = restart["within"].Duration(LeastWindow),
            StableAfter = restart["stable-after"].Duration(TimeSpan.Zero),
            Dependents = restart["dependents"].OneOf<DependentsPolicy>(),
        };

        // A value that could not be read is not compared.
        var isComparable = Durations.TryParse(restart["max-backoff"].Text() ?? "", out _, out _);
        if (isComparable && spec.MinBackoff > spec.MaxBackoff)
            restart.Refuse(
                $"min-backoff {Durations.Format(spec.MinBackoff)} is longer than "
                    + $"max-backoff {Durations.Format(spec.MaxBackoff)}; lower the one or raise the other"
            );
        return spec;
    }
}
