using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Beacon.Actors.Probing;
using Beacon.Actors.Scheduling;
using Beacon.Plans;

namespace Beacon.Actors.Tests.Probing;

/// <summary>Probes of an https server whose certificate no authority has signed.</summary>
public sealed class HttpsProbeSpecs : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = SelfSigned();

    public HttpsProbeSpecs()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_named_as_the_reason()
    {
        var result = await CheckAsync(isInsecure: false);
        Assert.False(result.Holds);
        Assert.Contains("certificate", result.Observation, StringComparison.Ordinal);
        Assert.DoesNotContain("inner exception", result.Observation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_insecure_probe_accepts_any_certificate()
    {
        var result = await CheckAsync(isInsecure: true);
        Assert.True(result.Holds, result.Observation);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private async Task<ProbeResult> CheckAsync(bool isInsecure)
    {
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        using var check = new HttpCheck(new HttpProbe(new Uri($"https://127.0.0.1:{port}/"), null) { IsInsecure = isInsecure });
        var component = RunPlan.Create("test").Add("a", c => c.Run("sleep")).Build().Components[0];
        var signs = new OutputSigns(component, TimeProvider.System, _ => { });
        var work = new BackgroundWork();
        var runner = new ProbeRunner(component, null!, signs, new ProbeFactory(), new FileMarks([]), TimeProvider.System, work);
        return await runner.CheckAsync(check, TimeSpan.FromSeconds(20), CancellationToken.None);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(_certificate);
                _ = await stream.ReadAsync(new byte[4096]);
                await stream.WriteAsync("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray());
            }
            catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
            {
                // The client has refused the certificate.
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }
}
