using System.CommandLine;
using System.Runtime.InteropServices;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Records.Reading;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon attach</c>: the view of a living run, as if it had been started here. Leaving it does not end the run.</summary>
internal static class AttachCommand
{
    public static Command Create(ControlContext context)
    {
        var run = ControlContext.RunOption();
        var follow = new Option<bool>("--follow") { Description = "show the output of the components" };
        var plain = new Option<bool>("--plain") { Description = "no colours, no live table" };
        return context.With(
            new Command("attach", "show a living run as if it had been started here; Ctrl+C leaves it running") { run, follow, plain },
            async (parsed, settings, results) =>
            {
                var living = ControlContext.Select(parsed.GetValue(run), results);
                settings = settings with { Follow = parsed.GetValue(follow), Plain = parsed.GetValue(plain) };
                using var leaving = new CancellationTokenSource();
                using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Leave);
                using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Leave);
                await using var attached = new AttachedRun(living, leaving.Token);
                await RunConsole.For(settings, context.Output, context.Error, endsWithSignal: false).ShowAsync(attached);
                if (leaving.IsCancellationRequested)
                {
                    await context.Error.WriteLineAsync($"beacon: left {living.Id}, which goes on; beacon stop ends it");
                    return ExitCodes.Success;
                }

                var record = RunRecord.Read(living.Record);
                if (record.State == RecordState.Complete)
                    return record.Result.ExitCode;
                await context.Error.WriteLineAsync($"beacon: {living.Id} was cut short: its host was killed");
                return ExitCodes.Failed;

                void Leave(PosixSignalContext signal)
                {
                    signal.Cancel = true;
                    leaving.Cancel();
                }
            }
        );
    }
}
