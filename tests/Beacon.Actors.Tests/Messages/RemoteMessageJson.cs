using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Beacon.Actors.Messages;
using Beacon.Actors.Running;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Messages;

/// <summary>Serializes the messages that cross machines without reflection, as a remote transport will.</summary>
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true, Converters = [typeof(EndPointConverter)])]
[JsonSerializable(typeof(ProcessProtocol.Launch))]
[JsonSerializable(typeof(ProcessProtocol.Stop))]
[JsonSerializable(typeof(ProcessProtocol.ForceStop))]
[JsonSerializable(typeof(ProcessProtocol.Recycle))]
[JsonSerializable(typeof(ProcessProtocol.SendSignal))]
[JsonSerializable(typeof(ProcessProtocol.Signalled))]
[JsonSerializable(typeof(RunProtocol.Control))]
[JsonSerializable(typeof(RunProtocol.ControlAnswer))]
[JsonSerializable(typeof(RunControlled))]
[JsonSerializable(typeof(ProcessProtocol.RunEnding))]
[JsonSerializable(typeof(ProcessProtocol.Executed))]
[JsonSerializable(typeof(ProcessProtocol.BecameReady))]
[JsonSerializable(typeof(ProcessProtocol.Completed))]
[JsonSerializable(typeof(ProcessProtocol.EndedRun))]
[JsonSerializable(typeof(ProcessProtocol.Failed))]
[JsonSerializable(typeof(ProcessProtocol.WentDown))]
[JsonSerializable(typeof(ProcessProtocol.AwaitsLaunch))]
[JsonSerializable(typeof(ProcessProtocol.Ended))]
[JsonSerializable(typeof(OutputProtocol.LinesPrinted))]
[JsonSerializable(typeof(OutputProtocol.LinesRead))]
[JsonSerializable(typeof(ResourcesProtocol.RunIsOperational))]
[JsonSerializable(typeof(ResourcesProtocol.SampleNow))]
[JsonSerializable(typeof(ResourcesProtocol.Sampled))]
[JsonSerializable(typeof(RunStarted))]
[JsonSerializable(typeof(RunOperational))]
[JsonSerializable(typeof(RunFinished))]
[JsonSerializable(typeof(ProblemRaised))]
[JsonSerializable(typeof(ExpectationDecided))]
[JsonSerializable(typeof(MachineSampled))]
[JsonSerializable(typeof(ComponentStarting))]
[JsonSerializable(typeof(ComponentReady))]
[JsonSerializable(typeof(ComponentOutput))]
[JsonSerializable(typeof(StatisticReported))]
[JsonSerializable(typeof(ResourcesSampled))]
[JsonSerializable(typeof(ComponentExited))]
[JsonSerializable(typeof(ComponentRestarting))]
[JsonSerializable(typeof(ComponentStopping))]
[JsonSerializable(typeof(ComponentKilled))]
[JsonSerializable(typeof(ComponentStopped))]
internal sealed partial class RemoteMessageJson : JsonSerializerContext;

/// <summary>An endpoint as <c>127.0.0.1:9000</c>.</summary>
internal sealed class EndPointConverter : JsonConverter<IPEndPoint>
{
    public override IPEndPoint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IPEndPoint.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, IPEndPoint value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
