using System.Net;
using System.Net.Sockets;
using Beacon.Plans;

namespace Beacon.Processes.Tests;

/// <summary>What a plan can't have from the portable engine.</summary>
public sealed class BeyondPortableSpecs
{
    [Theory]
    [InlineData("ready { tcp-listen = 9000 }", "ready.tcp-listen = 9000", "use tcp-connect = \"127.0.0.1:9000\"")]
    [InlineData("alive { tcp-listen = \"[::1]:9000\" }", "alive.tcp-listen = [::1]:9000", "use tcp-connect = \"[::1]:9000\"")]
    [InlineData("ready { udp-bound = 12345 }", "ready.udp-bound = 12345", "use log")]
    [InlineData("output { mode = line-buffered }", "output.mode = line-buffered", "use pipe")]
    [InlineData("output { mode = pty }", "output.mode = pty", "use pipe")]
    [InlineData("limits { nofile = 100 }", "limits.nofile = 100", "leave the key out")]
    [InlineData("limits { cpu = [0, 1] }", "limits.cpu = [0, 1]", "leave the key out")]
    [InlineData("limits { nice = 5 }", "limits.nice = 5", "leave the key out")]
    public void Each_key_that_the_portable_engine_does_not_support_is_refused_with_an_alternative(string key, string told, string wayOut)
    {
        var problem = Assert.Single(Refused($"components.app {{ command = sh, {key} }}"));
        Assert.StartsWith($"beacon.components.app.{told}: the portable engine", problem);
        Assert.Contains(wayOut, problem);
    }

    [Fact]
    public void All_unsupported_keys_are_reported_at_once_and_supported_keys_are_accepted()
    {
        Assert.Equal(2, Refused("component-defaults { limits { nice = 1 } }, components { a { command = sh }, b { command = sh } }").Count);
        Assert.Empty(
            Refused(
                """
                components.app {
                  command = sh
                  ready { tcp-connect = "127.0.0.1:9000", log = up, after = 1s }
                  alive { http = "http://127.0.0.1:9000/", exec = [sh], file = "x" }
                  restart { policy = always }
                  stop { signal = SIGINT, scope = tree, command = [sh] }
                  output { rotate-at = 1MiB, keep = 3 }
                }
                """
            )
        );
    }

    [Fact]
    public void A_port_in_use_is_found_without_naming_its_owner()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = new PortRequirement(TransportProtocol.Tcp, ((IPEndPoint)listener.LocalEndpoint).Port);
        Assert.NotNull(ProcessEngine.PortableHolderOf(port));

        // Not the same port again: a child that another test has just forked may still hold it.
        Assert.Null(ProcessEngine.PortableHolderOf(new PortRequirement(TransportProtocol.Tcp, 1)));
    }

    private static List<string> Refused(string keys) =>
        [.. ProcessEngine.MissingFor(RunPlan.Parse($"beacon {{ run.engine = portable, {keys} }}"))];
}
