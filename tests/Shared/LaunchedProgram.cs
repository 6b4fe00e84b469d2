using System.Collections.Immutable;
using System.Threading.Channels;
using Beacon.Processes;

namespace Beacon.Tests;

/// <summary>A real program under a real launcher, and the events of it.</summary>
internal sealed class LaunchedProgram : IDisposable
{
    // Only ever reached by a test that fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("beacon-launched-");
    private readonly Processes.Files.RecordFolder _record;
    private readonly Channel<ProcessEvent> _events = Channel.CreateUnbounded<ProcessEvent>();
    private readonly List<ProcessEvent> _seen = [];

    public LaunchedProgram(
        IProcessLauncher launcher,
        string[] command,
        Func<LaunchSpec, LaunchSpec>? with = null,
        LaunchedProgram? predecessor = null
    )
    {
        _record = Processes.Files.RecordFolder.Open(_folder.FullName);
        var spec = new LaunchSpec
        {
            Run = $"test-{Guid.NewGuid():N}",
            Component = "app",
            Program = command[0],
            Args = [.. command[1..]],
            WorkingDirectory = _folder.FullName,
            Environment = ImmutableSortedDictionary<string, string?>.Empty,
            Files = new OutputFiles(_record, "out.log", "err.log"),
        };
        spec = with is null ? spec : with(spec);
        spec = spec with { Environment = spec.Environment.SetItem("BEACON_RUN_ID", spec.Run).SetItem("BEACON_COMPONENT", spec.Component) };
        (Launcher, Spec) = (launcher, spec);
        Process = launcher.Launch(spec, happened => _events.Writer.TryWrite(happened), predecessor?.Process);
    }

    public IProcessLauncher Launcher { get; }

    public LaunchSpec Spec { get; }

    public IProcess Process { get; }

    public string Folder => _folder.FullName;

    public string Output => File.ReadAllText(Path.Combine(Folder, "out.log"));

    public string ErrorOutput => File.ReadAllText(Path.Combine(Folder, "err.log"));

    public IReadOnlyList<ProcessEvent> Seen => _seen;

    /// <summary>Waits for the next event of that type; others are skipped.</summary>
    public async Task<TEvent> ExpectAsync<TEvent>(Func<TEvent, bool>? isIt = null)
        where TEvent : ProcessEvent
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                var happened = await _events.Reader.ReadAsync(patience.Token);
                _seen.Add(happened);
                if (happened is OutputBatch)
                    Process.AcknowledgeOutput();
                if (happened is TEvent expected && (isIt is null || isIt(expected)))
                    return expected;
            }
        }
        catch (OperationCanceledException)
        {
            throw new Xunit.Sdk.XunitException($"no {typeof(TEvent).Name}; what came was:\n{string.Join('\n', _seen)}");
        }
    }

    /// <summary>Waits for a printed line that begins so; returns what follows.</summary>
    public async Task<string> ExpectLineAsync(string beginning)
    {
        string? found = null;
        await ExpectAsync<OutputBatch>(batch =>
        {
            found ??= batch.Lines.Select(line => line.Text).FirstOrDefault(text => text.StartsWith(beginning, StringComparison.Ordinal));
            return found is not null;
        });
        return found![beginning.Length..].Trim();
    }

    /// <summary>Waits until all is over and stored; returns what was printed.</summary>
    public async Task<string> FinishAsync()
    {
        await ExpectAsync<ProcessDrained>();
        return Output;
    }

    public void Dispose()
    {
        Process.Kill();
        _record.Dispose();
        _folder.Delete(recursive: true);
    }
}
