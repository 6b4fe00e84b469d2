using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>How loaded the machine is while a run lasts, from its samples.</summary>
internal sealed class MachineConditions
{
    private double _waiting;
    private int _samples;

    /// <summary>The number of busy cores at the last sample; null: it was not sampled.</summary>
    public double? BusyCores { get; private set; }

    /// <summary>
    /// The share of the time since the run was operational in which a thread waited for a core; null: it was not sampled, or the kernel
    /// does not tell.
    /// </summary>
    public double? WaitingShare => _samples > 0 ? _waiting / _samples : null;

    /// <summary>Adds a sample.</summary>
    /// <param name="row">The sample.</param>
    /// <param name="operationalAfter">When the run was operational: what was before does not count; null: it is not yet.</param>
    public void Add(CsvRows row, TimeSpan? operationalAfter)
    {
        BusyCores = row.Number("busyCores");
        if (row.Number("cpuWaitingShare") is not { } share || !(row.Number("elapsedMs") > operationalAfter?.TotalMilliseconds))
            return;
        _waiting += share;
        _samples++;
    }
}
