using Akka.Actor;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Processes.Capturing;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using static Beacon.Actors.Components.ProcessMessages;

namespace Beacon.Actors.Components;

/// <summary>Examines a component that has printed nothing for a while, and advises once if its output seems to be buffered.</summary>
internal sealed class SilenceCheck(RunContext context, ComponentSpec component, ComponentEvents events, IActorRef self)
{
    /// <summary>Whether advice was given, or there was none to give.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Examines an incarnation: answered by <see cref="SilenceExamined"/>.</summary>
    public void Examine(Incarnation incarnation)
    {
        if (incarnation.HasPrinted)
            return;

        // The beginning of a line is in the log before the line is complete.
        var (process, number) = (incarnation.Process, incarnation.Number);
        bool IsEmpty(OutputStream stream)
        {
            using var log = context.Recorder.Files is { } record ? LogParts.Open(record, RecordLayout.LogOf(component.Name, stream)) : null;
            return log is null || log.Length == 0;
        }

        context.Work.Track(
            Task.Run(() => Enum.GetValues<OutputStream>().All(IsEmpty) ? process.Image : null)
                .PipeTo(self, success: image => new SilenceExamined(number, image))
        );
    }

    /// <summary>Advises on the buffering of this program, unless the incarnation has printed in the meantime.</summary>
    public void Advise(Incarnation incarnation, ProgramImage? image)
    {
        if (image is null || incarnation.HasPrinted || IsDone)
            return;
        IsDone = true;
        if (context.Doctor.Advise(component.Name, component.Output.Mode, image) is { } advice)
            events.Raise(ProblemKind.OutputBuffered, advice);
    }
}
