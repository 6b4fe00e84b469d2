namespace Beacon.Plans;

/// <summary>One thing that is wrong with a plan or its sources.</summary>
/// <param name="Path">The HOCON path of what is wrong, or the file (and line) where there is no path.</param>
/// <param name="Message">What was found, what was expected and the way out.</param>
public sealed record PlanProblem(string Path, string Message)
{
    /// <summary>The place of the value: <c>beacon.conf:12</c>; null: unknown.</summary>
    public string? Location { get; init; }

    /// <inheritdoc />
    public override string ToString() => Location is null ? $"{Path}: {Message}" : $"{Path}: {Message} ({Location})";
}
