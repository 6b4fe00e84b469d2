using System.Buffers.Binary;
using System.Net.Sockets;
using Beacon.Records.Events;

namespace Beacon.Actors.Control.Sockets;

/// <summary>
/// SO_PEERCRED of unix(7): who is at the other end of a socket, as the kernel knows it. Of a connection it is who connected, or who
/// listened; of a listening socket it is this process itself.
/// </summary>
internal static class PeerCredentials
{
    private const int SOL_SOCKET = 1;
    private const int SO_PEERCRED = 17;
    private const uint Root = 0;

    /// <summary>The effective user of the other end.</summary>
    public static uint UserOf(Socket socket) => Read(socket).User;

    /// <summary>The process at the other end, with the name of its program.</summary>
    public static ControlPeer Of(Socket socket)
    {
        var (pid, user) = Read(socket);
        return new ControlPeer(user, pid, ProgramOf(pid));
    }

    /// <summary>Whether a user may control what another runs: the same one, and root.</summary>
    public static bool MayControl(uint user, uint owner) => user == owner || user == Root;

    private static (int Pid, uint User) Read(Socket socket)
    {
        // struct ucred: pid, uid, gid, 32 bits each.
        Span<byte> credentials = stackalloc byte[12];
        socket.GetRawSocketOption(SOL_SOCKET, SO_PEERCRED, credentials);
        return BitConverter.IsLittleEndian
            ? (BinaryPrimitives.ReadInt32LittleEndian(credentials), BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..]))
            : (BinaryPrimitives.ReadInt32BigEndian(credentials), BinaryPrimitives.ReadUInt32BigEndian(credentials[4..]));
    }

    private static string ProgramOf(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").TrimEnd('\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile.
            return "";
        }
    }
}
