using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Beacon.TestProgram;

/// <summary>Behaviours that send data.</summary>
internal static class Sending
{
    private const int DatagramBytes = 1000;

    public static void FloodTcp(string[] args)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(EndPointOf(args));
        Stopping.Last();
        Background.Start(() =>
        {
            var bytes = new byte[65536];
            while (true)
                socket.Send(bytes);
        });
        Output.Line("sending");
    }

    public static void Datagrams(string[] args)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var bytes = new byte[DatagramBytes];
        for (var count = int.Parse(args[1], CultureInfo.InvariantCulture); count > 0; count--)
            socket.SendTo(bytes, EndPointOf(args));
        Output.Line("sent");
    }

    public static void Call(string[] args)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(args[0]));
        using var stream = new NetworkStream(socket);
        stream.Write(Encoding.UTF8.GetBytes(args[1] + "\n"));
        Output.Line(new StreamReader(stream).ReadLine() ?? "no answer");
    }

    private static IPEndPoint EndPointOf(string[] args) => new(IPAddress.Loopback, int.Parse(args[0], CultureInfo.InvariantCulture));
}
