namespace Beacon.Actors.TestKit;

/// <summary>How a <see cref="BeaconFixture"/> runs its system.</summary>
public sealed record FixtureOptions
{
    /// <summary>
    /// Receives events and output line by line: the test's own log, such as <c>ITestOutputHelper.WriteLine</c>.
    /// Called from another thread; it may fail. Null: no log.
    /// </summary>
    public Action<string>? Output { get; init; }

    /// <summary>How long the system runs at most; null: until the fixture is disposed of, whatever the plan says.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Settings over the file, each <c>PATH=VALUE</c>, as <c>--set</c> takes them.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Variables for <c>${NAME}</c> in the file, over those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
