using Beacon.Plans.Secrets;

namespace Beacon.Plans;

/// <summary>A plan was refused; nothing was started. Carries every problem that was found, not the first alone.</summary>
public sealed class InvalidPlanException : Exception
{
    /// <summary>Refuses a plan.</summary>
    /// <param name="problems">At least one.</param>
    public InvalidPlanException(IReadOnlyList<PlanProblem> problems)
        : base(string.Join(System.Environment.NewLine, problems)) => Problems = problems;

    /// <summary>Everything that is wrong, in the order of the sources.</summary>
    public IReadOnlyList<PlanProblem> Problems { get; }
}

/// <summary>One thing that is wrong with a plan or its sources.</summary>
/// <param name="Path">The HOCON path of what is wrong, or the file (and line) where there is no path.</param>
/// <param name="Message">What was found, what was expected and the way out.</param>
public sealed record PlanProblem(string Path, string Message)
{
    /// <summary>The HOCON path of what is wrong, or the file (and line) where there is no path.</summary>
    public string Path { get; init; } = SecretText.Masked(Path);

    /// <summary>What was found, what was expected and the way out; without secrets.</summary>
    public string Message { get; init; } = SecretText.MaskedProblem(Path, Message);

    /// <summary>The place of the value: <c>beacon.conf:12</c>; null: unknown.</summary>
    public string? Location { get; init; }

    /// <summary>Whether the plan can run all the same.</summary>
    internal bool IsWarning { get; init; }

    /// <inheritdoc />
    public override string ToString() => Location is null ? $"{Path}: {Message}" : $"{Path}: {Message} ({Location})";
}
