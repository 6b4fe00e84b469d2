using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Beacon.TestProgram;

/// <summary>Behaviours that open sockets, for readiness and liveness checks.</summary>
internal static class Listening
{
    private static readonly List<Socket> Open = [];

    public static void Tcp(string[] args)
    {
        var listener = Listen(EndPointOf(args));
        Output.Line("listening");
        Background.Start(() =>
        {
            while (true)
            {
                using var connection = listener.Accept();
                Output.Line("connected");
            }
        });
    }

    public static void Deaf(string[] args)
    {
        var listener = Listen(EndPointOf(args));
        Output.Line("listening");
        Background.Start(() =>
        {
            while (true)
            {
                Open.Add(listener.Accept());
                Output.Line("accepted");
            }
        });
    }

    public static void Udp(string[] args)
    {
        var endPoint = EndPointOf(args);
        var socket = Bound(endPoint, SocketType.Dgram, ProtocolType.Udp);
        Open.Add(socket);
        Stopping.Last();
        Output.Line("bound");
    }

    public static void Http(string[] args)
    {
        var listener = Listen(EndPointOf(args[..1]));
        Output.Line("serving");
        Background.Start(() =>
        {
            while (true)
            {
                using var connection = listener.Accept();
                Answer(connection, args is [_, _, var path, var later] && Path.Exists(path) ? later : args[1]);
            }
        });
    }

    private static void Answer(Socket connection, string status)
    {
        // A request without a body ends at its first empty line; a probe sends nothing else.
        var request = new byte[4096];
        var length = 0;
        while (request.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            var received = connection.Receive(request.AsSpan(length));
            if (received == 0)
                return;
            length += received;
        }

        connection.Send(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Status\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        connection.Shutdown(SocketShutdown.Both);
    }

    private static Socket Listen(IPEndPoint endPoint)
    {
        var listener = Bound(endPoint, SocketType.Stream, ProtocolType.Tcp);
        listener.Listen();
        Stopping.Last();
        return listener;
    }

    // As most programs do, IPv6 sockets take IPv4 too.
    private static Socket Bound(IPEndPoint endPoint, SocketType type, ProtocolType protocol)
    {
        var socket = new Socket(endPoint.AddressFamily, type, protocol);
        if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
            socket.DualMode = true;
        socket.Bind(endPoint);
        return socket;
    }

    private static IPEndPoint EndPointOf(string[] args) =>
        new(args.Length > 1 ? IPAddress.Parse(args[1]) : IPAddress.Loopback, int.Parse(args[0], CultureInfo.InvariantCulture));
}
