namespace Beacon.Plans;

/// <summary>
/// A check of a component with the answer yes or not yet: for its readiness, or its liveness. <c>Probe.TcpListen</c> and the like make
/// them.
/// </summary>
public abstract record Probe
{
    private protected Probe(string kind) => Kind = kind;

    /// <summary>The probe's key in the configuration: <c>tcp-listen</c>.</summary>
    public string Kind { get; }

    /// <summary>What is checked, in a few words: <c>9000</c>.</summary>
    public abstract string Subject { get; }

    /// <inheritdoc />
    public sealed override string ToString() => $"{Kind} {Subject}";
}
