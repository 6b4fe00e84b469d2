using Beacon.Records.Events;

namespace Beacon.Actors.Hosting;

/// <summary>
/// A run was refused because a prerequisite is missing: a program, a file, a port. Nothing was started, and there is no record.
/// </summary>
public sealed class PrerequisitesMissingException : Exception
{
    /// <summary>Refuses a run.</summary>
    /// <param name="problems">At least one.</param>
    public PrerequisitesMissingException(IReadOnlyList<Problem> problems)
        : base(string.Join(Environment.NewLine, problems.Select(problem => problem.Message))) => Problems = problems;

    /// <summary>Everything that is missing, each with the way out.</summary>
    public IReadOnlyList<Problem> Problems { get; }
}
