using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Beacon.Actors.Control.Protocol;
using Beacon.Plans.Text;
using Beacon.Records.Events;
using Beacon.Records.Json;

namespace Beacon.Actors.Control.Client;

/// <summary>A connection to a living run. It carries one call at a time; while events are followed, none.</summary>
public sealed class ControlClient : IDisposable
{
    private readonly LivingRun _run;
    private readonly Socket _socket;
    private readonly StreamReader _lines;

    internal ControlClient(LivingRun run, Socket socket)
    {
        (_run, _socket) = (run, socket);
        _lines = new StreamReader(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>Asks who serves the run.</summary>
    /// <param name="cancellationToken">Ends the wait; the connection is of no use afterwards.</param>
    /// <exception cref="ControlException">The run can't be called any more, or speaks another protocol.</exception>
    public async Task<HelloReply> HelloAsync(CancellationToken cancellationToken = default)
    {
        var hello = await AskAsync<HelloReply>(new ControlCall { Call = "hello" }, cancellationToken).ConfigureAwait(false);
        return hello is { Ok: true, Protocol: > ControlProtocol.Version }
            ? throw new ControlException(
                $"{_run.Id} speaks protocol {hello.Protocol} (beacon {hello.Version}), this program {ControlProtocol.Version} "
                    + $"({ControlProtocol.ProgramVersion}); use that version"
            )
            : hello;
    }

    /// <summary>Asks what the run and its components do now.</summary>
    /// <inheritdoc cref="HelloAsync"/>
    public Task<StateReply> StateAsync(CancellationToken cancellationToken = default) =>
        AskAsync<StateReply>(new ControlCall { Call = "state" }, cancellationToken);

    /// <summary>Stops, kills, starts, restarts or signals; completes when that is done, or refused.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the wait, not what was begun; the connection is of no use afterwards.</param>
    /// <exception cref="ControlException">The run can't be called any more.</exception>
    public Task<ControlReply> CallAsync(ControlCall call, CancellationToken cancellationToken = default) =>
        AskAsync<ControlReply>(call, cancellationToken);

    /// <summary>
    /// The events of the run, those that this version knows, until the run is over. The connection is of no use afterwards.
    /// </summary>
    /// <param name="from">The sequence number of the first one, from 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The events with their sequence numbers. Without <see cref="RunFinished"/> at the end, the host was killed.</returns>
    /// <exception cref="ControlException">The run can't be called any more.</exception>
    public async IAsyncEnumerable<(long Sequence, RunEvent Event)> EventsAsync(
        long from = 1,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        await SendAsync(new ControlCall { Call = "events", From = from }, cancellationToken).ConfigureAwait(false);
        for (var sequence = from; await ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line; sequence++)
        {
            if (!RunEventJson.TryRead(line, out var happened))
                throw NotUnderstood(line);
            if (happened is not null)
                yield return (sequence, happened);
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _lines.Dispose();

    private async Task<T> AskAsync<T>(ControlCall call, CancellationToken cancellationToken)
    {
        await SendAsync(call, cancellationToken).ConfigureAwait(false);
        var line =
            await ReadLineAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new ControlException($"{_run.Id} has not answered: its host has ended, or was killed");
        try
        {
            return ControlJson.Read<T>(System.Text.Encoding.UTF8.GetBytes(line));
        }
        catch (JsonException)
        {
            throw NotUnderstood(line);
        }
    }

    private async Task SendAsync(ControlCall call, CancellationToken cancellationToken)
    {
        try
        {
            ReadOnlyMemory<byte> bytes = ControlJson.LineOf(call);
            while (!bytes.IsEmpty)
                bytes = bytes[await _socket.SendAsync(bytes, cancellationToken).ConfigureAwait(false)..];
        }
        catch (SocketException exception)
        {
            throw new ControlException($"{_run.Id} can't be called: {ExceptionText.Of(exception)}", exception);
        }
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _lines.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The connection was reset: the host is gone.
            return null;
        }
    }

    private ControlException NotUnderstood(string line) =>
        new(
            $"{_run.Id} has answered what this version ({ControlProtocol.ProgramVersion}) does not understand: "
                + $"{new UntrustedText(line.Length > 200 ? line[..200] : line)}"
        );
}
