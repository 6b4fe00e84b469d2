using System.Text.Json;
using Beacon.Records.Events;

namespace Beacon.Records.Json;

/// <summary>The common fields at the beginning of the JSON of every event.</summary>
/// <param name="At">The wall-clock time.</param>
/// <param name="Elapsed">The time since the start of the run.</param>
/// <param name="Component">The component; empty: an event of the run.</param>
internal readonly record struct EventHead(DateTimeOffset At, TimeSpan Elapsed, string Component);

/// <summary>The JSON of one type of event: its name, and the writing and reading of its fields.</summary>
/// <param name="name">The value of the field <c>event</c>.</param>
/// <param name="type">The type of the event.</param>
internal abstract class EventForm(string name, Type type)
{
    public string Name { get; } = name;

    public Type Type { get; } = type;

    public abstract void Write(Utf8JsonWriter json, RunEvent happened);

    public abstract RunEvent Read(JsonElement json, EventHead head);
}

/// <inheritdoc cref="EventForm"/>
internal sealed class EventForm<TEvent>(string name, Action<Utf8JsonWriter, TEvent> write, Func<JsonElement, EventHead, TEvent> read)
    : EventForm(name, typeof(TEvent))
    where TEvent : RunEvent
{
    public override void Write(Utf8JsonWriter json, RunEvent happened) => write(json, (TEvent)happened);

    public override RunEvent Read(JsonElement json, EventHead head) => read(json, head);
}
