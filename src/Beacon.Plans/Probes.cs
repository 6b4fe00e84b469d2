using Beacon.Plans.Reading;

namespace Beacon.Plans;

/// <summary>The kinds of probes.</summary>
public static class Probes
{
    extension(Probe)
    {
        /// <summary>The component's own process tree listens on all of these TCP ports. Asks the kernel and never connects.</summary>
        /// <param name="ports">Each from 1 to 65535.</param>
        public static Probe TcpListen(params int[] ports) => new TcpListenProbe([.. ports.Select(port => new LocalEndpoint(null, port))]);

        /// <summary>The component's own process tree listens on this TCP address and port.</summary>
        /// <param name="endpoint"><c>127.0.0.1:9000</c> or <c>[::1]:9000</c>.</param>
        /// <exception cref="ArgumentException">It is no such address.</exception>
        public static Probe TcpListen(string endpoint) => new TcpListenProbe([Parsed<LocalEndpoint>(endpoint, LocalEndpoint.TryParse)]);

        /// <summary>The component's own process tree has bound all of these UDP ports. Sends nothing.</summary>
        /// <param name="ports">Each from 1 to 65535.</param>
        public static Probe UdpBound(params int[] ports) => new UdpBoundProbe([.. ports.Select(port => new LocalEndpoint(null, port))]);

        /// <summary>The component's own process tree has bound this UDP address and port.</summary>
        /// <param name="endpoint"><c>239.255.0.1:12345</c> or <c>[ff02::1]:12345</c>.</param>
        /// <exception cref="ArgumentException">It is no such address.</exception>
        public static Probe UdpBound(string endpoint) => new UdpBoundProbe([Parsed<LocalEndpoint>(endpoint, LocalEndpoint.TryParse)]);

        /// <summary>A TCP connection is accepted. The component sees a connection that is closed at once.</summary>
        /// <param name="endpoint"><c>127.0.0.1:9000</c>, <c>localhost:9000</c> or <c>[::1]:9000</c>.</param>
        /// <exception cref="ArgumentException">It is no such address.</exception>
        public static Probe TcpConnect(string endpoint) => Parsed<TcpConnectProbe>(endpoint, TcpConnectProbe.TryParse);

        /// <summary>An HTTP GET is answered with the expected status.</summary>
        /// <param name="url">An absolute http or https URL.</param>
        /// <param name="status">The status expected, from 100 to 599; null: any from 200 to 299.</param>
        /// <exception cref="UriFormatException">It is no URL.</exception>
        public static Probe Http(string url, int? status = null) => new HttpProbe(new Uri(url, UriKind.RelativeOrAbsolute), status);

        /// <summary>A line of the component's output matches; for liveness, at least one in each interval.</summary>
        /// <param name="pattern">A .NET regular expression.</param>
        /// <param name="stream">The stream that is watched; null: both.</param>
        /// <exception cref="System.Text.RegularExpressions.RegexParseException">It is no regular expression.</exception>
        public static Probe Log(string pattern, OutputStream? stream = null) => new LogProbe(new OutputPattern(pattern), stream);

        /// <summary>A program exits with 0. It is run in the component's working directory with its environment.</summary>
        /// <param name="command">The program: a path, or a name that is on PATH.</param>
        /// <param name="args">Its arguments.</param>
        public static Probe Exec(string command, params string[] args) => new ExecProbe([command, .. args]);

        /// <summary>A file or folder exists.</summary>
        /// <param name="path">Its path.</param>
        public static Probe File(string path) => new FileProbe(path);

        /// <summary>A time has passed since the program was executed: the last resort, for it observes nothing.</summary>
        /// <param name="delay">Zero or more.</param>
        public static Probe After(TimeSpan delay) => new AfterProbe(delay);

        /// <summary>A live statistic grows (<see cref="ComponentBuilder.Counts"/>): the component gets on with its work.</summary>
        /// <param name="statistic">The name of a group in one of the patterns.</param>
        /// <param name="within">How long it may stand still.</param>
        public static Probe Progress(string statistic, TimeSpan within) => new ProgressProbe(statistic, within);
    }

    private static T Parsed<T>(string endpoint, TryParse<T> tryParse)
        where T : class =>
        tryParse(endpoint, out var parsed, out var error) ? parsed! : throw new ArgumentException(error, nameof(endpoint));
}
