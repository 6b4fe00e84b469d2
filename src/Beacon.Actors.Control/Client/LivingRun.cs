using System.Net.Sockets;
using Beacon.Actors.Control.Sockets;
using Beacon.Plans.Text;
using Beacon.Processes.Files;
using Beacon.Records.Layout;

namespace Beacon.Actors.Control.Client;

/// <summary>A run that is running now, in this or another process.</summary>
/// <param name="Id">The run's id: the name of its record folder.</param>
/// <param name="Results">The results folder: an absolute path.</param>
public sealed record LivingRun(string Id, string Results)
{
    /// <summary>The record folder: an absolute path.</summary>
    public string Record => Path.Combine(Results, Id);

    /// <summary>The plan's name.</summary>
    public string Name => RecordLayout.PlanNameIn(Id) ?? Id;

    /// <summary>The living runs of a results folder, the earliest first.</summary>
    /// <param name="results">The results folder; one that does not exist has none.</param>
    /// <exception cref="IOException">The folder can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static IReadOnlyList<LivingRun> In(string results)
    {
        results = Path.GetFullPath(results);
        return [.. RunningMarks.Living(results).Select(run => new LivingRun(run, results))];
    }

    /// <summary>The run of a process; null: it has none now. Of several, the latest.</summary>
    /// <param name="results">The results folder; one that does not exist has none.</param>
    /// <param name="pid">The process id of the host.</param>
    /// <exception cref="IOException">The folder can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static LivingRun? OfProcess(string results, int pid)
    {
        results = Path.GetFullPath(results);
        return RunningMarks.LivingOf(results, pid) is { } run ? new LivingRun(run, results) : null;
    }

    /// <summary>The living runs of this user that can be controlled, whatever their results folders are; the earliest first.</summary>
    public static IReadOnlyList<LivingRun> OfUser()
    {
        try
        {
            using var folder = SocketFolder.OfUser(OwnUser.Id, create: false);
            return LinkedFrom(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Connects to the run.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ControlException">The run can't be called.</exception>
    public async Task<ControlClient> ConnectAsync(CancellationToken cancellationToken = default)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            using (var place = OpenSocket())
                await socket
                    .ConnectAsync(new UnixDomainSocketEndPoint($"/proc/self/fd/{place.DangerousGetHandle()}"), cancellationToken)
                    .ConfigureAwait(false);
            var (user, own) = (PeerCredentials.UserOf(socket), OwnUser.Id);
            return PeerCredentials.MayControl(own, user)
                ? new ControlClient(this, socket)
                : throw new ControlException($"the socket of {Id} belongs to another user (uid {user})");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SocketException)
        {
            socket.Dispose();
            throw Unreachable(exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal static IReadOnlyList<LivingRun> LinkedFrom(RecordFolder folder) =>
        [
            .. SocketFolder
                .LinksIn(folder)
                .Select(link => Path.GetDirectoryName(Path.GetDirectoryName(link.Socket)))
                .OfType<string>()
                .Distinct()
                .SelectMany(TryIn)
                .OrderBy(run => run.Id, StringComparer.Ordinal),
        ];

    private static IEnumerable<LivingRun> TryIn(string results)
    {
        try
        {
            return In(results);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private Microsoft.Win32.SafeHandles.SafeFileHandle OpenSocket()
    {
        try
        {
            using var beside = SocketFolder.OfResults(Results);
            return beside.OpenPlace(SocketFolder.NameOf(Id));
        }
        catch (FileNotFoundException)
        {
            using RecordFolder elsewhere = SocketFolder.OfUser(OwnUser.Id, create: false);
            return elsewhere.OpenPlace(SocketFolder.NameOf(Id));
        }
    }

    private ControlException Unreachable(Exception exception) =>
        exception switch
        {
            FileNotFoundException => new(
                $"{Id} can't be controlled: it has no socket (run.control = off, or its program serves none)",
                exception
            ),
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => new(
                $"{Id} can't be controlled: nobody listens any more; its host was killed",
                exception
            ),
            _ => new($"{Id} can't be controlled: {ExceptionText.Of(exception)}", exception),
        };
}
