using Beacon.Actors.Probing;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.TestKit;

/// <summary>
/// The probe checks of scripted processes. There is no program to connect to: a port on which the process listens answers, and commands and
/// files hold.
/// </summary>
internal sealed class FakeProbes : IProbeFactory
{
    private readonly ProbeFactory _real = new();

    /// <inheritdoc />
    public IProbeCheck Create(Probe probe, ComponentSpec component, IProcess process) =>
        (probe, process) switch
        {
            (TcpConnectProbe connect, FakeProcess { IsScripted: true } fake) => new FakeCheck(
                probe,
                () => fake.ListensOnPort(connect.Port)
            ),
            (HttpProbe http, FakeProcess { IsScripted: true } fake) => new FakeCheck(probe, () => fake.ListensOnPort(http.Url.Port)),
            (ExecProbe or FileProbe, FakeProcess { IsScripted: true }) => new FakeCheck(probe, () => true),
            _ => _real.Create(probe, component, process),
        };

    private sealed class FakeCheck(Probe probe, Func<bool> holds) : IProbeCheck
    {
        public Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
        {
            var result = holds();
            return Task.FromResult(new ProbeResult(result, result ? $"{probe} holds" : $"{probe} does not hold"));
        }
    }
}
