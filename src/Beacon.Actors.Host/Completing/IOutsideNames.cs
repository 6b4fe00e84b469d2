namespace Beacon.Actors.Host.Completing;

/// <summary>Names that plans and records hold: any text, which a shell must not expand. What can't be read has none.</summary>
internal interface IOutsideNames
{
    /// <summary>Takes these plan files; empty: the plan that is found.</summary>
    void Use(IReadOnlyList<string> plans);

    /// <summary>The components of the plan, and of the latest run.</summary>
    IReadOnlyList<string> Components();

    /// <summary>Selectors and ids of runs, the latest first.</summary>
    IReadOnlyList<string> Runs();

    /// <summary>The names of plans that have run.</summary>
    IReadOnlyList<string> Plans();

    /// <summary>The labels of runs.</summary>
    IReadOnlyList<string> Labels();

    /// <summary>The statistics of the latest run, printed and measured, as thresholds name them.</summary>
    IReadOnlyList<string> Statistics();
}
