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
