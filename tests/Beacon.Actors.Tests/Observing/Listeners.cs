using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Beacon.Actors.Tests.Observing;

/// <summary>Receives the telemetry of all runs; that of one run has the name of its plan.</summary>
internal sealed class Listeners : ILoggerFactory
{
    private readonly ActivityListener _traces = new()
    {
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };
    private readonly MeterListener _metrics = new();

    public Listeners()
    {
        _traces.ShouldListenTo = source => source.Name == "Beacon.Actors";
        _traces.ActivityStopped = Spans.Enqueue;
        ActivitySource.AddActivityListener(_traces);
        _metrics.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Beacon.Actors")
                listener.EnableMeasurementEvents(instrument);
        };
        _metrics.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) => Measured.Enqueue(new(instrument.Name, instrument.Unit, value, new(tags.ToArray())))
        );
        _metrics.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) => Measured.Enqueue(new(instrument.Name, instrument.Unit, value, new(tags.ToArray())))
        );
        _metrics.Start();
    }

    public ConcurrentQueue<Activity> Spans { get; } = new();

    public ConcurrentQueue<Measurement> Measured { get; } = new();

    public ConcurrentQueue<(string Category, LogLevel Level, string Message)> Logged { get; } = new();

    /// <summary>The span of a plan's run, and those within it.</summary>
    public (Activity Run, List<Activity> Steps) TraceOf(string plan)
    {
        var run = Assert.Single(Spans, span => span.OperationName == "beacon.run" && (string?)span.GetTagItem("beacon.plan.name") == plan);
        return (run, [.. Spans.Where(span => span.ParentSpanId == run.SpanId)]);
    }

    /// <summary>What a plan's runs measured by an instrument.</summary>
    public List<Measurement> MeasuredBy(string instrument, string plan) =>
        [.. Measured.Where(one => one.Instrument == instrument && one.Tags.Contains(new("beacon.plan.name", plan)))];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) { }

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    public sealed record Measurement(string Instrument, string? Unit, double Value, List<KeyValuePair<string, object?>> Tags);

    private sealed class Logger(Listeners listeners, string category) : ILogger
    {
        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => listeners.Logged.Enqueue((category, logLevel, formatter(state, exception)));

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
